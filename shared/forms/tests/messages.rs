//! What the citizen reads under a field.

use oc_forms::{CodiceFiscale, Problem, email, max_length, notice_code, phone, required, required_or};
use oc_i18n::{I18n, Lang, keys};

const EVERY_PROBLEM: [Problem; 25] = [
    Problem::Required,
    Problem::RequiredField(keys::forms::REQUIRED),
    Problem::Say(keys::forms::NAME_REQUIRED),
    Problem::TooLong { over: 1, max: 200 },
    Problem::TooLong { over: 2, max: 200 },
    Problem::FiscalCodeLength { written: 1 },
    Problem::FiscalCodeLength { written: 15 },
    Problem::FiscalCodeCharacters,
    Problem::FiscalCodeLetter { position: 2 },
    Problem::FiscalCodeDigit { position: 11 },
    Problem::FiscalCodeDate,
    Problem::FiscalCodeCheck,
    Problem::EmailAt,
    Problem::EmailSpaces,
    Problem::EmailLocal,
    Problem::EmailDomain,
    Problem::EmailTooLong,
    Problem::PhoneCharacters,
    Problem::PhoneShort,
    Problem::PhoneLong,
    Problem::NoticeCodeCharacters,
    Problem::NoticeCodeLength { written: 1 },
    Problem::NoticeCodeLength { written: 17 },
    Problem::NoticeCodeStart,
    Problem::Say(keys::forms::SURNAME_REQUIRED),
];

fn read<T: std::fmt::Debug>(result: Result<T, Problem>) -> String {
    result.err().map(|problem| problem.message(&I18n::builtin(Lang::It))).unwrap_or_default()
}

#[test]
fn the_sentence_says_what_to_do() {
    assert_eq!(read(required("")), "Compila questo campo");
    assert_eq!(read(required_or(" ", keys::forms::NAME_REQUIRED)), "Inserisci il nome");
    assert_eq!(read(CodiceFiscale::parse("")), "Inserisci il codice fiscale");
    assert_eq!(
        read(CodiceFiscale::parse("RSSMRA85T10A56")),
        "Il codice fiscale deve avere 16 caratteri: ne hai scritti 14"
    );
    assert_eq!(read(CodiceFiscale::parse("R")), "Il codice fiscale deve avere 16 caratteri: ne hai scritto uno solo");
    assert_eq!(
        read(CodiceFiscale::parse("RSSMRA85T1OA562S")),
        "Controlla il carattere numero 11 del codice fiscale: lì serve un numero"
    );
    assert_eq!(read(email("")), "Inserisci l'indirizzo e-mail");
    assert_eq!(read(email("anna")), "Scrivi l'indirizzo e-mail con una sola chiocciola, per esempio nome@esempio.it");
    assert_eq!(read(phone("123")), "Il numero di telefono è troppo corto: servono almeno 8 cifre");
    assert_eq!(read(notice_code("12")), "Il codice avviso deve avere 18 cifre: ne hai scritte 2");
    assert_eq!(read(notice_code("1")), "Il codice avviso deve avere 18 cifre: ne hai scritta una sola");
    assert_eq!(read(max_length(&"a".repeat(203), 200)), "Il testo è troppo lungo: togli 3 caratteri (al massimo 200)");
    assert_eq!(read(max_length(&"a".repeat(201), 200)), "Il testo è troppo lungo: togli un carattere (al massimo 200)");
}

#[test]
fn a_required_field_can_be_called_by_its_label() {
    let problem = Problem::RequiredField(keys::i18n::MONTH_03);
    assert_eq!(problem.message(&I18n::builtin(Lang::It)), "Compila il campo «marzo»");
    assert_eq!(problem.message(&I18n::builtin(Lang::De)), "Füllen Sie das Feld „März“ aus");
}

#[test]
fn no_sentence_is_empty_or_unfilled_in_any_language() {
    for lang in Lang::ALL {
        let i18n = I18n::builtin(lang);
        for problem in EVERY_PROBLEM {
            let message = problem.message(&i18n);
            assert!(!message.is_empty() && !message.contains(['{', '}']), "{lang:?} {problem:?}: {message}");
        }
    }
}

#[test]
fn every_problem_has_its_own_sentence() {
    let i18n = I18n::builtin(Lang::It);
    let mut sentences: Vec<String> = EVERY_PROBLEM.iter().map(|problem| problem.message(&i18n)).collect();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), EVERY_PROBLEM.len());
}

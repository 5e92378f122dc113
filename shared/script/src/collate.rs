//! Order and composition of letters, for the languages of the widgets: Latin letters with marks.

use std::cmp::Ordering;

/// A mark, letters without and with it.
const MARKED: [(char, &str, &str); 20] = [
    ('\u{300}', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('\u{301}', "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
    ('\u{302}', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('\u{308}', "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
    ('\u{303}', "anoANO", "ãñõÃÑÕ"),
    ('\u{327}', "cC", "çÇ"),
    ('\u{30a}', "aA", "åÅ"),
    ('\u{30c}', "cszreCSZRE", "čšžřěČŠŽŘĚ"),
    ('\u{304}', "aeiouAEIOU", "āēīōūĀĒĪŌŪ"),
    ('\u{307}', "zZ", "żŻ"),
    ('\u{301}', "cnszCNSZ", "ćńśźĆŃŚŹ"),
    ('\u{328}', "aeAE", "ąęĄĘ"),
    ('\u{306}', "aA", "ăĂ"),
    ('\u{326}', "stST", "șțȘȚ"),
    ('\u{30b}', "ouOU", "őűŐŰ"),
    ('\u{300}', "nN", "ǹǸ"),
    ('\u{30c}', "dntDNT", "ďňťĎŇŤ"),
    ('\u{301}', "lrLR", "ĺŕĹŔ"),
    ('\u{302}', "cghjswy", "ĉĝĥĵŝŵŷ"),
    ('\u{30a}', "uU", "ůŮ"),
];

/// The letter and the mark of a letter with a mark.
fn parts(found: char) -> Option<(char, char)> {
    if found.is_ascii() {
        return None;
    }
    MARKED.iter().find_map(|(mark, plain, marked)| {
        let at = marked.chars().position(|other| other == found)?;
        Some((plain.chars().nth(at)?, *mark))
    })
}

/// `normalize('NFD')`.
pub(crate) fn decompose(text: &str) -> String {
    let mut out = String::new();
    for found in text.chars() {
        match parts(found) {
            Some((letter, mark)) => out.extend([letter, mark]),
            None => out.push(found),
        }
    }
    out
}

/// `normalize('NFC')`.
pub(crate) fn compose(text: &str) -> String {
    let mut out = String::new();
    for found in text.chars() {
        let joined = out.chars().last().filter(|_| ('\u{300}'..='\u{36f}').contains(&found)).and_then(|letter| {
            MARKED
                .iter()
                .filter(|(mark, ..)| *mark == found)
                .find_map(|(_, plain, marked)| marked.chars().nth(plain.chars().position(|other| other == letter)?))
        });
        match joined {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(found),
        }
    }
    out
}

/// The place of a letter: other signs, digits, letters.
fn primary(found: char) -> (u8, u32) {
    let letter = parts(found).map_or(found, |(letter, _)| letter);
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let class = if lower.is_alphabetic() {
        3
    } else if lower.is_ascii_digit() {
        2
    } else if lower.is_whitespace() {
        0
    } else {
        1
    };
    (class, if class == 1 { punctuation(lower) } else { lower.into() })
}

fn punctuation(found: char) -> u32 {
    let order = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$€";
    order.chars().position(|other| other == found).map_or(found.into(), |at| at as u32)
}

/// `localeCompare`: first by letters, then by marks, then small before capital.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let letters = |text: &str| compose(text).chars().map(primary).collect::<Vec<_>>();
    let marks =
        |text: &str| compose(text).chars().map(|found| parts(found).map_or('\0', |part| part.1)).collect::<Vec<_>>();
    let cases = |text: &str| compose(text).chars().map(char::is_uppercase).collect::<Vec<_>>();
    letters(a).cmp(&letters(b)).then_with(|| marks(a).cmp(&marks(b))).then_with(|| cases(a).cmp(&cases(b)))
}

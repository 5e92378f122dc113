//! What the page around a script answers is what the script gets.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::borrow::Cow;
use std::rc::Rc;

use oc_script::{
    Environment, ErrorKind, Numbers, Program, Regex, Runtime, Scope, ScriptError, libraries_of, library_text,
};

/// A page that answers so that one sees it was asked.
struct Page;

impl Environment for Page {
    fn regex(&self, pattern: &str, flags: &str) -> Result<Rc<dyn Regex>, ScriptError> {
        oc_script::native::regex(pattern, flags)
    }

    fn math(&self, name: &str, x: f64, y: f64) -> f64 {
        name.len() as f64 * 100.0 + x * 10.0 + if y.is_nan() { 0.0 } else { y }
    }

    fn numbers(&self) -> Numbers {
        Numbers {
            write: |_, name, digits| format!("{name}/{digits}"),
            read: |name, text, _| (name.len() + text.len()) as f64,
        }
    }

    fn rewrite(&self, name: &str, text: &str, form: &str) -> Option<String> {
        Some([name, text, form].join(":"))
    }

    fn compare(&self, _a: &str, _b: &str) -> i32 {
        -7
    }

    fn parse_date(&self, text: &str) -> f64 {
        text.len() as f64
    }

    fn library(&self, name: &str) -> Option<Cow<'static, str>> {
        match name {
            "lodash" => Some("return { hello: (x) => 'hello ' + x };".into()),
            "core" => library_text(name).map(Cow::Borrowed),
            _ => None,
        }
    }
}

fn value(code: &str) -> Result<String, ScriptError> {
    let rt = Runtime::new(Box::new(Page));
    let value = rt.run(&Program::parse(&format!("return String({code})"))?, &Scope::new())?;
    rt.text(&value)
}

#[test]
fn mathematics_letters_and_dates_in_words_are_the_pages() {
    for (code, answer) in [
        ("Math.sin(2)", "320"),
        ("Math.atan2(2, 3)", "523"),
        ("2 ** 3", "323"),
        ("Math.pow(2, 3)", "323"),
        ("7.5 % 2", "177"),
        ("-7 % 2", "32"),
        ("7 % 2", "1"),
        ("Math.hypot(1, 2)", "5512"),
        ("Math.floor(-0.5) + Math.round(2.5) + Math.max(1, 5) + Math.abs(-2)", "9"),
        ("'é'.toUpperCase()", "toUpperCase:é:NFC"),
        ("'é'.normalize('NFD')", "normalize:é:NFD"),
        ("' a '.trim()", "trim: a :NFC"),
        ("encodeURIComponent('a b')", "encodeURIComponent:a b:"),
        ("0.5.toFixed(1)", "toFixed/1"),
        ("0.5.toExponential()", "toExponential/-1"),
        ("'' + 0.5 + 7", "toString/107"),
        ("parseInt('x1', 16)", "10"),
        ("Number('-1')", "8"),
        ("Number('12') + parseFloat('0.5') * 2 + parseInt('3')", "16"),
        ("'a'.localeCompare('b')", "-7"),
        ("Date.parse('tomorrow')", "8"),
        ("new Date('today').getTime()", "5"),
    ] {
        assert_eq!(value(code).unwrap(), answer, "{code}");
    }
}

#[test]
fn a_library_is_the_text_the_page_has_and_its_absence_is_named() {
    assert_eq!(value("_.hello('you')").unwrap(), "hello you");
    let error = value("moment().format()").unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Reference, "the library moment is not here"));
    assert_eq!(value("typeof 1 + [3, 1, 2].map(x => x * 2).join('')").unwrap(), "number624");
}

#[test]
fn a_page_knows_before_a_script_runs_which_libraries_it_needs() {
    assert_eq!(libraries_of("show = data.a > 1"), Vec::<&str>::new());
    assert_eq!(
        libraries_of("value = data.list.includes('a') ? data.list.join() : data.a.toUpperCase()"),
        Vec::<&str>::new()
    );
    assert_eq!(libraries_of("value = data.list.map(x => x + 1)"), ["core"]);
    assert_eq!(libraries_of("value = '' + new Date()"), ["core"]);
    assert_eq!(libraries_of("value = JSON.stringify(data.a, ['b'])"), ["core"]);
    assert_eq!(libraries_of("value = data.r * 2 * Math.PI === Infinity ? NaN : 0"), Vec::<&str>::new());
    assert_eq!(libraries_of("value = _.sum([1])"), ["core", "lodash"]);
    assert_eq!(libraries_of("value = moment().format('L')"), ["core", "moment"]);
    assert_eq!(libraries_of("value = (5).toLocaleString('it-IT')"), ["core", "intl"]);
    // What makes text safe for markup is lodash's.
    assert_eq!(libraries_of("<b>{{{ data.a }}}</b>"), ["core", "lodash"]);
    for name in ["core", "utils", "lodash", "moment", "intl"] {
        let text = library_text(name).unwrap();
        assert!(text.len() > 2000 && !text.contains("\n  ") && !text.contains("// "), "{name}");
    }
}

#[test]
fn a_script_that_names_a_member_of_the_core_asks_for_the_core() {
    let rt = Runtime::new(Box::new(Page));
    let core = rt.run(&Program::parse(library_text("core").unwrap()).unwrap(), &Scope::new()).unwrap();
    let mut members = 0;
    let mut missed = Vec::new();
    for part in rt.keys(&core) {
        for name in rt.keys(&rt.member(&core, &part).unwrap()) {
            members += 1;
            if libraries_of(&format!("value = data.a.{name}(1)")).first() != Some(&"core") {
                missed.push(name);
            }
        }
    }
    assert!(members > 100, "{members}");
    // The core makes these two with the other fields of dates; the language does not have them.
    assert_eq!(missed, ["setDay", "setUTCDay"]);
}

//! Rules for texts: length, words, pattern, e-mail addresses and web addresses.
use super::{Answer, Checked, limit, within, wrong, wrong_as};
use crate::js;
use crate::kind::Kind;
use crate::script::Surroundings;

/// Too many or too few characters or words, as `count` counts them.
pub(super) fn size(checked: &Checked, name: &'static str, count: fn(&str) -> usize) -> Answer {
    let text = checked.value.as_str()?;
    let limit = limit(checked.setting(name), js::parse_int).filter(|limit| *limit != 0.0)?;
    let asked = !text.is_empty() || name.starts_with("max");
    (asked && !within(name, count(text) as f64, limit)).then(|| wrong(name).number("length", limit))
}

pub(super) fn pattern(checked: &Checked) -> Answer {
    let text = checked.value.as_str().filter(|text| !text.is_empty())?;
    let pattern = checked.setting("pattern").text();
    if pattern.is_empty() {
        return None;
    }
    let fits = checked.env.found(&["^", pattern, "$"].concat(), false, text)?;
    let own = checked.setting("patternMessage").text();
    let message = if own.is_empty() { "pattern" } else { own };
    (!fits).then(|| wrong_as(message, "pattern").with("regex", pattern).with("pattern", pattern))
}

/// A local part, quoted or without special characters, and a host with a top level of at least two letters, or an address of four
/// numbers in brackets.
const EMAIL: &str = concat!(
    r#"^([^\s<>()[\]\.,;:@"]+(\.[^\s<>()[\]\.,;:@"]+)*|".+")"#,
    r"@(\[\d{1,3}(\.\d{1,3}){3}\]|([a-z\d-]+\.)+[a-z]{2,})$",
);

/// http, https or ftp, with or without scheme, whatever stands before an @, no address of a private network; after a scheme the
/// host may have a single name. Letters of any script count.
const URL: &str = concat!(
    r"^(((https?|ftp)://)(\S+@)?(IP|NAME(\.NAME)*)|(//)?(\S+@)?(IP|(NAME\.)+[a-z\u00a1-\uffff]{2,}))",
    r"(:\d{2,5})?([/?#]\S*)?$",
);
const NAME: &str = r"[a-z\d\u00a1-\uffff]+(-+[a-z\d\u00a1-\uffff]+)*";
const IP: &str = concat!(
    r"(?!10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)([1-9]\d?|1\d\d|2[01]\d|22[0-3])",
    r"(\.([01]?\d?\d|2[0-4]\d|25[0-5])){2}\.([1-9]\d?|1\d\d|2[0-4]\d|25[0-4])",
);

/// Whether a text is an e-mail address.
pub fn is_email(env: &dyn Surroundings, text: &str) -> bool {
    env.found(EMAIL, true, text) == Some(true)
}

/// Whether a text is a web address.
pub fn is_url(env: &dyn Surroundings, text: &str) -> bool {
    let pattern = js::replaced(&js::replaced(URL, "NAME", NAME, 9), "IP", IP, 2);
    env.found(&pattern, true, text) == Some(true) && !is_email(env, text)
}

pub(super) fn email(checked: &Checked) -> Answer {
    let text = checked.value.as_str().filter(|text| checked.kind == Kind::Email && !text.is_empty())?;
    (!is_email(checked.env, text)).then(|| wrong_as("invalid_email", "email"))
}

pub(super) fn url(checked: &Checked) -> Answer {
    if checked.kind != Kind::Url || !js::truthy(checked.value) || checked.none_of_many() {
        return None;
    }
    let fits = checked.value.as_str().is_some_and(|text| is_url(checked.env, text));
    (!fits).then(|| wrong_as("invalid_url", "url"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::Native;

    #[test]
    fn web_addresses_are_told_from_other_texts() {
        let env = Native::without_scripts(0.0);
        for good in [
            "www.comune.it",
            "https://localhost",
            "http://a.b/c?d#e",
            "ftp://x.example:8080/a",
            "//x.it",
            "https://user:pass@x.it/",
            "http://8.8.8.8",
            "http://10.0.0.1",
            "município.pt",
            "https://a-b.it",
        ] {
            assert!(is_url(&env, good), "{good}");
        }
        for bad in [
            "bad",
            "localhost",
            "http://",
            "10.0.0.1",
            "a b.it",
            "x.i",
            "a@b.it",
            "https://x.it:1",
            "javascript:alert(1)",
            "http://-a.it",
            "https://a-.it",
        ] {
            assert!(!is_url(&env, bad), "{bad}");
        }
    }

    #[test]
    fn e_mail_addresses_are_told_from_other_texts() {
        let env = Native::without_scripts(0.0);
        for good in ["a@b.it", "a.b+c@d-e.example.org", "\"a b\"@c.it", "a@[1.2.3.4]"] {
            assert!(is_email(&env, good), "{good}");
        }
        for bad in ["a", "a@b", "a@b.c", "a b@c.it", "@c.it", "a@c..it", ".a@c.it", "a@b.it ", "a@[1.2.3]"] {
            assert!(!is_email(&env, bad), "{bad}");
        }
    }
}

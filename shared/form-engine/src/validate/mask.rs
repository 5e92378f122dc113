//! Input masks. Text fields understand more than the other fields: optional parts, repetitions and alternatives.
use super::{Answer, Checked, wrong};
use crate::js;
use crate::kind::Kind;
use crate::numbers;
use crate::script::Surroundings;
use crate::value::Value;

/// What a character of a mask stands for, as part of a regular expression: letters with and without accents and Cyrillic ones count.
fn meaning(found: char) -> Option<&'static str> {
    Some(match found {
        '9' => r"[\d\uff10-\uff19]",
        'a' => r"[A-Za-z\u0410-\u044f\u0401\u0451\u00c0-\u00ff\u00b5]",
        'A' => r"[A-Z\u0410-\u042f\u0401\u00c0-\u00de\u00d7\u00f7]",
        '*' => r"[\dA-Za-z\u0410-\u044f\u0401\u0451\u00c0-\u00ff\u00b5]",
        '&' => r"[\dA-Z\u0410-\u042f\u0401\u00c0-\u00de\u00d7\u00f7]",
        '|' => "|",
        _ => return None,
    })
}

/// Masks that repeat a part more often than this are cut there.
const MOST: u64 = 500;

/// How often a part is repeated, `2`, `2,4`, `+` or `*`, as part of a regular expression.
fn counts(text: &str) -> String {
    let (least, most) = js::split_once(text, ",").unwrap_or((text, text));
    let read = |text: &str, endless: u64| match js::trim(text) {
        "*" | "+" => endless,
        number => numbers::digits(number).unwrap_or(1).min(MOST),
    };
    let least = read(least, u64::from(least == "+"));
    ["{", &numbers::padded(least, 1), ",", &numbers::padded(read(most, MOST).max(least), 1), "}"].concat()
}

/// The regular expression of a text field's mask.
fn expression(mask: &str) -> String {
    let mut out = String::from("^(?:");
    let mut open: Vec<char> = Vec::new();
    let mut rest = mask.chars();
    while let Some(found) = rest.next() {
        let after = rest.as_str();
        // Parentheses group only what is repeated or has alternatives; alone they stand for themselves.
        let grouped = || {
            js::split_once(after, ")")
                .is_some_and(|(inside, behind)| behind.starts_with('{') || js::contains(inside, "|"))
        };
        match found {
            found if open.last() == Some(&found) => {
                open.pop();
                out.push_str(if found == ']' { ")?" } else { ")" });
            }
            '[' => {
                out.push_str("(?:");
                open.push(']');
            }
            '(' if grouped() => {
                out.push_str("(?:");
                open.push(')');
            }
            '{' => {
                let (inside, behind) = js::split_once(after, "}").unwrap_or((after, ""));
                if !out.ends_with([':', '|']) {
                    out.push_str(&counts(inside));
                }
                rest = behind.chars();
            }
            found => match meaning(found) {
                Some(meaning) => out.push_str(meaning),
                None => {
                    let exactly = if found == '\\' { rest.next() } else { Some(found) };
                    exactly.into_iter().for_each(|found| {
                        if found.is_ascii_punctuation() {
                            out.push('\\');
                        }
                        out.push(found);
                    });
                }
            },
        }
    }
    while let Some(end) = open.pop() {
        out.push_str(if end == ']' { ")?" } else { ")" });
    }
    out.push_str(")$");
    out
}

/// Whether a text is complete and right by a text field's mask. A mask that cannot be read is followed by nothing.
pub fn matches(env: &dyn Surroundings, text: &str, mask: &str) -> bool {
    env.found(&expression(mask), false, text) == Some(true)
}

/// Whether a text follows a mask of `9`, `A`, `a`, `*` and fixed characters, place by place.
fn matches_simply(text: &str, mask: &str) -> bool {
    let mut letters = text.chars();
    let follows = mask.chars().all(|place| {
        let found = letters.next();
        match place {
            '9' => found.is_some_and(|found| found.is_ascii_digit()),
            'A' => found.is_none_or(|found| found.is_ascii_alphabetic()),
            'a' => found.is_none_or(|found| found.is_ascii_lowercase()),
            '*' => found.is_none_or(|found| found.is_ascii_alphanumeric()),
            other => found == Some(other),
        }
    });
    follows && letters.next().is_none()
}

pub(super) fn mask(checked: &Checked) -> Answer {
    if checked.kind == Kind::Time || !js::truthy(checked.value) {
        return None;
    }
    let component = checked.component;
    let masks = component.get("inputMasks");
    let own = component.get("inputMask").text();
    if (own.is_empty() && js::empty(masks)) || js::truthy(checked.setting("skipMaskValidation")) {
        return None;
    }
    let (mut mask, mut text) = (own, checked.value);
    if js::truthy(component.get("allowMultipleMasks")) && !masks.items().is_empty() {
        let chosen = checked.value.get("maskName").text();
        let known = masks.items().iter().find(|found| !chosen.is_empty() && found.get("label").text() == chosen);
        let usable = !checked.value.get("value").text().is_empty();
        mask = known.filter(|_| usable).map_or("", |found| found.get("mask").text());
        text = checked.value.get("value");
    }
    if mask.is_empty() {
        return None;
    }
    let fits = match text {
        Value::String(text) if checked.kind == Kind::TextField && checked.value.as_str().is_some() => {
            matches(checked.env, text, mask)
        }
        Value::String(text) => matches_simply(text, mask),
        _ => false,
    };
    (!fits).then(|| wrong("mask"))
}

#[cfg(test)]
mod tests {
    use super::{matches, matches_simply};
    use crate::surroundings::Native;

    #[test]
    fn masks_of_text_fields() {
        for (text, mask, expected) in [
            ("RSSMRA80A01F205X", "AAAAAA99A99A999A", true),
            ("rssmra80a01f205x", "AAAAAA99A99A999A", false),
            ("12/03/2024", "99/99/9999", true),
            ("12/03/202", "99/99/9999", false),
            ("12-34", "99[-99]", true),
            ("12", "99[-99]", true),
            ("123", "9{2,4}", true),
            ("1", "9{2,4}", false),
            ("(555) 123", "(999) 999", true),
            ("ab", "(a|9){2}", true),
            ("x1", "\\x9", true),
        ] {
            assert_eq!(matches(&Native::without_scripts(0.0), text, mask), expected, "{text} {mask}");
        }
    }

    #[test]
    fn masks_of_other_fields() {
        assert!(matches_simply("(555) 123-4567", "(999) 999-9999"));
        assert!(!matches_simply("(555) 123-456", "(999) 999-9999"));
        assert!(!matches_simply("555", "99"));
    }
}

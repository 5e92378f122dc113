use oc_i18n::keys::forms as messages;

use crate::Problem;
use crate::text::{is_blank, is_invisible};

/// Takes an e-mail address as typed or pasted, gives it back without spaces and invisible
/// marks around it. Accepts what people really have: a `+` before
/// the `@`, endings of any length, letters of any script in the domain.
///
/// # Errors
/// [`Problem::Say`] when nothing was entered, else the `Email…` problem naming the part to look at.
pub fn email(text: &str) -> Result<String, Problem> {
    let visible: String = text.trim_matches(is_blank).chars().filter(|c| !is_invisible(*c)).collect();
    let address = visible.trim();
    if address.is_empty() {
        return Err(Problem::Say(messages::EMAIL_REQUIRED));
    }
    if address.len() > 254 {
        return Err(Problem::EmailTooLong);
    }
    if address.chars().any(char::is_whitespace) {
        return Err(Problem::EmailSpaces);
    }
    let (local, domain) = address.split_once('@').ok_or(Problem::EmailAt)?;
    if domain.contains('@') {
        return Err(Problem::EmailAt);
    }
    if local.len() > 64 || !local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_local)) {
        return Err(Problem::EmailLocal);
    }
    let (_, ending) = domain.rsplit_once('.').ok_or(Problem::EmailDomain)?;
    if !domain.split('.').all(is_label) || !is_ending(ending) {
        return Err(Problem::EmailDomain);
    }
    Ok(address.to_owned())
}

fn is_local(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_ascii_digit() || c == '-' || is_domain_letter(c))
}

fn is_ending(label: &str) -> bool {
    // Encoded endings in other scripts have digits and hyphens.
    let encoded = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    encoded || (label.chars().count() >= 2 && label.chars().all(is_domain_letter))
}

/// A letter or one of its accents, told by its block: the exact tables would cost every page more than they are worth.
fn is_domain_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '×' | '÷' => false,
        '\u{c0}'..='\u{1fff}' | '\u{2c00}'..='\u{2dff}' | '\u{3005}'..='\u{d7ff}' | '\u{f900}'..='\u{fdff}' => true,
        '\u{10000}'..='\u{1cfff}' | '\u{1e000}'..='\u{1efff}' | '\u{20000}'..='\u{3ffff}' => true,
        _ => false,
    }
}

/// Takes a phone number as typed or pasted, gives it back as digits with the leading `+` if there was one. Spaces and
/// the usual separators do not matter.
///
/// # Errors
/// [`Problem::Say`] when nothing was entered, else a `Phone…` problem.
pub fn phone(text: &str) -> Result<String, Problem> {
    let mut number = String::new();
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            '+' if number.is_empty() => {}
            '.' | '-' | '/' | '(' | ')' | '[' | ']' | '\u{2010}'..='\u{2015}' | '\u{2212}' => continue,
            c if is_blank(c) => continue,
            _ => return Err(Problem::PhoneCharacters),
        }
        // Kept only as far as it can be right; the rest is counted.
        if digits <= 15 {
            number.push(c);
        }
    }
    match digits {
        0 if text.chars().all(is_blank) => Err(Problem::Say(messages::PHONE_REQUIRED)),
        0..=7 => Err(Problem::PhoneShort),
        8..=15 => Ok(number),
        _ => Err(Problem::PhoneLong),
    }
}

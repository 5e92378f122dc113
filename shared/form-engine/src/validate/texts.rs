//! Rules for texts: length, words, pattern, e-mail addresses and web addresses.
use super::{Answer, Checked, limit, wrong, wrong_as};
use crate::js;
use crate::value::Value;

fn size(checked: &Checked, name: &str) -> Option<f64> {
    limit(checked.setting(name), js::parse_int).filter(|limit| *limit != 0.0)
}

pub(super) fn maximum_length(checked: &Checked) -> Answer {
    let (Some(most), Some(text)) = (size(checked, "maxLength"), checked.value.as_str()) else { return Ok(None) };
    Ok((js::length(text) as f64 > most).then(|| wrong("maxLength").with("length", js::number_text(most))))
}

pub(super) fn minimum_length(checked: &Checked) -> Answer {
    let (Some(least), Some(text)) = (size(checked, "minLength"), checked.value.as_str()) else { return Ok(None) };
    let short = !text.is_empty() && (js::length(text) as f64) < least;
    Ok(short.then(|| wrong("minLength").with("length", js::number_text(least))))
}

pub(super) fn maximum_words(checked: &Checked) -> Answer {
    let (Some(most), Some(text)) = (size(checked, "maxWords"), checked.value.as_str()) else { return Ok(None) };
    Ok((js::words(text) as f64 > most).then(|| wrong("maxWords").with("length", js::number_text(most))))
}

pub(super) fn minimum_words(checked: &Checked) -> Answer {
    let (Some(least), Some(text)) = (size(checked, "minWords"), checked.value.as_str()) else { return Ok(None) };
    let short = !text.is_empty() && (js::words(text) as f64) < least;
    Ok(short.then(|| wrong("minWords").with("length", js::number_text(least))))
}

pub(super) fn pattern(checked: &Checked) -> Answer {
    let pattern = checked.setting("pattern").text();
    let Some(text) = checked.value.as_str().filter(|text| !text.is_empty() && !pattern.is_empty()) else {
        return Ok(None);
    };
    let whole = ["^", pattern, "$"].concat();
    let fits = checked.env.found(&whole, false, text).ok_or(super::Unfit)?;
    let own = checked.setting("patternMessage").text();
    let message = if own.is_empty() { "pattern" } else { own };
    Ok((!fits).then(|| wrong_as(message, "pattern").with("regex", pattern).with("pattern", pattern)))
}

/// Whether a text is an e-mail address: a local part, quoted or without special characters, and a host with a top level of at
/// least two letters, or an address of four numbers in brackets.
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let special = |found: char| found.is_whitespace() || "<>()[]\\,;:@\"".contains(found);
    let atoms = local.split('.').all(|atom| !atom.is_empty() && !atom.contains(special));
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"') && !local.contains(['\n', '\r']);
    if !(atoms || quoted) {
        return false;
    }
    if let Some(numbers) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let parts: Vec<&str> = numbers.split('.').collect();
        let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        return parts.len() == 4 && parts.iter().all(number);
    }
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    let label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    labels.split('.').all(label) && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
}

pub(super) fn email(checked: &Checked) -> Answer {
    let Some(text) = checked.value.as_str().filter(|text| checked.kind() == "email" && !text.is_empty()) else {
        return Ok(None);
    };
    Ok((!is_email(text)).then(|| wrong_as("invalid_email", "email")))
}

/// A letter or digit of a host name: those of any script count, up to U+FFFF.
fn host_letter(found: char) -> bool {
    found.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&found)
}

/// Parts of a host between dots: letters and digits, hyphens inside or before but not at the end, and no hyphen twice in a row
/// is not asked for.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().all(|found| host_letter(found) || found == '-')
        && label.chars().next_back().is_some_and(|last| last != '-')
        && !label.starts_with('-')
}

fn is_public_address(host: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok().filter(|_| part.len() <= 3)).collect();
    let [a, b, c, d] = *numbers else { return false };
    let plain = parts.first().is_some_and(|part| !part.starts_with('0'))
        && parts.get(3).is_some_and(|part| !part.starts_with('0'));
    let private =
        a == 10 || a == 127 || (a == 169 && b == 254) || (a == 192 && b == 168) || (a == 172 && (16..32).contains(&b));
    parts.len() == 4 && plain && (1..=223).contains(&a) && b <= 255 && c <= 255 && (1..=254).contains(&d) && !private
}

fn is_host(host: &str, top_needed: bool) -> bool {
    if is_public_address(host) {
        return true;
    }
    let top = |top: &str| {
        top.chars().count() >= 2
            && top.chars().all(|found| found.is_ascii_alphabetic() || ('\u{a1}'..='\u{ffff}').contains(&found))
    };
    match host.rsplit_once('.') {
        Some((labels, last)) => labels.split('.').all(is_label) && (top(last) || (!top_needed && is_label(last))),
        None => !top_needed && is_label(host),
    }
}

/// Whether a text is a web address: http, https or ftp, with or without scheme, no address of a private network; after a scheme the
/// host may have a single name.
pub fn is_url(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let scheme = ["https://", "http://", "ftp://"].iter().find(|scheme| lower.starts_with(**scheme));
    let rest = match scheme {
        Some(scheme) => text.get(scheme.len()..).unwrap_or_default(),
        None => text.strip_prefix("//").unwrap_or(text),
    };
    if rest.contains(char::is_whitespace) || is_email(text) {
        return false;
    }
    // Whatever stands before any @ may be a user; what follows decides.
    let starts = std::iter::once(0).chain(rest.match_indices('@').filter(|(at, _)| *at > 0).map(|(at, _)| at + 1));
    let candidates: Vec<&str> = starts.filter_map(|at| rest.get(at..)).collect();
    candidates.into_iter().any(|rest| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let authority = rest.get(..end).unwrap_or_default();
        let host = match authority.rsplit_once(':') {
            Some((host, port)) => {
                if !((2..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit())) {
                    return false;
                }
                host
            }
            None => authority,
        };
        is_host(host, true) || (scheme.is_some() && is_host(host, false))
    })
}

pub(super) fn url(checked: &Checked) -> Answer {
    let none = matches!(checked.value, Value::Array(items) if items.is_empty() && js::truthy(checked.component.get("multiple")));
    if checked.kind() != "url" || !js::truthy(checked.value) || none {
        return Ok(None);
    }
    let fits = checked.value.as_str().is_some_and(is_url);
    Ok((!fits).then(|| wrong_as("invalid_url", "url")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_told_from_other_texts() {
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
            assert!(is_url(good), "{good}");
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
            assert!(!is_url(bad), "{bad}");
        }
    }

    #[test]
    fn e_mail_addresses_are_told_from_other_texts() {
        for good in ["a@b.it", "a.b+c@d-e.example.org", "\"a b\"@c.it", "a@[1.2.3.4]"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["a", "a@b", "a@b.c", "a b@c.it", "@c.it", "a@c..it", ".a@c.it", "a@b.it ", "a@[1.2.3]"] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}

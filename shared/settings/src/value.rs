//! One value of a global or an attribute, whatever its type in the page.

/// A JavaScript value reduced to what a setting can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    Text(String),
    Bool(bool),
    Number(f64),
    /// An array of strings; members of other types are left out.
    List(Vec<String>),
    /// An object, a function, a symbol: never a usable setting.
    Other,
}

/// Longer texts are not settings but mistakes or attacks.
const MAX_TEXT: usize = 2_000;

/// Trims white space and one pair of stray quotes around the value, as some site templates print them.
fn unquote(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner.trim();
        }
    }
    text
}

fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Some(true),
        "false" | "0" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// `true`, `'true'`, `'1'`, `1` are on; `false`, `'false'`, `'0'`, `0` are off; `''` is not given.
#[allow(clippy::result_unit_err)]
pub fn parse_flag(raw: &Raw) -> Result<Option<bool>, ()> {
    match raw {
        Raw::Bool(value) => Ok(Some(*value)),
        Raw::Number(number) if *number == 0.0 || *number == 1.0 => Ok(Some(*number == 1.0)),
        Raw::Text(text) => match unquote(text) {
            "" | "null" | "undefined" => Ok(None),
            word => truth(word).map(Some).ok_or(()),
        },
        _ => Err(()),
    }
}

/// An absolute http(s) URL or a root path, without trailing slash or fragment.
///
/// Some themes print `'1'`, `true` or `''` where an address belongs: those count as not given. Any other scheme
/// (`javascript:`, `data:`) is an error, and so are credentials in the address, spaces and control characters.
#[allow(clippy::result_unit_err)]
pub fn parse_url(raw: &Raw) -> Result<Option<String>, ()> {
    let text = match raw {
        Raw::Text(text) => unquote(text),
        Raw::Bool(_) | Raw::Number(_) => return Ok(None),
        _ => return Err(()),
    };
    if text.is_empty() || truth(text).is_some() || matches!(text, "null" | "undefined" | "#") {
        return Ok(None);
    }
    if text.len() > MAX_TEXT || text.chars().any(|c| c.is_control() || c.is_whitespace() || "\"'<>\\^`{|}".contains(c))
    {
        return Err(());
    }
    let address = text.split('#').next().unwrap_or_default();
    let lower = address.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    match rest {
        Some(rest) => {
            let authority = rest.split(['/', '?']).next().unwrap_or_default();
            if authority.is_empty() || authority.contains('@') {
                return Err(());
            }
        }
        None if address.starts_with('/') && !address.starts_with("//") => {}
        None => return Err(()),
    }
    Ok(Some(address.trim_end_matches('/').to_owned()).filter(|address| !address.is_empty()))
}

/// A text for people; numbers are taken as they are written.
#[allow(clippy::result_unit_err)]
pub fn parse_text(raw: &Raw) -> Result<Option<String>, ()> {
    match raw {
        Raw::Text(text) => {
            let clean: String = text.chars().filter(|c| !c.is_control()).take(MAX_TEXT).collect();
            let clean = clean.trim();
            Ok(Some(clean.to_owned()).filter(|clean| !clean.is_empty()))
        }
        // Whole numbers only: writing fractions out would cost every page kilobytes for a setting nobody has.
        #[allow(clippy::cast_possible_truncation)]
        Raw::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Ok(Some(oc_i18n::decimal(*number as i64)))
        }
        Raw::Bool(_) => Ok(None),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(value: &str) -> Raw {
        Raw::Text(value.to_owned())
    }

    #[test]
    fn switches_are_understood_however_the_page_prints_them() {
        for on in [Raw::Bool(true), text("true"), text("1"), Raw::Number(1.0), text("'true'"), text(" TRUE ")] {
            assert_eq!(parse_flag(&on), Ok(Some(true)), "{on:?}");
        }
        for off in [Raw::Bool(false), text("false"), text("0"), Raw::Number(0.0)] {
            assert_eq!(parse_flag(&off), Ok(Some(false)), "{off:?}");
        }
        assert_eq!(parse_flag(&text("")), Ok(None));
        for bad in [text("maybe"), Raw::Number(7.0), Raw::Other, Raw::List(vec![])] {
            assert_eq!(parse_flag(&bad), Err(()), "{bad:?}");
        }
    }

    #[test]
    fn an_address_loses_its_trailing_slash_and_stray_quotes() {
        for given in
            ["https://servizi.comune.it/lang", "https://servizi.comune.it/lang/", "'https://servizi.comune.it/lang'"]
        {
            assert_eq!(parse_url(&text(given)), Ok(Some("https://servizi.comune.it/lang".to_owned())), "{given}");
        }
        assert_eq!(parse_url(&text("/lang/")), Ok(Some("/lang".to_owned())));
    }

    #[test]
    fn what_templates_print_for_nothing_counts_as_nothing() {
        for nothing in
            [text(""), text("1"), text("'1'"), text("true"), text("null"), text("#"), Raw::Bool(true), Raw::Number(1.0)]
        {
            assert_eq!(parse_url(&nothing), Ok(None), "{nothing:?}");
        }
    }

    #[test]
    fn a_hostile_address_is_refused() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "//evil.example/x",
            "https://user:pass@evil.example",
            "https://",
            "https://a b",
            "https://a/\"><script>",
            "servizi.comune.it",
        ] {
            assert_eq!(parse_url(&text(bad)), Err(()), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn an_accepted_address_is_always_http_or_a_path(value in ".{0,80}") {
            if let Ok(Some(url)) = parse_url(&Raw::Text(value)) {
                let lower = url.to_ascii_lowercase();
                prop_assert!(lower.starts_with("http://") || lower.starts_with("https://") || (url.starts_with('/') && !url.starts_with("//")));
            }
        }

        #[test]
        fn a_text_never_carries_control_characters(value in "\\PC{0,40}[\\x00-\\x1f]{0,4}\\PC{0,40}") {
            if let Ok(Some(text)) = parse_text(&Raw::Text(value)) {
                prop_assert!(!text.chars().any(char::is_control) && !text.is_empty());
            }
        }
    }
}

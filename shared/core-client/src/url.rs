//! Addresses: what goes into a path or a query is always percent-encoded here, and nowhere else.

/// Where the core is: an absolute http(s) address without query, fragment or trailing slash.
///
/// Returns `None` for anything else, for instance a relative path or a `javascript:` address.
pub fn normalise_base(raw: &str) -> Option<String> {
    let raw = raw.trim();
    let rest = strip_scheme(raw)?;
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let kept = raw.get(..raw.len() - rest.len() + end)?.trim_end_matches('/');
    let host_and_path = strip_scheme(kept)?;
    let host = host_and_path.split('/').next().unwrap_or_default();
    let strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>' | '@');
    if host.is_empty() || host.starts_with(':') || kept.contains(strange) {
        return None;
    }
    Some(kept.to_owned())
}

/// The part after `http://` or `https://`, if that is how the address begins (in any case of letters).
pub(crate) fn strip_scheme(url: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let head = url.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| url.get(scheme.len()..)).flatten()
    })
}

/// Percent-encodes everything but letters, digits and `-._~` (RFC 3986 unreserved), as UTF-8.
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let hex = |nibble: u8| char::from(HEX.get(usize::from(nibble & 15)).copied().unwrap_or(b'0'));
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(hex(byte >> 4));
            out.push(hex(byte));
        }
    }
    out
}

/// A path below the base address, with its query, already encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    text: String,
    has_query: bool,
}

impl Path {
    /// `/api/{segments}` (core API contract, section 1.1).
    pub fn api(segments: &[&str]) -> Self {
        Self::below("/api", segments)
    }

    /// `/{locale}/{segments}`, the routes of the core that are not API (core API contract, section 1.1).
    pub fn page(locale: &str, segments: &[&str]) -> Self {
        let mut path = Self::below("", &[locale]);
        path.push_all(segments);
        path
    }

    fn below(root: &str, segments: &[&str]) -> Self {
        let mut path = Path { text: root.to_owned(), has_query: false };
        path.push_all(segments);
        path
    }

    fn push_all(&mut self, segments: &[&str]) {
        for segment in segments {
            self.text.push('/');
            // A URL parser folds these away and would so change which resource is meant.
            match *segment {
                "" | "." | ".." => self.text.push('-'),
                other => self.text.push_str(&encode(other)),
            }
        }
    }

    /// Adds `name=value` to the query.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.push_str(&encode(name));
        self.text.push('=');
        self.text.push_str(&encode(value));
        self
    }

    /// The encoded text, beginning with `/`.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_base_address_loses_its_slash_query_and_fragment() {
        for (raw, clean) in [
            ("https://servizi.example.it/lang/", "https://servizi.example.it/lang"),
            ("  https://servizi.example.it/lang//  ", "https://servizi.example.it/lang"),
            ("http://localhost:8480/lang?x=1#y", "http://localhost:8480/lang"),
            ("HTTPS://Example.it", "HTTPS://Example.it"),
        ] {
            assert_eq!(normalise_base(raw).as_deref(), Some(clean));
        }
    }

    #[test]
    fn what_is_no_address_of_a_core_is_refused() {
        for raw in [
            "",
            "/lang",
            "javascript:alert(1)",
            "https://",
            "https:///lang",
            "https://?a",
            "ftp://example.it",
            "https://exa mple.it",
            "https://user@example.it",
            "https://:80/",
            "httpsé://x",
        ] {
            assert_eq!(normalise_base(raw), None, "{raw}");
        }
    }

    #[test]
    fn segments_cannot_leave_their_place() {
        assert_eq!(Path::api(&["services", "../users?x#y"]).as_str(), "/api/services/..%2Fusers%3Fx%23y");
        assert_eq!(Path::api(&["services", ".."]).as_str(), "/api/services/-");
        assert_eq!(Path::api(&["services", ""]).as_str(), "/api/services/-");
        assert_eq!(Path::page("it", &["upload"]).as_str(), "/it/upload");
    }

    #[test]
    fn query_values_are_encoded() {
        let path = Path::api(&["services"]).query("q", "caffè & co").query("limit", "5");
        assert_eq!(path.as_str(), "/api/services?q=caff%C3%A8%20%26%20co&limit=5");
    }

    fn decode(text: &str) -> String {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(b) = rest.next() {
            if b == b'%' {
                let pair = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
            } else {
                bytes.push(b);
            }
        }
        String::from_utf8(bytes).unwrap()
    }

    proptest! {
        #[test]
        fn any_text_survives_encoding(text in any::<String>()) {
            let encoded = encode(&text);
            prop_assert!(encoded.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~%".contains(&b)));
            prop_assert_eq!(decode(&encoded), text);
        }

        #[test]
        fn no_base_address_makes_it_panic(raw in any::<String>()) {
            if let Some(base) = normalise_base(&raw) {
                prop_assert!(!base.ends_with('/'));
                prop_assert_eq!(normalise_base(&base), Some(base.clone()));
            }
        }
    }
}

//! The settings of the page rating.

use crate::{Lookup, Reader, Warning};

const CONFIGS: &str = "https://satisfy.opencityitalia.it/v1/graphql";
const RATINGS: &str = "https://satisfy.opencityitalia.it/api/v1/ratings";
const ENTRY_POINT: &str = "data-entrypoints";

/// What the webmaster chose for a page rating (widget contract, section 1.3). Attributes only: there are no globals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Satisfy {
    /// Identifier of the place whose ratings are collected, in lower case; without one there is nothing to rate.
    pub entry_point: Option<String>,
    /// Where the configuration is asked for.
    pub configs: String,
    /// Where ratings go.
    pub ratings: String,
    /// A digital service is rated rather than a page.
    pub service: bool,
}

impl Satisfy {
    /// Reads them, with what could not be used. An entry point that is missing could not be used either.
    pub fn read(lookup: &dyn Lookup) -> (Satisfy, Vec<Warning>) {
        let mut reader = Reader::new(lookup);
        let entry_point = reader.text(ENTRY_POINT, &[]).and_then(|text| uuid(&text));
        let settings = Satisfy {
            configs: reader.url("data-api-configs", &[]).unwrap_or_else(|| CONFIGS.to_owned()),
            ratings: reader.url("data-api-ratings", &[]).unwrap_or_else(|| RATINGS.to_owned()),
            service: reader.flag("data-service", &[]),
            entry_point,
        };
        let mut warnings = reader.into_warnings();
        if settings.entry_point.is_none() {
            warnings.push(Warning { name: ENTRY_POINT.to_owned(), expected: "the UUID of an entry point" });
        }
        (settings, warnings)
    }
}

/// A UUID in its usual form, in lower case; stray quotes around it are taken off, as some site templates print them.
fn uuid(text: &str) -> Option<String> {
    let text = text.trim_matches(['"', '\'', ' ']).to_ascii_lowercase();
    let fits = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    (text.len() == 36 && text.bytes().enumerate().all(fits)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Raw;
    use proptest::prelude::*;

    struct Page(Vec<(&'static str, String)>);

    impl Lookup for Page {
        fn attribute(&self, name: &str) -> Option<String> {
            self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
        }
        fn global(&self, _: &str) -> Option<Raw> {
            Some(Raw::Text("https://elsewhere.example".into()))
        }
    }

    fn read(attributes: &[(&'static str, &str)]) -> (Satisfy, Vec<String>) {
        let page = Page(attributes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect());
        let (settings, warnings) = Satisfy::read(&page);
        (settings, warnings.iter().map(Warning::message).collect())
    }

    const ID: &str = "cf5010dd-5cc6-4c28-9afc-c03d13914897";

    #[test]
    fn an_entry_point_is_all_a_page_has_to_say() {
        let (settings, warnings) = read(&[("data-entrypoints", ID)]);
        assert_eq!(settings.entry_point.as_deref(), Some(ID));
        assert_eq!((settings.configs.as_str(), settings.ratings.as_str()), (CONFIGS, RATINGS));
        assert!(!settings.service && warnings.is_empty());
    }

    #[test]
    fn addresses_and_what_is_rated_can_be_chosen() {
        let own = [
            ("data-entrypoints", "'CF5010DD-5CC6-4C28-9AFC-C03D13914897' "),
            ("data-api-configs", "https://a.example/v1/graphql"),
            ("data-api-ratings", "/ratings/"),
            ("data-service", ""),
        ];
        let (settings, warnings) = read(&own);
        assert_eq!(settings.entry_point.as_deref(), Some(ID));
        assert_eq!(
            (settings.configs.as_str(), settings.ratings.as_str()),
            ("https://a.example/v1/graphql", "/ratings")
        );
        assert!(settings.service && warnings.is_empty());
    }

    #[test]
    fn an_entry_point_that_is_none_is_named() {
        let said = ["setting data-entrypoints ignored: expected the UUID of an entry point".to_owned()];
        for wrong in [
            "",
            " ",
            "1",
            "undefined",
            "cf5010dd5cc64c289afcc03d13914897",
            &ID.replace('-', "/"),
            "<script>",
            &[ID, ID].concat(),
        ] {
            let (settings, warnings) = read(&[("data-entrypoints", wrong)]);
            assert_eq!((settings.entry_point, warnings), (None, said.to_vec()), "{wrong}");
        }
        assert_eq!(read(&[]).1, said);
    }

    #[test]
    fn a_hostile_address_is_named_and_the_usual_one_is_used() {
        let (settings, warnings) = read(&[("data-entrypoints", ID), ("data-api-ratings", "javascript:alert(1)")]);
        assert_eq!(settings.ratings, RATINGS);
        assert_eq!(warnings, ["setting data-api-ratings ignored: expected an http(s) address"]);
    }

    proptest! {
        #[test]
        fn an_accepted_entry_point_has_nothing_but_digits_and_dashes(text in "\\PC{0,50}|[0-9a-fA-F-]{36}") {
            if let Some(id) = uuid(&text) {
                prop_assert!(id.len() == 36 && id.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit()));
            }
        }
    }
}

//! The settings every widget understands.

use crate::{Lookup, Reader, Warning};

/// Addresses and switches common to all widgets (widget contract, section 1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// The core's API base, `https://host/prefix`, no trailing slash.
    pub base_url: String,
    /// The login page; the return address is appended as `return-url`.
    pub auth_url: String,
    /// The privacy page of the municipality.
    pub privacy_url: Option<String>,
    /// Whether the widget draws "Home / …" above itself.
    pub breadcrumb: bool,
    /// The name of the municipal service the page belongs to.
    pub page_name: Option<String>,
}

impl Common {
    /// Reads the common settings. `script_origin` is the origin the widget's script came from: a municipality that
    /// forgets `OC_BASE_URL` has the script on the core's own host, under the usual prefix `lang`.
    pub fn read(lookup: &dyn Lookup, script_origin: &str) -> (Common, Vec<Warning>) {
        let mut reader = Reader::new(lookup);
        let base_url = reader
            .url("base-url", &["OC_BASE_URL"])
            .unwrap_or_else(|| [script_origin.trim_end_matches('/'), "/lang"].concat());
        // `OC_AUTHURL` is how the platform's own helpdesk snippet spells it.
        let auth_url = reader
            .url("auth-url", &["OC_AUTH_URL", "OC_AUTHURL"])
            .unwrap_or_else(|| [base_url.as_str(), "/login"].concat());
        let privacy_url = reader.url("privacy-url", &["OC_PRIVACY_URL"]);
        let breadcrumb = reader.flag("render-breadcrumb", &["OC_RENDER_BREADCRUMB"]);
        let page_name = reader.text("page-name", &["OC_PAGE_NAME"]);
        (Common { base_url, auth_url, privacy_url, breadcrumb, page_name }, reader.into_warnings())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Raw;
    use std::collections::BTreeMap;

    #[derive(Default)]
    struct Table {
        attributes: BTreeMap<&'static str, &'static str>,
        globals: BTreeMap<&'static str, Raw>,
    }

    impl Lookup for Table {
        fn attribute(&self, name: &str) -> Option<String> {
            self.attributes.get(name).map(|value| (*value).to_owned())
        }
        fn global(&self, name: &str) -> Option<Raw> {
            self.globals.get(name).cloned()
        }
    }

    fn text(value: &str) -> Raw {
        Raw::Text(value.to_owned())
    }

    #[test]
    fn a_page_without_settings_uses_the_host_the_script_came_from() {
        let (common, warnings) = Common::read(&Table::default(), "https://servizi.comune.it");
        assert_eq!(common.base_url, "https://servizi.comune.it/lang");
        assert_eq!(common.auth_url, "https://servizi.comune.it/lang/login");
        assert_eq!(common.privacy_url, None);
        assert!(warnings.is_empty());
    }

    #[test]
    fn an_attribute_wins_over_the_global() {
        let table = Table {
            attributes: [("base-url", "https://a.it/lang")].into(),
            globals: [("OC_BASE_URL", text("https://b.it/lang"))].into(),
        };
        assert_eq!(Common::read(&table, "https://c.it").0.base_url, "https://a.it/lang");
    }

    #[test]
    fn the_helpdesk_snippets_spelling_of_the_login_address_works() {
        let table = Table { globals: [("OC_AUTHURL", text("https://b.it/entra"))].into(), ..Table::default() };
        assert_eq!(Common::read(&table, "https://c.it").0.auth_url, "https://b.it/entra");
    }

    #[test]
    fn a_hostile_value_is_named_once_and_the_next_source_is_used() {
        let table = Table {
            attributes: [("auth-url", "javascript:alert(1)")].into(),
            globals: [("OC_AUTH_URL", text("https://b.it/login")), ("OC_RENDER_BREADCRUMB", Raw::Other)].into(),
        };
        let (common, warnings) = Common::read(&table, "https://c.it");
        assert_eq!(common.auth_url, "https://b.it/login");
        let names: Vec<_> = warnings.iter().map(|warning| warning.name.as_str()).collect();
        assert_eq!(names, ["auth-url", "OC_RENDER_BREADCRUMB"]);
        assert_eq!(warnings[0].message(), "setting auth-url ignored: expected an http(s) address");
    }
}

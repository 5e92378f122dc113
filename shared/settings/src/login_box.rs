//! The settings of the login box.

use crate::{Lookup, Reader, Warning};

/// What the webmaster chose for a login box (widget contract, section 1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoginBox {
    /// The button leads to the login page at once, without the pop-up.
    pub direct: bool,
    /// Title of the pop-up where ways of logging in other than the usual exist.
    pub label: Option<String>,
    /// After login only the way out is shown instead of the menu.
    pub logout_only: bool,
}

impl LoginBox {
    /// Reads them, with what could not be used.
    pub fn read(lookup: &dyn Lookup) -> (LoginBox, Vec<Warning>) {
        let mut reader = Reader::new(lookup);
        let settings = LoginBox {
            direct: reader.flag("spid-button", &["OC_SPID_BUTTON"]),
            label: reader.text("auth-label", &["OC_AUTH_LABEL"]),
            logout_only: reader.flag("user-menu-disabled", &["OC_USER_MENU_DISABLED"]),
        };
        (settings, reader.into_warnings())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Raw;

    struct Page(&'static str, Raw);

    impl Lookup for Page {
        fn attribute(&self, _: &str) -> Option<String> {
            None
        }
        fn global(&self, name: &str) -> Option<Raw> {
            (name == self.0).then(|| self.1.clone())
        }
    }

    #[test]
    fn a_page_that_says_nothing_gets_the_pop_up_and_the_menu() {
        let (settings, warnings) = LoginBox::read(&Page("OC_BASE_URL", Raw::Bool(true)));
        assert_eq!((settings, warnings), (LoginBox { direct: false, label: None, logout_only: false }, vec![]));
    }

    #[test]
    fn the_documented_spelling_of_the_direct_button_works() {
        assert!(LoginBox::read(&Page("OC_SPID_BUTTON", Raw::Text("true".into()))).0.direct);
    }

    #[test]
    fn a_menu_switch_that_is_no_switch_is_named_and_leaves_the_menu() {
        let (settings, warnings) = LoginBox::read(&Page("OC_USER_MENU_DISABLED", Raw::Number(7.0)));
        assert!(!settings.logout_only);
        assert_eq!(warnings.first().map(|warning| warning.name.as_str()), Some("OC_USER_MENU_DISABLED"));
    }
}

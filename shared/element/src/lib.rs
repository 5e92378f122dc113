//! A custom element of the page as its widget sees it.
//!
//! The element class itself is JavaScript (the loader, `static/loader.js`): it calls the module's `mount` when it is
//! connected and `unmount` when it is gone for good. This crate is the other half: what a widget gets to work with
//! ([`Mount`], [`Host`]) and the events the host page hears. What is mounted is kept by `oc-ui`.

mod events;
mod host;

pub use events::{Detail, Event};
pub use host::Host;

use oc_i18n::I18n;
use oc_settings::Common;

/// What a widget is given when it is mounted.
pub struct Mount {
    /// The element, for attributes, events and the kept state.
    pub host: Host,
    /// Messages in the language of the element.
    pub i18n: I18n,
    /// Settings common to all widgets.
    pub common: Common,
}

impl Mount {
    /// Reads the common settings of `element` and reports, once, what could not be used.
    ///
    /// `script_url` is the address the widget's script came from; its origin stands in for a missing base URL.
    pub fn new(element: web_sys::HtmlElement, widget: &'static str, i18n: I18n, script_url: &str) -> Mount {
        let host = Host::new(element, widget);
        let (common, warnings) = Common::read(&host.lookup(), &origin(script_url));
        for warning in &warnings {
            host.warn_setting(warning);
        }
        Mount { host, i18n, common }
    }
}

/// The origin of an absolute URL, empty when it has none.
fn origin(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return String::new() };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    [scheme, "://", host].concat()
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn the_origin_of_a_script_is_scheme_host_and_port() {
        assert_eq!(origin("https://servizi.comune.it:8443/widgets/x/js/x.js?v=1"), "https://servizi.comune.it:8443");
        assert_eq!(origin("widgets/x.js"), "");
    }
}

//! The message catalogues as files, and the few messages a loader carries because it must speak before any arrives.

use oc_i18n::{I18n, Lang};

const LANGS: [Lang; 3] = [Lang::It, Lang::De, Lang::En];

/// Language code and catalogue of every language.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGS.into_iter().map(|lang| (lang.code(), oc_i18n::catalogue(lang)))
}

/// Language code → `[the widget cannot be loaded, try again]`.
pub fn loader_texts() -> serde_json::Value {
    let texts = LANGS.into_iter().map(|lang| {
        let i18n = I18n::builtin(lang);
        let pair = [oc_i18n::keys::ui::LOAD_FAILED, oc_i18n::keys::ui::RETRY].map(|key| i18n.t(key).to_owned());
        (lang.code().to_owned(), serde_json::json!(pair))
    });
    serde_json::Value::Object(texts.collect())
}

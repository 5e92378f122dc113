//! The one module of a page: every widget behind a split point, so that a page downloads what it shows. The login box is
//! part of the module itself: it is on nearly every page, most of it is the session that the others need too, and one
//! file compresses better than three.
//!
//! Called by `static/runtime.js` only.

use oc_element::Mount;
use wasm_bindgen::prelude::*;

/// A widget's chunk could not be loaded. The caller may try again: failures are not remembered.
pub struct LoadFailed;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for LoadFailed {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        LoadFailed
    }
}

/// Declares a split point that mounts one widget. Without the feature `split` (plain debug builds, served by trunk) the
/// widget is simply part of the module.
macro_rules! widget {
    ($entry:ident, $view:path) => {
        #[cfg_attr(feature = "split", wasm_split_helpers::wasm_split($entry, fallible))]
        #[cfg_attr(feature = "split", allow(unsafe_code))]
        #[allow(clippy::boxed_local)] // A split point passes one pointer, not a structure.
        fn $entry(mount: Box<Mount>) -> Result<u32, LoadFailed> {
            Ok(oc_ui::attach(*mount, $view))
        }
    };
}

widget!(helpdesk, oc_helpdesk::view);
widget!(satisfy, oc_satisfy::view);

/// Awaits the entry where it is asynchronous (split builds) and calls it where it is not.
macro_rules! enter {
    ($entry:ident, $mount:expr) => {{
        #[cfg(feature = "split")]
        let result = $entry($mount).await;
        #[cfg(not(feature = "split"))]
        let result = $entry($mount);
        result
    }};
}

/// Prepares the module; called once after instantiation.
#[wasm_bindgen(start)]
pub fn start() {
    // Fails only when an executor was set before, which is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    oc_ui::keep_at_hand();
}

/// Mounts `widget` in `element`. `catalogue` is the array of messages of language `lang`; `script_url` the address
/// of the script that asked. Resolves to the number for [`unmount`]; rejects with a word: `unknown`, `catalogue`, `load`.
#[wasm_bindgen]
pub async fn mount(
    element: web_sys::HtmlElement,
    widget: String,
    lang: String,
    catalogue: Vec<String>,
    script_url: String,
) -> Result<u32, JsValue> {
    let lang = oc_i18n::Lang::parse(&lang).unwrap_or(oc_i18n::Lang::It);
    let i18n = oc_i18n::I18n::from_texts(lang, catalogue).map_err(|_| JsValue::from_str("catalogue"))?;
    let prepare = |name: &'static str| Box::new(Mount::new(element, name, i18n, &script_url));
    let result = match widget.as_str() {
        "login-box" => Ok(oc_ui::attach(*prepare("login-box"), oc_login_box::view)),
        "helpdesk" => enter!(helpdesk, prepare("helpdesk")),
        "satisfy" => enter!(satisfy, prepare("satisfy")),
        _ => return Err(JsValue::from_str("unknown")),
    };
    result.map_err(|LoadFailed| JsValue::from_str("load"))
}

/// Unmounts what [`mount`] mounted.
#[wasm_bindgen]
pub fn unmount(id: u32) {
    oc_ui::detach(id);
}

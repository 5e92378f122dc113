//! Bootstrap Italia 2 as Leptos views: what two widgets show alike is here once.
//!
//! Views take texts, signals and callbacks and hold no rules. [`Ctx`] is what every view of a widget is handed: its
//! messages, the core, the host page's events, and work that ends when the widget leaves the page.

mod ctx;
mod dialog;
mod fields;
mod focus;
mod icons;
mod login;
mod notices;

pub use ctx::Ctx;
pub use dialog::{Dialog, dialog};
pub use fields::{Choice, FieldSpec, check_box, error_summary, select, text_area, text_input};
pub use focus::{focus_by_id, focus_first};
pub use icons::{Icon, icon};
pub use login::{guard_unsaved, login_done_text, login_link, login_url, returned_from_login};
pub use notices::{breadcrumb, busy_button, callout, failure, live_region, notice, spinner};

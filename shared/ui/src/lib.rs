//! Bootstrap Italia 2 for the widgets: what two of them show alike is here once.
//!
//! Views take texts, readings of the state and things to do, and hold no rules. [`Ctx`] is what every view of a widget
//! is handed: its messages, the core, the host page's events, and work that ends when the widget leaves the page.

mod ctx;
mod dialog;
mod dom;
mod fields;
mod focus;
mod icons;
mod login;
mod mount;
mod notices;

pub use ctx::Ctx;
pub use dialog::Dialog;
pub use dom::{Act, El, Read, checked_of, effect, el, read, svg, tag, value_of};
pub use fields::{Choice, FieldSpec, check_box, error_summary, select, text_area, text_input};
pub use focus::focus_by_id;
pub use icons::{Icon, icon};
pub use login::{guard_unsaved, login_done_text, login_link, login_url, returned_from_login};
pub use mount::{attach, detach, keep_at_hand};
pub use notices::{breadcrumb, busy_button, button, callout, failure, live_region, notice, spinner};

//! Languages and message catalogues, dates and money.
//!
//! Every text a citizen reads is written in a `messages/<language>.toml` of the crate that shows it. The build turns
//! all of them into typed [`Key`]s (`keys::<crate>::<NAME>`) and into one catalogue per language, a JSON array of texts
//! in key order, of which a page downloads the one it needs. A build with an incomplete language fails.

mod date;
mod datetime;
mod format;
mod lang;
mod messages;
mod money;
#[cfg(not(target_arch = "wasm32"))]
mod native;

pub use date::Date;
pub use datetime::{Civil, DateTime};
pub use format::{decimal, format_date, format_date_time, format_money, format_time};
pub use lang::Lang;
pub use messages::{CatalogueError, I18n, Key};
pub use money::{Cents, MoneyError};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{catalogue, entries, find};

/// Every message of the project as a typed key, one module per crate. The documentation of a key is its Italian text.
pub mod keys {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

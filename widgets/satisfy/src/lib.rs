//! The rating at the end of a page: stars, what was good or difficult, a few words, thanks.

mod markup;
pub mod model;
mod view;

pub use view::view;

//! The button "Accedi all'area personale" and, once logged in, the citizen's menu.

pub mod model;
mod view;

pub use view::view;

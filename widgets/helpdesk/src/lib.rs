//! "Richiedi assistenza": a citizen asks the municipality for help with a service, in a form and a summary.

mod desk;
mod driver;
#[cfg(test)]
mod driver_tests;
mod model;
mod view;

pub use view::view;

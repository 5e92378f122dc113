//! What every form of the suite needs and no browser: validators whose refusals tell the citizen what to do, the state
//! of a field, the steps of a wizard, and keeping what was typed.
//!
//! Validators take text as typed or pasted, of any length and content, in linear time, and give back what is worth
//! sending to the core: trimmed, without separators, upper-cased where that is the rule.

mod contact;
mod field;
mod fiscal_code;
mod notice_code;
mod problem;
mod snapshot;
mod steps;
mod text;

pub use contact::{email, phone};
pub use field::{Field, Rule};
pub use fiscal_code::{Birth, CodiceFiscale, Sex};
pub use notice_code::notice_code;
pub use problem::Problem;
pub use snapshot::{Snapshot, restore, snapshot};
pub use steps::Steps;
pub use text::{count, max_length, optional, remaining, required, required_or};

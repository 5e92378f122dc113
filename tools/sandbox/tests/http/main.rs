//! The development core as clients meet it: the real program, asked over HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on must say so at once"
)]

mod applications;
mod applications_list;
mod bench;
mod control;
mod faults;
mod reference;
mod satisfy;
mod sessions;
mod static_files;
mod uploads;
mod users;

//! The development core: a stand-in for the municipality's services, for development and tests only.
//!
//! One process listens on three ports, so a browser sees three origins as in real life: the core (API, login, storage),
//! the widgets' delivery (`dist/`) and the municipality's site (demo pages). See README.md for the whole picture.

// The objects of the core have some sixty members, more than the macro that writes them nests by default.
#![recursion_limit = "512"]

use std::process::ExitCode;

mod app;
mod applications;
mod clock;
mod control;
mod core;
mod cors;
mod db;
mod faults;
mod front;
mod json;
mod log;
mod options;
mod pages;
mod problem;
mod reference;
mod request;
mod satisfy;
mod seed;
mod server;
mod services;
mod session;
mod static_files;
mod token;
mod uploads;
mod users;

fn main() -> ExitCode {
    let options = match options::Options::from_command_line() {
        Ok(options::Asked::Run(options)) => options,
        Ok(options::Asked::Help) => {
            println!("{}", options::HELP);
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("oc-sandbox: {error}\n\n{}", options::HELP);
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("oc-sandbox: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(server::run(options));
    // Requests that are being delayed on purpose must not keep the process alive.
    runtime.shutdown_background();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("oc-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

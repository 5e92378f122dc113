//! What can be asked on the command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser, ValueExt};

/// The text of `--help`.
pub const HELP: &str = "\
oc-sandbox: the development core. FOR DEVELOPMENT AND TESTS ONLY: no login is checked, nothing is secret.

Usage: oc-sandbox [OPTIONS]

  --core-port PORT       API, login and storage            [8480; 0 picks a free one]
  --widgets-port PORT    the delivery folder               [8481; 0 picks a free one]
  --site-port PORT       the municipality's demo pages     [8482; 0 picks a free one]
  --dist DIR             delivery folder to serve          [dist]
  --site DIR             folder of the demo pages          [target/site]
  --db FILE              keep the state in this file       [in memory]
  --token-ttl SECONDS    life of a token                   [3600]
  --submit-delay MS      time before 1900 becomes 2000     [400]
  --allow-origin ORIGIN  one more origin that may use the session cookie (repeatable; the site always may)
  --json                 print one line of JSON with the three addresses on standard output
  --print-ports          the same as --json
  --exit-on-stdin-close  stop when standard input closes
  --help                 this text";

/// Everything the server needs to know to start.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    pub core_port: u16,
    pub widgets_port: u16,
    pub site_port: u16,
    pub dist: PathBuf,
    pub site: PathBuf,
    /// Database file; in memory when absent.
    pub db: Option<PathBuf>,
    /// Life of a token, in seconds; zero or less makes tokens that are already expired.
    pub token_ttl: i64,
    /// How long a sent application stays at 1900 before it becomes 2000.
    pub submit_delay: Duration,
    pub allowed_origins: Vec<String>,
    pub json: bool,
    pub exit_on_stdin_close: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            core_port: 8480,
            widgets_port: 8481,
            site_port: 8482,
            dist: PathBuf::from("dist"),
            site: PathBuf::from("target/site"),
            db: None,
            token_ttl: 3600,
            submit_delay: Duration::from_millis(400),
            allowed_origins: Vec::new(),
            json: false,
            exit_on_stdin_close: false,
        }
    }
}

/// What the person at the keyboard asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    Help,
    Run(Options),
}

impl Options {
    /// Reads the arguments of this process. The error is a sentence that names the wrong option.
    pub fn from_command_line() -> Result<Asked, lexopt::Error> {
        Self::parse(std::env::args_os().skip(1))
    }

    fn parse<I>(arguments: I) -> Result<Asked, lexopt::Error>
    where
        I: IntoIterator<Item = OsString>,
        I::IntoIter: 'static,
    {
        let mut options = Options::default();
        let mut parser = Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Long("core-port") => options.core_port = parser.value()?.parse()?,
                Arg::Long("widgets-port") => options.widgets_port = parser.value()?.parse()?,
                Arg::Long("site-port") => options.site_port = parser.value()?.parse()?,
                Arg::Long("dist") => options.dist = parser.value()?.into(),
                Arg::Long("site") => options.site = parser.value()?.into(),
                Arg::Long("db") => options.db = Some(parser.value()?.into()),
                Arg::Long("token-ttl") => options.token_ttl = parser.value()?.parse()?,
                Arg::Long("submit-delay") => options.submit_delay = Duration::from_millis(parser.value()?.parse()?),
                Arg::Long("allow-origin") => options.allowed_origins.push(parser.value()?.parse()?),
                Arg::Long("json" | "print-ports") => options.json = true,
                Arg::Long("exit-on-stdin-close") => options.exit_on_stdin_close = true,
                Arg::Long("help") | Arg::Short('h') => return Ok(Asked::Help),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Asked::Run(options))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Asked, String> {
        let owned: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        Options::parse(owned).map_err(|error| error.to_string())
    }

    #[test]
    fn without_arguments_the_documented_ports_are_used() {
        assert_eq!(parse(&[]), Ok(Asked::Run(Options::default())));
    }

    #[test]
    fn every_option_is_taken() {
        let asked = parse(&[
            "--core-port=0",
            "--dist",
            "/tmp/d",
            "--token-ttl",
            "-5",
            "--submit-delay",
            "10",
            "--allow-origin",
            "http://localhost:1",
            "--json",
        ]);
        let expected = Options {
            core_port: 0,
            dist: PathBuf::from("/tmp/d"),
            token_ttl: -5,
            submit_delay: Duration::from_millis(10),
            allowed_origins: vec!["http://localhost:1".into()],
            json: true,
            ..Options::default()
        };
        assert_eq!(asked, Ok(Asked::Run(expected)));
    }

    #[test]
    fn a_wrong_port_is_named() {
        let message = parse(&["--core-port", "many"]).expect_err("must be refused");
        assert!(message.contains("many"), "{message}");
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert!(parse(&["--frobnicate"]).is_err());
    }
}

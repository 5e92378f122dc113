//! Misbehaviour on demand: what a test can ask the servers to do wrong, and when.

use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value, json};

use crate::json::{integer, text};
use crate::server::Port;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Served as usual, late.
    Delay,
    /// Served at once, the answer held back.
    DelayAfter,
    /// This status and body instead of serving.
    Status(u16, Value),
    /// Served, the body cut in half (a well-formed answer with a broken document).
    Cut,
    /// Served, the connection lost in the middle of the body.
    CutStream,
    /// An HTML page with status 200 instead of serving.
    WrongType,
    /// Connection closed without an answer, not served.
    Drop,
    /// Served, connection closed without an answer.
    DropAfter,
    /// 401 for an expired token.
    ExpiredToken,
    /// 429; seconds to wait.
    RetryAfter(u64),
    /// 302 to the login page.
    RedirectLogin,
}

/// A fault that struck.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub kind: Kind,
    pub name: String,
    /// Pause before it (after, for `delay_after`), in milliseconds.
    pub ms: u64,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    method: String,
    pattern: String,
    port: Option<Port>,
    skip: u64,
    /// How often it still strikes; none is for ever.
    times: Option<u64>,
    fault: Fault,
}

/// The rules in force, first match wins.
#[derive(Default)]
pub struct Faults(Mutex<Vec<Rule>>);

impl Faults {
    /// Adds rules from the control API. The error names the wrong part; nothing is added then.
    pub fn add(&self, given: &Value) -> Result<usize, String> {
        let list = match given {
            Value::Array(list) => list.iter().collect(),
            Value::Object(_) => vec![given],
            _ => return Err("a list of faults is wanted".into()),
        };
        let rules: Vec<Rule> = list
            .iter()
            .enumerate()
            .map(|(place, item)| rule(item).map_err(|error| format!("fault {place}: {error}")))
            .collect::<Result<_, _>>()?;
        let count = rules.len();
        self.lock().extend(rules);
        Ok(count)
    }

    /// Is a rule in force that loses connections?
    pub fn lose_connections(&self) -> bool {
        self.lock().iter().any(|rule| matches!(rule.fault.kind, Kind::CutStream | Kind::Drop | Kind::DropAfter))
    }

    /// Forgets all rules.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The fault for this request, if one is due. `path` is without tenant prefix, `full` as it came; both with query.
    pub fn strike(&self, port: Port, method: &str, path: &str, full: &str) -> Option<Fault> {
        let mut rules = self.lock();
        let place = rules.iter_mut().position(|rule| {
            let fits = rule.port.is_none_or(|wanted| wanted == port)
                && (rule.method == "*" || rule.method.eq_ignore_ascii_case(method))
                && (matches(&rule.pattern, path) || matches(&rule.pattern, full));
            if fits && rule.skip > 0 {
                rule.skip -= 1;
                return false;
            }
            fits
        })?;
        let rule = rules.get_mut(place)?;
        let fault = rule.fault.clone();
        rule.times = rule.times.map(|times| times.saturating_sub(1));
        if rule.times == Some(0) {
            rules.remove(place);
        }
        Some(fault)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn rule(item: &Value) -> Result<Rule, String> {
    let map = item.as_object().ok_or("an object is wanted")?;
    let (method, pattern) = text(map, "match")
        .split_once(' ')
        .ok_or("\"match\" must be a method and a path, such as \"POST /api/applications\"")?;
    if !pattern.starts_with(['/', '*']) {
        return Err(format!("the path {pattern:?} in \"match\" must start with / or *"));
    }
    let port = match map.get("server") {
        None | Some(Value::Null) => None,
        Some(name) => {
            let port = name.as_str().and_then(Port::named);
            Some(port.ok_or_else(|| format!("\"server\" {name} is not one of core, widgets, site"))?)
        }
    };
    let fault = map.get("fault").and_then(Value::as_object).ok_or("\"fault\" must be an object")?;
    let times = number(map, "times")?;
    if times == Some(0) {
        return Err("\"times\" must be at least 1".into());
    }
    Ok(Rule {
        method: method.into(),
        pattern: pattern.into(),
        port,
        skip: number(map, "skip")?.unwrap_or(0),
        times,
        fault: fault_of(fault)?,
    })
}

fn fault_of(map: &Map<String, Value>) -> Result<Fault, String> {
    let status = number(map, "status")?;
    let named = text(map, "kind");
    let name = if named.is_empty() && status.is_some() { "status" } else { named };
    let kind = match name {
        "delay" => Kind::Delay,
        "delay_after" => Kind::DelayAfter,
        "status" => {
            let code = status.and_then(|code| u16::try_from(code).ok()).filter(|code| (200..600).contains(code));
            let body = map.get("body").cloned();
            Kind::Status(
                code.ok_or("\"status\" must be from 200 to 599")?,
                body.unwrap_or_else(|| json!(["Sandbox fault"])),
            )
        }
        "cut" => Kind::Cut,
        "cut_stream" => Kind::CutStream,
        "wrong_type" => Kind::WrongType,
        "drop" => Kind::Drop,
        "drop_after" => Kind::DropAfter,
        "expired_token" => Kind::ExpiredToken,
        "retry_after" => Kind::RetryAfter(number(map, "seconds")?.unwrap_or(1)),
        "redirect_login" => Kind::RedirectLogin,
        other => return Err(format!("kind {other:?} is not known")),
    };
    let ms = number(map, "ms")?.unwrap_or(0);
    if ms == 0 && matches!(kind, Kind::Delay | Kind::DelayAfter) {
        return Err(format!("kind {name:?} needs \"ms\""));
    }
    Ok(Fault { kind, name: name.into(), ms })
}

fn number(map: &Map<String, Value>, key: &str) -> Result<Option<u64>, String> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match integer(value).and_then(|number| u64::try_from(number).ok()) {
            Some(number) => Ok(Some(number)),
            None => Err(format!("{key:?} must be a whole number, not {value}")),
        },
    }
}

/// Does a pattern fit a target (path, with its query after `?`)?
///
/// * the query takes part only when the pattern has a `?` itself;
/// * a plain pattern fits its path and everything below it; a final `$` asks for exactly that path;
/// * `*` stands for anything, slashes included; a pattern with `*` must fit as a whole.
fn matches(pattern: &str, target: &str) -> bool {
    let target = if pattern.contains('?') { target } else { target.split('?').next().unwrap_or_default() };
    if let Some(exact) = pattern.strip_suffix('$') {
        return fits(exact, target);
    }
    if pattern.contains('*') {
        return fits(pattern, target);
    }
    match target.strip_prefix(pattern) {
        Some(rest) => rest.is_empty() || pattern.ends_with('/') || rest.starts_with(['/', '&']),
        None => false,
    }
}

fn fits(pattern: &str, target: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == target,
        Some((start, rest)) => target.strip_prefix(start).is_some_and(|left| {
            let mut ends = left.char_indices().map(|(at, _)| at).chain([left.len()]);
            rest.is_empty() || ends.any(|at| left.get(at..).is_some_and(|tail| fits(rest, tail)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_path_fits_itself_and_what_is_below() {
        assert!(matches("/api/applications", "/api/applications"));
        assert!(matches("/api/applications", "/api/applications?limit=1"));
        assert!(matches("/api/applications", "/api/applications/1/history"));
        assert!(matches("/runtime/", "/runtime/1.0/a.wasm"));
        assert!(!matches("/api/applications", "/api/applicationsx"));
        assert!(!matches("/api/applications", "/lang/api/applications"));
    }

    #[test]
    fn a_dollar_asks_for_exactly_that_path() {
        assert!(matches("/api/users$", "/api/users?cf=1"));
        assert!(!matches("/api/users$", "/api/users/1"));
    }

    #[test]
    fn stars_stand_for_anything() {
        assert!(matches("/runtime/*.wasm", "/runtime/1.0/deep/a.wasm"));
        assert!(!matches("/runtime/*.wasm", "/runtime/1.0/a.js"));
        assert!(matches("*", "/anything"));
        assert!(matches("*/session-auth", "/lang/api/session-auth?with-cookie=1"));
        assert!(matches("/api/applications?*status=1000*", "/api/applications?version=2&status=1000&x=1"));
        assert!(!matches("/api/applications?*status=1000*", "/api/applications?version=2"));
    }

    #[test]
    fn a_fault_strikes_as_often_as_told_and_after_those_to_skip() {
        let faults = Faults::default();
        let given = json!([{"match": "GET /a", "skip": 1, "times": 2, "fault": {"kind": "status", "status": 500}}]);
        assert_eq!(faults.add(&given), Ok(1));
        let struck: Vec<bool> = (0..4).map(|_| faults.strike(Port::Core, "GET", "/a", "/lang/a").is_some()).collect();
        assert_eq!(struck, [false, true, true, false]);
    }

    #[test]
    fn a_fault_for_one_server_leaves_the_others_alone() {
        let faults = Faults::default();
        faults.add(&json!({"match": "* *", "server": "widgets", "fault": {"kind": "drop"}})).unwrap();
        assert!(faults.strike(Port::Core, "GET", "/a", "/a").is_none());
        assert!(faults.strike(Port::Widgets, "GET", "/a", "/a").is_some());
    }

    #[test]
    fn a_wrong_rule_is_named_and_nothing_is_added() {
        let faults = Faults::default();
        let good = json!({"match": "GET /a", "fault": {"kind": "drop"}});
        for (bad, word) in [
            (json!({"match": "GET", "fault": {"kind": "drop"}}), "match"),
            (json!({"match": "GET /a", "fault": {"kind": "melt"}}), "melt"),
            (json!({"match": "GET /a", "fault": {"kind": "delay"}}), "ms"),
            (json!({"match": "GET /a", "fault": {"status": 99}}), "status"),
            (json!({"match": "GET /a", "times": 0, "fault": {"kind": "drop"}}), "times"),
            (json!({"match": "GET /a", "server": "moon", "fault": {"kind": "drop"}}), "moon"),
        ] {
            let error = faults.add(&json!([good, bad])).expect_err("must be refused");
            assert!(error.contains(word), "{error}");
        }
        assert!(faults.strike(Port::Core, "GET", "/a", "/a").is_none());
    }
}

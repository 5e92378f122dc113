//! Reading answers without trusting them: a member of the wrong type is a member that is not there.

use crate::json_text::number_text;
use crate::json_value::whole;
pub use crate::json_value::{Json, Members};

/// Tolerant look-ups on a JSON value. None of them fails: what is missing, null or of another type is `None`.
pub trait Tolerant {
    /// The member `key` as text; empty or blank text is `None`.
    fn str(&self, key: &str) -> Option<&str>;
    /// The member `key` as an identifier: text or a whole number, of at most 128 visible ASCII characters.
    fn id(&self, key: &str) -> Option<String>;
    /// The member `key` as a whole number, also when written as text.
    fn i64(&self, key: &str) -> Option<i64>;
    /// The member `key` as a number; a whole one also when written as text.
    fn f64(&self, key: &str) -> Option<f64>;
    /// The member `key` as yes or no: `true`, `"true"`, `1`, `"1"` and their opposites.
    fn bool(&self, key: &str) -> Option<bool>;
    /// The value reached through nested members.
    fn path(&self, keys: &[&str]) -> Option<&Json>;
    /// The elements, if this is an array; none otherwise.
    fn list(&self) -> &[Json];
    /// The elements of the member `key`.
    fn items(&self, key: &str) -> &[Json];
}

impl Tolerant for Json {
    fn str(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str().filter(|text| !text.trim().is_empty())
    }

    fn id(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Json::String(text) => {
                let text = text.trim();
                let fine = !text.is_empty() && text.len() <= 128 && text.bytes().all(|b| b.is_ascii_graphic());
                fine.then(|| text.to_owned())
            }
            Json::Number(n) if whole(*n).is_some() => Some(number_text(*n)),
            _ => None,
        }
    }

    fn i64(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Json::Number(n) => whole(*n),
            Json::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    #[allow(clippy::cast_precision_loss)] // Far more seconds or cents than anything here counts.
    fn f64(&self, key: &str) -> Option<f64> {
        match self.get(key)? {
            Json::Number(n) => Some(*n),
            Json::String(text) => text.trim().parse::<i64>().ok().map(|n| n as f64),
            _ => None,
        }
    }

    fn bool(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Json::Bool(value) => Some(*value),
            Json::Number(n) => match whole(*n) {
                Some(1) => Some(true),
                Some(0) => Some(false),
                _ => None,
            },
            Json::String(text) => match text.trim() {
                "true" | "1" => Some(true),
                "false" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    fn path(&self, keys: &[&str]) -> Option<&Json> {
        keys.iter().try_fold(self, |value, key| value.get(key))
    }

    fn list(&self) -> &[Json] {
        self.as_array().unwrap_or_default()
    }

    fn items(&self, key: &str) -> &[Json] {
        self.get(key).map(Tolerant::list).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;

    #[test]
    fn members_of_the_wrong_type_are_absent() {
        let odd = json!({"a": 1, "b": ["x"], "c": null, "d": "  ", "e": {}, "n": "12", "f": 1.5});
        assert_eq!(odd.str("a"), None);
        assert_eq!(odd.str("c"), None);
        assert_eq!(odd.str("d"), None);
        assert_eq!(odd.i64("b"), None);
        assert_eq!(odd.i64("n"), Some(12));
        assert_eq!(odd.i64("f"), None);
        assert_eq!(odd.f64("f"), Some(1.5));
        assert_eq!(odd.bool("e"), None);
        assert_eq!(odd.bool("n"), None);
        assert!(odd.items("a").is_empty());
        assert!(json!("text").list().is_empty());
        assert_eq!(json!([1, 2]).str("a"), None);
    }

    #[test]
    fn yes_and_no_come_in_several_spellings() {
        for yes in [json!(true), json!("true"), json!(1), json!("1")] {
            assert_eq!(json!({"x": yes}).bool("x"), Some(true));
        }
        for no in [json!(false), json!("false"), json!(0), json!("0")] {
            assert_eq!(json!({"x": no}).bool("x"), Some(false));
        }
    }

    #[test]
    fn identifiers_are_short_and_plain() {
        assert_eq!(json!({"id": " ab-1 "}).id("id"), Some("ab-1".into()));
        assert_eq!(json!({"id": 7}).id("id"), Some("7".into()));
        assert_eq!(json!({"id": "a b"}).id("id"), None);
        assert_eq!(json!({"id": "è"}).id("id"), None);
        assert_eq!(json!({"id": "x".repeat(200)}).id("id"), None);
        assert_eq!(json!({"id": 1.5}).id("id"), None);
    }

    #[test]
    fn nested_members_are_reached_step_by_step() {
        let deep = json!({"a": {"b": {"c": 3}}});
        assert_eq!(deep.path(&["a", "b"]).and_then(|v| v.i64("c")), Some(3));
        assert_eq!(deep.path(&["a", "x", "c"]), None);
        assert_eq!(deep.path(&[]), Some(&deep));
    }
}

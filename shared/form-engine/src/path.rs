//! Paths such as `a.b[0].c`, read and written as lodash's `get`, `set` and `unset` do.
use crate::numbers;
use crate::value::{Map, Text, Value};
use std::rc::Rc;

/// The segments of a path; indices stay texts.
pub fn split(path: &str) -> Vec<Text> {
    if simple(path) {
        return vec![path.into()];
    }
    let mut segments = Vec::new();
    let mut current = String::new();
    let mut inside = false;
    for found in path.chars() {
        match found {
            '.' if !inside => {
                if !current.is_empty() {
                    segments.push(Text::from(std::mem::take(&mut current)));
                }
            }
            '[' if !inside => {
                inside = true;
                if !current.is_empty() {
                    segments.push(Text::from(std::mem::take(&mut current)));
                }
            }
            ']' if inside => {
                inside = false;
                segments.push(Text::from(std::mem::take(&mut current)));
            }
            '"' | '\'' if inside => {}
            other => current.push(other),
        }
    }
    if !current.is_empty() || segments.is_empty() {
        segments.push(current.into());
    }
    segments
}

/// Whether a path is the name of one member.
pub(crate) fn simple(path: &str) -> bool {
    !path.bytes().any(|byte| matches!(byte, b'.' | b'['))
}

/// The value at `path` below `value`, undefined where there is none. A member whose name is the whole path wins.
pub fn get<'a>(value: &'a Value, path: &str) -> &'a Value {
    let found = value.get(path);
    if !found.is_undefined() || simple(path) || matches!(value, Value::Object(map) if map.contains(path)) {
        return found;
    }
    get_in(value, &split(path))
}

/// As [`get`], of a path in segments.
pub fn get_in<'a>(value: &'a Value, segments: &[Text]) -> &'a Value {
    segments.iter().fold(value, |found, segment| found.get(segment))
}

/// Whether something is at `path`, be it undefined.
pub fn has(value: &Value, path: &str) -> bool {
    if let Value::Object(map) = value
        && map.contains(path)
    {
        return true;
    }
    let segments = split(path);
    let Some((last, before)) = segments.split_last() else { return false };
    match get_in(value, before) {
        Value::Object(map) => map.contains(last),
        Value::Array(items) => numbers::index(last).is_some_and(|at| at < items.len()),
        _ => false,
    }
}

/// Writes `new` at `path`, making objects, and arrays for indices, on the way.
pub fn set(value: &mut Value, path: &str, new: Value) {
    if matches!(value, Value::Object(map) if map.contains(path)) {
        value.put(path, new);
        return;
    }
    set_in(value, &split(path), new);
}

/// Gaps beyond this would only cost memory.
const LONGEST_GAP: usize = 10_000;

/// As [`set`], of a path in segments.
pub fn set_in(value: &mut Value, segments: &[Text], new: Value) {
    let Some((first, rest)) = segments.split_first() else {
        *value = new;
        return;
    };
    if let Value::Array(items) = value {
        let Some(at) = numbers::index(first) else { return };
        if at > items.len() + LONGEST_GAP {
            return;
        }
        let items = Rc::make_mut(items);
        if at >= items.len() {
            items.resize(at + 1, Value::Undefined);
        }
        if let Some(slot) = items.get_mut(at) {
            below(slot, rest, new);
        }
        return;
    }
    if !matches!(value, Value::Object(_)) {
        *value = Value::Object(Rc::new(Map::new()));
    }
    let Value::Object(map) = value else { return };
    let map = Rc::make_mut(map);
    if let Some(slot) = map.get_mut(first) {
        below(slot, rest, new);
        return;
    }
    let mut slot = Value::Undefined;
    below(&mut slot, rest, new);
    map.insert(first.clone(), slot);
}

fn below(slot: &mut Value, rest: &[Text], new: Value) {
    if let Some(next) = rest.first()
        && !slot.is_object()
    {
        let index = numbers::index(next).is_some();
        *slot = if index { Value::array(Vec::new()) } else { Value::object() };
    }
    set_in(slot, rest, new);
}

/// Takes away what is at `path`. An element of an array leaves a hole.
pub fn unset_in(value: &mut Value, segments: &[Text]) {
    let Some((first, rest)) = segments.split_first() else { return };
    match value {
        Value::Object(map) if rest.is_empty() => {
            if map.contains(first) {
                Rc::make_mut(map).remove(first);
            }
        }
        Value::Object(map) => {
            if map.contains(first)
                && let Some(slot) = Rc::make_mut(map).get_mut(first)
            {
                unset_in(slot, rest);
            }
        }
        Value::Array(items) => {
            let Some(slot) = numbers::index(first).and_then(|at| Rc::make_mut(items).get_mut(at)) else { return };
            if rest.is_empty() {
                *slot = Value::Undefined;
            } else {
                unset_in(slot, rest);
            }
        }
        _ => {}
    }
}

/// As [`unset_in`], of a written path.
pub fn unset(value: &mut Value, path: &str) {
    if let Value::Object(map) = value
        && map.contains(path)
    {
        Rc::make_mut(map).remove(path);
        return;
    }
    unset_in(value, &split(path));
}

/// Two paths, joined as written.
pub fn join(before: &str, key: &str) -> Text {
    match (before.is_empty(), key.is_empty()) {
        (true, _) => key.into(),
        (_, true) => before.into(),
        _ => [before, ".", key].concat().into(),
    }
}

/// As [`join`], of texts that may be shared.
pub(crate) fn within(before: &Text, key: &Text) -> Text {
    match (before.is_empty(), key.is_empty()) {
        (true, _) => key.clone(),
        (_, true) => before.clone(),
        _ => join(before, key),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{parse, print};

    #[test]
    fn a_path_reaches_members_and_elements() {
        let value = parse(r#"{"a":{"b":[{"c":7}]},"x.y":1}"#).unwrap();
        assert_eq!(get(&value, "a.b[0].c").as_number(), Some(7.0));
        assert_eq!(get(&value, "x.y").as_number(), Some(1.0));
        assert!(get(&value, "a.b[3].c").is_undefined());
        assert!(has(&value, "a.b[0]") && !has(&value, "a.q"));
    }

    #[test]
    fn writing_makes_what_is_missing_on_the_way() {
        let mut value = Value::object();
        set(&mut value, "a.b[1].c", Value::Bool(true));
        assert_eq!(print(&value), r#"{"a":{"b":[null,{"c":true}]}}"#);
        unset(&mut value, "a.b[1].c");
        assert_eq!(print(&value), r#"{"a":{"b":[null,{}]}}"#);
        set(&mut value, "a[999999999]", Value::Null);
        unset(&mut value, "nothing.here");
        assert!(print(&value).len() < 100);
    }
}

//! Regular expressions: matching is the environment's, the rest is here.

use std::rc::Rc;

use super::{arg, unknown};
use crate::env::{Group, Regex};
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, RegExpData};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy { natives: "test:1 exec:1 toString:0 compile:2", group: call, library: None };

pub(crate) fn make(rt: &Runtime, source: Str, flags: Str, regex: Rc<dyn Regex>) -> Value {
    let object = rt.make(Kind::RegExp(Box::new(RegExpData { source, flags, regex })), Realm::RegExp);
    object.put_hidden("lastIndex", Value::Number(0.0));
    Value::Object(object)
}

/// The environment's engine, behind a limit where the pattern may need one.
pub(crate) fn engine(rt: &Runtime, source: &Str, flags: &Str) -> Eval<Rc<dyn Regex>> {
    let (source, flags) = (source.to_text(), flags.to_text());
    Ok(crate::pattern::guard(rt.env.regex(&source, &flags)?, &source, &flags))
}

fn data(value: &Value) -> Option<&RegExpData> {
    match &value.as_object()?.0.kind {
        Kind::RegExp(regexp) => Some(regexp),
        _ => None,
    }
}

pub(crate) fn is(value: &Value) -> bool {
    data(value).is_some()
}

/// `source`, `flags` and what they say one by one.
pub(crate) fn member(regexp: &RegExpData, key: &Str) -> Option<Value> {
    let flag = |letter: char| Some(Value::Bool(regexp.flags.to_text().contains(letter)));
    match key.as_str()? {
        "source" => Some(written(&regexp.source)),
        "flags" => Some(regexp.flags.clone().into()),
        "global" => flag('g'),
        "ignoreCase" => flag('i'),
        "multiline" => flag('m'),
        "sticky" => flag('y'),
        "unicode" => flag('u'),
        "dotAll" => flag('s'),
        _ => None,
    }
}

/// The source as it would stand between slashes.
fn written(source: &Str) -> Value {
    let Some(plain) = source.as_str().filter(|plain| plain.contains('/')) else {
        return if source.is_empty() { "(?:)".into() } else { source.clone().into() };
    };
    let mut out = String::new();
    let (mut escaped, mut in_class) = (false, false);
    for found in plain.chars() {
        match found {
            '/' if !escaped && !in_class => out.push('\\'),
            '[' if !escaped => in_class = true,
            ']' if !escaped => in_class = false,
            _ => {}
        }
        escaped = found == '\\' && !escaped;
        out.push(found);
    }
    out.into()
}

pub(crate) fn construct(rt: &Runtime, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    let second = arg(args, 1);
    let (source, mut flags) = match data(&first) {
        Some(regexp) => (regexp.source.clone(), regexp.flags.clone()),
        None if first.is_undefined() => (Str::default(), Str::default()),
        None => (rt.to_text(&first)?, Str::default()),
    };
    if !second.is_undefined() {
        flags = rt.to_text(&second)?;
    }
    build(rt, source, flags)
}

fn build(rt: &Runtime, source: Str, flags: Str) -> Eval {
    rt.spend(200 + source.len())?;
    let regex = engine(rt, &source, &flags)?;
    Ok(make(rt, source, flags, regex))
}

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let Some(regexp) = data(this) else {
        return type_error(["RegExp.prototype.", name, " of what is no RegExp"].concat());
    };
    Ok(match name {
        "toString" => ["/", &rt.to_text(&rt.get(this, &"source".into())?)?.to_text(), "/", &regexp.flags.to_text()]
            .concat()
            .into(),
        "test" => {
            let text = rt.to_text(&arg(args, 0))?;
            exec(rt, this, &text)?.is_some().into()
        }
        "exec" => {
            let text = rt.to_text(&arg(args, 0))?;
            match exec(rt, this, &text)? {
                Some(groups) => result(rt, regexp, &text, &groups),
                None => Value::Null,
            }
        }
        "compile" => this.clone(),
        _ => return unknown(name),
    })
}

/// One match, from `lastIndex` on where the flags say so.
fn exec(rt: &Runtime, this: &Value, text: &Str) -> Eval<Option<Vec<Group>>> {
    let Some(regexp) = data(this) else { return Ok(None) };
    let flags = regexp.flags.to_text();
    let sticky = flags.contains('y');
    let moving = sticky || flags.contains('g');
    let key = "lastIndex".into();
    let start = if moving { rt.to_integer(&rt.get(this, &key)?)?.max(0.0) as usize } else { 0 };
    rt.spend(10 + text.len() / 16)?;
    let mut found = if start > text.len() { None } else { regexp.regex.exec(text, start)? };
    if sticky && found.as_ref().is_some_and(|groups| whole(groups).0 != start) {
        found = None;
    }
    if moving {
        let next = found.as_ref().map_or(0, |groups| whole(groups).1);
        rt.set(this, &key, next.into())?;
    }
    Ok(found)
}

fn whole(groups: &[Group]) -> (usize, usize) {
    groups.first().copied().flatten().unwrap_or_default()
}

fn group_text(text: &Str, group: &Group) -> Value {
    group.map_or(Value::Undefined, |(from, to)| text.slice(from, to).into())
}

/// The array that `exec` and `match` give.
fn result(rt: &Runtime, regexp: &RegExpData, text: &Str, groups: &[Group]) -> Value {
    let list = rt.array(groups.iter().map(|group| group_text(text, group)).collect());
    if let Value::Object(object) = &list {
        object.put("index", whole(groups).0.into());
        object.put("input", text.clone().into());
        object.put("groups", named(rt, regexp, text, groups));
    }
    list
}

fn named(rt: &Runtime, regexp: &RegExpData, text: &Str, groups: &[Group]) -> Value {
    let names = group_names(&regexp.source.to_text());
    if names.is_empty() {
        return Value::Undefined;
    }
    let object = rt.object();
    for (name, at) in names {
        let value = groups.get(at).map_or(Value::Undefined, |group| group_text(text, group));
        object.put(name, value);
    }
    Value::Object(object)
}

/// Every match without overlaps, at most one for flags without `g`.
fn all(rt: &Runtime, regexp: &RegExpData, text: &Str, once: bool) -> Eval<Vec<Vec<Group>>> {
    let mut found = Vec::new();
    let mut at = 0;
    let len = text.len();
    while at <= len {
        rt.spend(20)?;
        let Some(groups) = regexp.regex.exec(text, at)? else { break };
        let (from, to) = whole(&groups);
        rt.reserve(groups.len() * 24)?;
        found.push(groups);
        if once {
            break;
        }
        at = if to > from { to } else { to + 1 };
    }
    Ok(found)
}

/// `match`, `matchAll` and `search`.
pub(crate) fn matches(rt: &Runtime, name: &str, text: &Str, pattern: &Value) -> Eval {
    let made;
    let pattern = if is(pattern) {
        pattern
    } else {
        let source = if pattern.is_undefined() { Str::default() } else { rt.to_text(pattern)? };
        made = build(rt, source, if name == "matchAll" { "g".into() } else { Str::default() })?;
        &made
    };
    let Some(regexp) = data(pattern) else { return Ok(Value::Null) };
    let global = regexp.flags.to_text().contains('g');
    Ok(match name {
        "search" => match regexp.regex.exec(text, 0)? {
            Some(groups) => whole(&groups).0.into(),
            None => Value::Number(-1.0),
        },
        "matchAll" => {
            let found = all(rt, regexp, text, false)?;
            let list = found.iter().map(|groups| result(rt, regexp, text, groups)).collect();
            let list = rt.array(list);
            rt.iterator(crate::object::IterState::Indexed(list, 0))
        }
        _ if global => {
            let found = all(rt, regexp, text, false)?;
            if found.is_empty() {
                return Ok(Value::Null);
            }
            rt.array(found.iter().map(|groups| group_text(text, groups.first().unwrap_or(&None))).collect())
        }
        _ => match exec(rt, pattern, text)? {
            Some(groups) => result(rt, regexp, text, &groups),
            None => Value::Null,
        },
    })
}

/// `replace` and `replaceAll`.
pub(crate) fn replace(rt: &Runtime, text: &Str, pattern: &Value, with: &Value, every: bool) -> Eval {
    let function = with.is_function();
    let template = if function { Str::default() } else { rt.to_text(with)? };
    let mut names = Value::Undefined;
    let found: Vec<Vec<Group>> = match data(pattern) {
        Some(regexp) => {
            let global = regexp.flags.to_text().contains('g');
            if every && !global {
                return type_error("replaceAll must be called with a global RegExp");
            }
            names = if group_names(&regexp.source.to_text()).is_empty() { Value::Undefined } else { pattern.clone() };
            all(rt, regexp, text, !global)?
        }
        None => plain(rt, text, &rt.to_text(pattern)?, every)?,
    };
    if found.is_empty() {
        return Ok(text.clone().into());
    }
    let mut out = Str::default();
    let mut pieces: Vec<Str> = Vec::new();
    let mut at = 0;
    for groups in &found {
        let (from, to) = whole(groups);
        pieces.push(text.slice(at, from));
        let named_groups = data(&names).map_or(Value::Undefined, |regexp| named(rt, regexp, text, groups));
        if function {
            let mut args: Vec<Value> = groups.iter().map(|group| group_text(text, group)).collect();
            args.push(from.into());
            args.push(text.clone().into());
            if !named_groups.is_undefined() {
                args.push(named_groups);
            }
            let made = rt.nest(|| rt.call_value(with, &Value::Undefined, &args))?;
            pieces.push(rt.to_text(&made)?);
        } else {
            pieces.push(expand(rt, &template, text, groups, &named_groups)?);
        }
        at = to;
    }
    pieces.push(text.slice(at, text.len()));
    rt.reserve(pieces.iter().map(Str::len).sum())?;
    if pieces.iter().all(|piece| piece.as_str().is_some()) {
        return Ok(pieces.iter().map(Str::to_text).collect::<String>().into());
    }
    for piece in pieces {
        out = out.concat(&piece);
    }
    Ok(out.into())
}

fn plain(rt: &Runtime, text: &Str, part: &Str, every: bool) -> Eval<Vec<Vec<Group>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = text.find(part, at) {
        rt.spend(5)?;
        found.push(vec![Some((from, from + part.len()))]);
        at = from + part.len().max(1);
        if !every || at > text.len() {
            break;
        }
    }
    Ok(found)
}

/// Fills in `$1`, `$&`, `$<name>` and the like.
fn expand(rt: &Runtime, template: &Str, text: &Str, groups: &[Group], names: &Value) -> Eval<Str> {
    let Some(plain) = template.as_str().filter(|plain| plain.contains('$')) else { return Ok(template.clone()) };
    let mut out = Str::default();
    let mut rest = plain;
    while let Some((before, after)) = rest.split_once('$') {
        out = out.concat(&before.into());
        let bytes = after.as_bytes();
        let (piece, used) = match bytes.first() {
            Some(b'$') => ("$".into(), 1),
            Some(b'&') => (text.slice(whole(groups).0, whole(groups).1), 1),
            Some(b'`') => (text.slice(0, whole(groups).0), 1),
            Some(b'\'') => (text.slice(whole(groups).1, text.len()), 1),
            Some(b'<') if !names.is_undefined() => match after.split_once('>') {
                Some((name, _)) => {
                    let value = rt.get(names, &name.trim_start_matches('<').into())?;
                    (if value.is_undefined() { Str::default() } else { rt.to_text(&value)? }, name.len() + 1)
                }
                None => ("$".into(), 0),
            },
            Some(digit) if digit.is_ascii_digit() => numbered(text, groups, bytes),
            _ => ("$".into(), 0),
        };
        out = out.concat(&piece);
        rest = after.get(used..).unwrap_or_default();
    }
    Ok(out.concat(&rest.into()))
}

fn numbered(text: &Str, groups: &[Group], digits: &[u8]) -> (Str, usize) {
    let value =
        |at: usize| digits.get(at).filter(|digit| digit.is_ascii_digit()).map(|digit| usize::from(digit - b'0'));
    let one = value(0).unwrap_or(0);
    let two = value(1).map(|second| one * 10 + second);
    for (number, used) in [(two.unwrap_or(0), 2), (one, 1)] {
        if number > 0
            && let Some(group) = groups.get(number)
        {
            return (group.map_or_else(Str::default, |(from, to)| text.slice(from, to)), used);
        }
    }
    ("$".into(), 0)
}

/// `text.split(pattern)`.
pub(crate) fn split(rt: &Runtime, text: &Str, pattern: &Value, most: usize) -> Eval<Vec<Value>> {
    let Some(regexp) = data(pattern) else { return Ok(Vec::new()) };
    let len = text.len();
    if len == 0 {
        let empty = regexp.regex.exec(text, 0)?.is_some();
        return Ok(if empty { Vec::new() } else { vec![text.clone().into()] });
    }
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < len && parts.len() < most {
        rt.spend(20)?;
        let Some(groups) = regexp.regex.exec(text, at)? else { break };
        let (start, end) = whole(&groups);
        if start >= len {
            break;
        }
        if end == from {
            // An empty match does not split off an empty part.
            at += 1;
            continue;
        }
        parts.push(text.slice(from, start).into());
        parts.extend(groups.iter().skip(1).map(|group| group_text(text, group)));
        from = end;
        at = end;
    }
    parts.push(text.slice(from, len).into());
    Ok(parts)
}

/// Names of groups with their number.
fn group_names(source: &str) -> Vec<(String, usize)> {
    let mut names = Vec::new();
    if !source.contains("(?<") {
        return names;
    }
    let mut group = 0;
    let mut in_class = false;
    let mut chars = source.char_indices();
    while let Some((at, found)) = chars.next() {
        let after = source.get(at + 1..).unwrap_or_default();
        match found {
            '\\' => drop(chars.next()),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class && !after.starts_with('?') => group += 1,
            '(' if !in_class && after.starts_with("?<") && !after.starts_with("?<=") && !after.starts_with("?<!") => {
                group += 1;
                let name = after.get(2..).and_then(|rest| rest.split('>').next()).unwrap_or_default();
                names.push((name.to_owned(), group));
            }
            _ => {}
        }
    }
    names
}

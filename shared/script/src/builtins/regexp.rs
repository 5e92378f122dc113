//! Regular expressions: matching is the environment's, the rest is here.

use std::rc::Rc;

use super::{arg, misused, text_arg};
use crate::env::{Group, Regex};
use crate::error::Eval;
use crate::object::{Kind, Lazy, Library, Native, RegExpData};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

natives!(NAMES: TEST "test:1" EXEC "@@exec:1"; "exec toString compile");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "regexp") };

pub(crate) fn make(rt: &Runtime, source: Str, flags: Str, regex: Rc<dyn Regex>) -> Value {
    let object = rt.make(Kind::RegExp(Box::new(RegExpData { source, flags, regex })), Realm::RegExp);
    object.put_hidden("lastIndex", Value::Number(0.0));
    Value::Object(object)
}

/// The environment's engine.
pub(crate) fn engine(rt: &Runtime, source: &Str, flags: &Str) -> Eval<Rc<dyn Regex>> {
    let (source, flags) = (source.to_text(), flags.to_text());
    // Some ten nanoseconds a letter, and as many steps as that takes elsewhere.
    rt.spend(60 + 6 * source.len())?;
    Ok(rt.env.regex(&source, &flags)?)
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
    let (source, mut flags) = match data(first) {
        Some(regexp) => (regexp.source.clone(), regexp.flags.clone()),
        None if first.is_undefined() => (Str::default(), Str::default()),
        None => (rt.to_text(first)?, Str::default()),
    };
    if !second.is_undefined() {
        flags = rt.to_text(second)?;
    }
    build(rt, source, flags)
}

fn build(rt: &Runtime, source: Str, flags: Str) -> Eval {
    rt.spend(200 + source.len())?;
    let regex = engine(rt, &source, &flags)?;
    Ok(make(rt, source, flags, regex))
}

/// One match, from `lastIndex` on where the flags say so: whether there is one, or what the library makes a match of: the texts
/// of the groups, and where they begin.
fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let Some(regexp) = data(this) else { return misused(native) };
    let text = text_arg(rt, args, 0)?;
    let whole = |groups: &[Group]| groups.first().copied().flatten().unwrap_or_default();
    let flags = regexp.flags.to_text();
    let sticky = flags.contains('y');
    let moving = sticky || flags.contains('g');
    let key = "lastIndex".into();
    let start = if moving { rt.to_integer(&rt.get(this, &key)?)?.max(0.0) as usize } else { 0 };
    rt.spend(10)?;
    let found = if start > text.len() { None } else { regexp.regex.exec(&text, start)? };
    // What was gone through, so that all matches of a text cost what the text does.
    let end = found.as_ref().map_or(text.len(), |groups| whole(groups).1);
    rt.spend(end.saturating_sub(start) / 16)?;
    let found = found.filter(|groups| !sticky || whole(groups).0 == start);
    if moving {
        let next = found.as_ref().map_or(0, |groups| whole(groups).1);
        rt.set(this, &key, next.into())?;
    }
    if native.id == TEST {
        return Ok(found.is_some().into());
    }
    let Some(groups) = found else { return Ok(Value::Null) };
    let part = |group: &Group| group.map_or(Value::Undefined, |(from, to)| text.slice(from, to).into());
    let list = rt.array(groups.iter().map(part).collect());
    if let Value::Object(object) = &list {
        object.put_named("index", whole(&groups).0.into());
    }
    Ok(list)
}

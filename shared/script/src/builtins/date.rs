//! `Date`.

use super::global::date_of;
use super::{arg, unknown};
use crate::calendar::{Moment, clip, time, to_utc};
use crate::dateparse::{Parsed, parse};
use crate::error::{Eval, range_error, type_error};
use crate::number::to_text;
use crate::object::{Kind, Lazy, Library};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "getTime:0 valueOf:0 getFullYear:0 getMonth:0 getDate:0 getDay:0 getHours:0 getMinutes:0 getSeconds:0 \
              getMilliseconds:0 getUTCFullYear:0 getUTCMonth:0 getUTCDate:0 getUTCDay:0 getUTCHours:0 getUTCMinutes:0 \
              getUTCSeconds:0 getUTCMilliseconds:0 setFullYear:3 setMonth:2 setDate:1 setHours:4 setMinutes:3 setSeconds:2 \
              setMilliseconds:1 setUTCFullYear:3 setUTCMonth:2 setUTCDate:1 setUTCHours:4 setUTCMinutes:3 setUTCSeconds:2 \
              setUTCMilliseconds:1 setTime:1 getTimezoneOffset:0 getYear:0 toISOString:0 toJSON:1 toString:0 \
              toDateString:0 toTimeString:0 toUTCString:0 toGMTString:0",
    group: call,
    library: Some((Library::Intl, "date")),
};

pub(crate) static STATICS: Lazy = Lazy { natives: "now:0 parse:1 UTC:7", group: of_class, library: None };

const FIELDS: [&str; 7] = ["FullYear", "Month", "Date", "Hours", "Minutes", "Seconds", "Milliseconds"];
const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Runtime {
    fn local(&self, utc: f64) -> f64 {
        utc + self.env.offset_minutes(utc) * 60_000.0
    }

    fn utc(&self, local: f64) -> f64 {
        if local.is_nan() { local } else { to_utc(local, |at| self.env.offset_minutes(at)) }
    }

    fn parse_date(&self, text: &str) -> f64 {
        match parse(text) {
            Some(Parsed::Utc(time)) => clip(time),
            Some(Parsed::Local(time)) => clip(self.utc(time)),
            None => f64::NAN,
        }
    }

    /// A date as a value for scripts.
    pub fn date(&self, utc_ms: f64) -> Value {
        date_of(self, clip(utc_ms))
    }
}

fn fields(rt: &Runtime, args: &[Value]) -> Eval<f64> {
    let mut fields = [f64::NAN, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    for (field, value) in fields.iter_mut().zip(args) {
        *field = rt.to_number(value)?;
    }
    let [year, ..] = &mut fields;
    if (0.0..100.0).contains(&year.trunc()) {
        *year = year.trunc() + 1900.0;
    }
    Ok(time(&fields))
}

fn of_class(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    Ok(Value::Number(match name {
        "now" => rt.env.now_ms(),
        "parse" => rt.parse_date(&rt.to_text(&arg(args, 0))?.to_text()),
        "UTC" => clip(fields(rt, args)?),
        _ => return unknown(name),
    }))
}

pub(crate) fn construct(rt: &Runtime, args: &[Value]) -> Eval {
    let time = match args {
        [] => rt.env.now_ms().floor(),
        [one] => match one.as_date() {
            Some(time) => time,
            None => match rt.to_primitive(one, None)? {
                Value::String(text) => rt.parse_date(&text.to_text()),
                other => clip(other.primitive_number()),
            },
        },
        _ => clip(rt.utc(fields(rt, args)?)),
    };
    Ok(date_of(rt, time))
}

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let Some(Kind::Date(place)) = this.as_object().map(|object| &object.0.kind) else {
        return type_error("this is not a Date object.");
    };
    let now = place.get();
    match name {
        "getTime" | "valueOf" => return Ok(now.into()),
        "setTime" => {
            place.set(clip(rt.to_number(&arg(args, 0))?));
            return Ok(place.get().into());
        }
        "getTimezoneOffset" if now.is_nan() => return Ok(now.into()),
        "getTimezoneOffset" => return Ok((-rt.env.offset_minutes(now)).into()),
        "getYear" => return Ok((Moment::of(rt.local(now)).fields.first().copied().unwrap_or(f64::NAN) - 1900.0).into()),
        "toISOString" if now.is_nan() => return range_error("Invalid time value"),
        "toISOString" => return Ok(iso(now).into()),
        "toJSON" => return Ok(if now.is_nan() { Value::Null } else { iso(now).into() }),
        _ => {}
    }
    if name.starts_with("to") {
        return Ok(text(rt, name, now).into());
    }
    let (setter, field) = match (name.strip_prefix("get"), name.strip_prefix("set")) {
        (Some(field), _) => (false, field),
        (_, Some(field)) => (true, field),
        _ => return unknown(name),
    };
    let utc = field.starts_with("UTC");
    let field = field.strip_prefix("UTC").unwrap_or(field);
    let shown = if utc { now } else { rt.local(now) };
    let moment = Moment::of(shown);
    if !setter {
        if now.is_nan() {
            return Ok(now.into());
        }
        let found = FIELDS.iter().position(|found| *found == field).and_then(|at| moment.fields.get(at));
        return Ok(found.copied().unwrap_or(moment.weekday).into());
    }
    let from = FIELDS.iter().position(|found| *found == field).unwrap_or(0);
    let mut all = moment.fields;
    if now.is_nan() {
        if field != "FullYear" {
            return Ok(now.into());
        }
        all = [1970.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    }
    let most = if from < 3 { 3 } else { 7 };
    for (place, value) in all.iter_mut().take(most).skip(from).zip(args) {
        *place = rt.to_number(value)?;
    }
    if args.is_empty() {
        all = [f64::NAN; 7];
    }
    let changed = time(&all);
    place.set(clip(if utc { changed } else { rt.utc(changed) }));
    Ok(place.get().into())
}

fn two(number: f64) -> String {
    padded(number, 2)
}

fn padded(number: f64, size: usize) -> String {
    let text = to_text(number);
    ["0".repeat(size.saturating_sub(text.len())), text].concat()
}

/// `2025-03-15T09:00:00.000Z`.
pub(crate) fn iso(time: f64) -> String {
    let [year, month, day, hours, minutes, seconds, millis] = Moment::of(time).fields;
    let year = if (0.0..10_000.0).contains(&year) {
        padded(year, 4)
    } else {
        [if year < 0.0 { "-" } else { "+" }, &padded(year.abs(), 6)].concat()
    };
    [
        &*year,
        "-",
        &two(month + 1.0),
        "-",
        &two(day),
        "T",
        &two(hours),
        ":",
        &two(minutes),
        ":",
        &two(seconds),
        ".",
        &padded(millis, 3),
        "Z",
    ]
    .concat()
}

fn text(rt: &Runtime, name: &str, now: f64) -> String {
    if now.is_nan() {
        return "Invalid Date".into();
    }
    let utc = name == "toUTCString" || name == "toGMTString";
    let moment = Moment::of(if utc { now } else { rt.local(now) });
    let [year, month, day, hours, minutes, seconds, _] = moment.fields;
    let name_of = |names: &[&'static str], at: f64| names.get(at as usize).copied().unwrap_or_default();
    let weekday = name_of(&WEEKDAYS, moment.weekday);
    let month = name_of(&MONTHS, month);
    let year = if year < 0.0 { ["-", &padded(-year, 6)].concat() } else { padded(year, 4) };
    let clock = [two(hours), two(minutes), two(seconds)].join(":");
    if utc {
        return [weekday, ", ", &two(day), " ", month, " ", &year, " ", &clock, " GMT"].concat();
    }
    let date = [weekday, " ", month, " ", &two(day), " ", &year].concat();
    if name == "toDateString" {
        return date;
    }
    let offset = rt.env.offset_minutes(now);
    let sign = if offset < 0.0 { "-" } else { "+" };
    let zone = match offset as i32 {
        60 => " (Central European Standard Time)",
        120 => " (Central European Summer Time)",
        _ => "",
    };
    let offset = offset.abs().trunc();
    let clock = [&*clock, " GMT", sign, &two((offset / 60.0).floor()), &two(offset % 60.0), zone].concat();
    if name == "toTimeString" { clock } else { [date, clock].join(" ") }
}

/// What `Date()` without `new` gives.
pub(crate) fn text_of(rt: &Runtime, now: f64) -> Value {
    text(rt, "toString", now).into()
}

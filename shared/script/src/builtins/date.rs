//! `Date`: instants and their fields. How they are written is in the library.

use super::global::date_of;
use super::{arg, misused, text_arg};
use crate::calendar::{Moment, clip, time, to_utc};
use crate::error::Eval;
use crate::object::{Kind, Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES:
    GET_TIME "getTime:0" VALUE_OF "valueOf:0" SET_TIME "setTime:1" OFFSET "getTimezoneOffset:0" FIELDS "@@fields:1"
    UTC_FIELDS "@@utcFields:1" SET_FIELDS "@@setFields:2" SET_UTC_FIELDS "@@setUtcFields:2";
    "getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds getUTCFullYear getUTCMonth \
     getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds getUTCMilliseconds setFullYear setMonth setDate setHours \
     setMinutes setSeconds setMilliseconds setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds \
     setUTCMilliseconds getYear toISOString toJSON toString toDateString toTimeString toUTCString toGMTString \
     toLocaleString toLocaleDateString toLocaleTimeString");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "date") };

pub(crate) static STATICS: Lazy =
    Lazy { natives: "now:0 parse:1 UTC:7", group: of_class, library: (Library::Core, "") };

impl Runtime {
    fn local(&self, utc: f64) -> f64 {
        utc + self.env.offset_minutes(utc) * 60_000.0
    }

    fn utc(&self, local: f64) -> f64 {
        if local.is_nan() { local } else { to_utc(local, |at| self.env.offset_minutes(at)) }
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

fn of_class(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    Ok(Value::Number(match native.id {
        0 => rt.env.now_ms(),
        1 => rt.env.parse_date(&text_arg(rt, args, 0)?.to_text()),
        _ => clip(fields(rt, args)?),
    }))
}

pub(crate) fn construct(rt: &Runtime, args: &[Value]) -> Eval {
    let time = match args {
        [] => rt.env.now_ms().floor(),
        [one] => match one.as_date() {
            Some(time) => time,
            None => match rt.to_primitive(one, None)? {
                Value::String(text) => rt.env.parse_date(&text.to_text()),
                other => clip(other.primitive_number()),
            },
        },
        _ => clip(rt.utc(fields(rt, args)?)),
    };
    Ok(date_of(rt, time))
}

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let Some(Kind::Date(place)) = this.as_object().map(|object| &object.0.kind) else { return misused(native) };
    let now = place.get();
    Ok(match native.id {
        GET_TIME | VALUE_OF => now.into(),
        SET_TIME => {
            place.set(clip(rt.to_number(arg(args, 0))?));
            place.get().into()
        }
        OFFSET => (if now.is_nan() { now } else { -rt.env.offset_minutes(now) }).into(),
        FIELDS | UTC_FIELDS => {
            let moment = Moment::of(if native.id == UTC_FIELDS { now } else { rt.local(now) });
            rt.array(moment.fields.into_iter().chain([moment.weekday]).map(Value::Number).collect())
        }
        // Year to milliseconds as one list.
        _ => {
            let mut all = [f64::NAN; 7];
            for (field, value) in all.iter_mut().zip(rt.items(arg(args, 0))?) {
                *field = rt.to_number(&value)?;
            }
            let changed = time(&all);
            place.set(clip(if native.id == SET_UTC_FIELDS { changed } else { rt.utc(changed) }));
            place.get().into()
        }
    })
}

//! `Date`: instants. Their fields and how they are written is in the library.

use super::global::date_of;
use super::{arg, misused, text_arg};
use crate::calendar::clip;
use crate::error::Eval;
use crate::object::{Kind, Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES:
    GET_TIME "getTime:0" VALUE_OF "valueOf:0" SET_TIME "setTime:1" OFFSET "getTimezoneOffset:0";
    "getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds getUTCFullYear getUTCMonth \
     getUTCDate getUTCDay getUTCHours getUTCMinutes getUTCSeconds getUTCMilliseconds setFullYear setMonth setDate setHours \
     setMinutes setSeconds setMilliseconds setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds \
     setUTCMilliseconds getYear toISOString toJSON toString toDateString toTimeString toUTCString toGMTString \
     toLocaleString toLocaleDateString toLocaleTimeString");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "date") };

pub(crate) static STATICS: Lazy =
    Lazy { natives: "now:0 parse:1 @@offset:1 UTC", group: of_class, library: (Library::Core, "Date") };

impl Runtime {
    /// A date as a value for scripts.
    pub fn date(&self, utc_ms: f64) -> Value {
        date_of(self, clip(utc_ms))
    }
}

fn of_class(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    Ok(Value::Number(match native.id {
        0 => rt.env.now_ms(),
        1 => rt.env.parse_date(&text_arg(rt, args, 0)?.to_text()),
        _ => rt.env.offset_minutes(rt.to_number(arg(args, 0))?),
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
        // Year, month and so on, in the zone.
        _ => {
            let instant = rt.library(Library::Core, "instant")?;
            clip(rt.to_number(&rt.nest(|| rt.call_value(&instant, &Value::Undefined, args))?)?)
        }
    };
    Ok(date_of(rt, time))
}

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let Some(Kind::Date(place)) = this.as_object().map(|object| &object.0.kind) else { return misused(native) };
    let now = place.get();
    Ok(Value::Number(match native.id {
        SET_TIME => {
            place.set(clip(rt.to_number(arg(args, 0))?));
            place.get()
        }
        OFFSET if !now.is_nan() => -rt.env.offset_minutes(now),
        _ => now,
    }))
}

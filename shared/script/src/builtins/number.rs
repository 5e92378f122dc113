//! Numbers and booleans.

use super::{arg, integer_arg, misused};
use crate::error::{Eval, range_error};
use crate::number;
use crate::object::{Kind, Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES:
    TO_FIXED "toFixed:1" TO_PRECISION "toPrecision:1" TO_EXPONENTIAL "toExponential:1" TO_STRING "toString:1" VALUE_OF "valueOf:0";
    "toLocaleString");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Intl, "number") };

pub(crate) static BOOLEAN: Lazy =
    Lazy { natives: "toString:0 valueOf:0", group: boolean, library: (Library::Core, "") };

pub(crate) static STATICS: Lazy = Lazy {
    natives: "isInteger isFinite isNaN isSafeInteger parseInt parseFloat MAX_SAFE_INTEGER MIN_SAFE_INTEGER MAX_VALUE MIN_VALUE \
              EPSILON POSITIVE_INFINITY NEGATIVE_INFINITY",
    group: call,
    library: (Library::Core, "Number"),
};

fn boolean(_rt: &Runtime, native: &Native, this: &Value, _args: &[Value]) -> Eval {
    let value = match this {
        Value::Object(object) => match &object.0.kind {
            Kind::Boxed(value) => value.truthy(),
            _ => false,
        },
        other => other.truthy(),
    };
    let value = Value::Bool(value);
    Ok(if native.id == 0 { value.primitive_text().into() } else { value })
}

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let value = match this {
        Value::Number(value) => *value,
        Value::Object(object) => match &object.0.kind {
            Kind::Boxed(Value::Number(value)) => *value,
            _ => return misused(native),
        },
        _ => return misused(native),
    };
    let id = native.id;
    if id == VALUE_OF {
        return Ok(value.into());
    }
    let open = arg(args, 0).is_undefined();
    if open && (id == TO_STRING || id == TO_PRECISION) {
        return Ok(number::to_text(value).into());
    }
    let digits = integer_arg(rt, args, 0)?;
    let (least, most) = match id {
        TO_STRING => (2.0, 36.0),
        TO_PRECISION => (1.0, 100.0),
        _ => (0.0, 100.0),
    };
    if !(least..=most).contains(&digits) {
        return range_error([native.name, "() argument is out of range"].concat());
    }
    let given = if open && id == TO_EXPONENTIAL { -1 } else { digits as i32 };
    Ok(number::write(value, native.name, given).into())
}

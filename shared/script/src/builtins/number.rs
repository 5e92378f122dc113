//! Numbers and booleans.

use super::{arg, integer_arg, misused};
use crate::error::{Eval, range_error};
use crate::number;
use crate::object::{Kind, Lazy, Library, Native, Object};
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES:
    TO_FIXED "toFixed:1" TO_PRECISION "toPrecision:1" TO_EXPONENTIAL "toExponential:1" TO_STRING "toString:1" VALUE_OF "valueOf:0";
    "toLocaleString");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Intl, "number") };

pub(crate) static BOOLEAN: Lazy =
    Lazy { natives: "toString:0 valueOf:0", group: boolean, library: (Library::Core, "") };

pub(crate) static STATICS: Lazy = Lazy {
    natives: "isInteger isFinite isNaN isSafeInteger parseInt parseFloat",
    group: call,
    library: (Library::Core, "Number"),
};

pub(crate) fn constants(class: &Object) {
    for (name, value) in [
        ("MAX_SAFE_INTEGER", 9_007_199_254_740_991.0),
        ("MIN_SAFE_INTEGER", -9_007_199_254_740_991.0),
        ("MAX_VALUE", f64::MAX),
        ("MIN_VALUE", 5e-324),
        ("EPSILON", f64::EPSILON),
        ("POSITIVE_INFINITY", f64::INFINITY),
        ("NEGATIVE_INFINITY", f64::NEG_INFINITY),
        ("NaN", f64::NAN),
    ] {
        class.put_hidden(name, value.into());
    }
}

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

//! Numbers and booleans.

use super::{arg, unknown};
use crate::error::{Eval, range_error, type_error};
use crate::number;
use crate::object::{Kind, Lazy, Library, Object};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "toFixed:1 toPrecision:1 toExponential:1 toString:1 valueOf:0",
    group: call,
    library: Some((Library::Intl, "number")),
};

pub(crate) static BOOLEAN: Lazy = Lazy { natives: "toString:0 valueOf:0", group: boolean, library: None };

pub(crate) static STATICS: Lazy = Lazy {
    natives: "isInteger:1 isFinite:1 isNaN:1 isSafeInteger:1 parseInt:2 parseFloat:1",
    group: of_class,
    library: None,
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

fn of_class(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    let number = first.as_number();
    let whole = number.is_some_and(|number| number.is_finite() && number.trunc() == number);
    Ok(match name {
        "isInteger" => whole.into(),
        "isSafeInteger" => (whole && number.is_some_and(|number| number.abs() <= 9_007_199_254_740_991.0)).into(),
        "isFinite" => number.is_some_and(f64::is_finite).into(),
        "isNaN" => number.is_some_and(f64::is_nan).into(),
        _ => {
            let function = rt.global(&name.into())?.unwrap_or_default();
            return rt.call_value(&function, &Value::Undefined, args);
        }
    })
}

fn boolean(_rt: &Runtime, name: &'static str, this: &Value, _args: &[Value]) -> Eval {
    let value = match this {
        Value::Object(object) => match &object.0.kind {
            Kind::Boxed(value) => value.truthy(),
            _ => false,
        },
        other => other.truthy(),
    };
    Ok(if name == "toString" { Value::Bool(value).primitive_text().into() } else { value.into() })
}

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let value = match this {
        Value::Number(value) => *value,
        Value::Object(object) => match &object.0.kind {
            Kind::Boxed(Value::Number(value)) => *value,
            _ => return type_error([name, " of what is no number"].concat()),
        },
        _ => return type_error([name, " of what is no number"].concat()),
    };
    let first = arg(args, 0);
    let digits = rt.to_integer(&first)?;
    let count = digits as usize;
    let in_range = |least: f64| (least..=100.0).contains(&digits);
    Ok(match name {
        "toFixed" if in_range(0.0) => number::to_fixed(value, count).into(),
        "toFixed" => return range_error("toFixed() digits argument must be between 0 and 100"),
        "toPrecision" if first.is_undefined() => number::to_text(value).into(),
        "toPrecision" if in_range(1.0) => number::to_precision(value, count).into(),
        "toPrecision" => return range_error("toPrecision() argument must be between 1 and 100"),
        "toExponential" if first.is_undefined() => number::to_exponential(value, None).into(),
        "toExponential" if in_range(0.0) => number::to_exponential(value, Some(count)).into(),
        "toExponential" => return range_error("toExponential() argument must be between 0 and 100"),
        "toString" if first.is_undefined() => number::to_text(value).into(),
        "toString" if (2.0..=36.0).contains(&digits) => number::to_radix(value, count as u32).into(),
        "toString" => return range_error("toString() radix must be between 2 and 36"),
        "valueOf" => value.into(),
        _ => return unknown(name),
    })
}

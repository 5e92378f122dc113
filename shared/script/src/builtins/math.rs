//! `Math`.

use crate::error::Eval;
use crate::object::{Lazy, Library, Native, Object};
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES:
    ABS "abs:1" CEIL "ceil:1" FLOOR "floor:1" ROUND "round:1" TRUNC "trunc:1" SQRT "sqrt:1" MIN "min:2" MAX "max:2"
    HYPOT "hypot:2" RANDOM "random:0" POW "pow:2" EXP "exp:1" EXPM1 "expm1:1" LOG "log:1" LOG2 "log2:1" LOG10 "log10:1"
    LOG1P "log1p:1" SIN "sin:1" COS "cos:1" TAN "tan:1" ASIN "asin:1" ACOS "acos:1" ATAN "atan:1" ATAN2 "atan2:2"
    SINH "sinh:1" COSH "cosh:1" TANH "tanh:1" CBRT "cbrt:1" SIGN "sign:1" FROUND "fround:1" IMUL "imul:2" CLZ32 "clz32:1";
    "");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "") };

pub(crate) fn constants(object: &Object) {
    use std::f64::consts;
    for (name, value) in [
        ("PI", consts::PI),
        ("E", consts::E),
        ("LN2", consts::LN_2),
        ("LN10", consts::LN_10),
        ("LOG2E", consts::LOG2_E),
        ("LOG10E", consts::LOG10_E),
        ("SQRT2", consts::SQRT_2),
        ("SQRT1_2", consts::FRAC_1_SQRT_2),
    ] {
        object.put_hidden(name, value.into());
    }
}

/// `Math.round`: a half goes up, also below zero.
pub(crate) fn round(value: f64) -> f64 {
    let floor = value.floor();
    let rounded = if value - floor >= 0.5 { floor + 1.0 } else { floor };
    if rounded == 0.0 && value.is_sign_negative() { -0.0 } else { rounded }
}

fn call(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    let mut numbers = Vec::with_capacity(args.len());
    for value in args {
        numbers.push(rt.to_number(value)?);
    }
    let x = numbers.first().copied().unwrap_or(f64::NAN);
    let fold = |start: f64, step: fn(f64, f64) -> f64| {
        numbers
            .iter()
            .fold(start, |best, next| if best.is_nan() || next.is_nan() { f64::NAN } else { step(best, *next) })
    };
    Ok(Value::Number(match native.id {
        ABS => x.abs(),
        CEIL => x.ceil(),
        FLOOR => x.floor(),
        ROUND => round(x),
        TRUNC => x.trunc(),
        SQRT => x.sqrt(),
        MIN => fold(f64::INFINITY, f64::min),
        MAX => fold(f64::NEG_INFINITY, f64::max),
        HYPOT => numbers.iter().fold(0.0, |sum, next| rt.env.math("hypot", sum, *next)),
        RANDOM => rt.env.random(),
        _ => rt.env.math(native.name, x, numbers.get(1).copied().unwrap_or(f64::NAN)),
    }))
}

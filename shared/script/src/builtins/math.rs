//! `Math`.

use super::unknown;
use crate::error::Eval;
use crate::number::{to_int32, to_uint32};
use crate::object::{Lazy, Object};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "abs:1 ceil:1 floor:1 round:1 trunc:1 sign:1 sqrt:1 cbrt:1 min:2 max:2 pow:2 random:0 exp:1 expm1:1 log:1 \
              log2:1 log10:1 log1p:1 sin:1 cos:1 tan:1 asin:1 acos:1 atan:1 atan2:2 sinh:1 cosh:1 tanh:1 hypot:2 fround:1 imul:2 clz32:1",
    group: call,
    library: None,
};

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

fn call(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    let mut numbers = Vec::with_capacity(args.len());
    for value in args {
        numbers.push(rt.to_number(value)?);
    }
    let x = numbers.first().copied().unwrap_or(f64::NAN);
    let y = numbers.get(1).copied().unwrap_or(f64::NAN);
    Ok(Value::Number(match name {
        "abs" => x.abs(),
        "ceil" => x.ceil(),
        "floor" => x.floor(),
        "round" => round(x),
        "trunc" => x.trunc(),
        "sign" => {
            if x == 0.0 || x.is_nan() {
                x
            } else {
                x.signum()
            }
        }
        "sqrt" => x.sqrt(),
        "cbrt" => x.cbrt(),
        "min" | "max" => {
            let start = if name == "min" { f64::INFINITY } else { f64::NEG_INFINITY };
            numbers.into_iter().fold(start, |best, next| {
                if best.is_nan() || next.is_nan() {
                    f64::NAN
                } else if name == "min" {
                    best.min(next)
                } else {
                    best.max(next)
                }
            })
        }
        "pow" => crate::vm::power(x, y),
        "random" => rt.env.random(),
        "exp" => x.exp(),
        "expm1" => x.exp_m1(),
        "log" => x.ln(),
        "log2" => x.log2(),
        "log10" => x.log10(),
        "log1p" => x.ln_1p(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "atan2" => x.atan2(y),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "hypot" => numbers.into_iter().fold(0.0, f64::hypot),
        "fround" => f64::from(x as f32),
        "imul" => f64::from(to_int32(x).wrapping_mul(to_int32(y))),
        "clz32" => f64::from(to_uint32(x).leading_zeros()),
        _ => return unknown(name),
    }))
}

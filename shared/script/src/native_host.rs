//! What the platform of a page does for scripts, for programs that have none: mathematics, letters, dates in words.

use crate::collate::{compose, decompose};
use crate::number::{is_space, to_int32, to_uint32};

/// `Math[name](x, y)`.
pub(crate) fn math(name: &str, x: f64, y: f64) -> f64 {
    match name {
        "pow" => power(x, y),
        "%" => x % y,
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
        "cbrt" => x.cbrt(),
        "hypot" => x.hypot(y),
        "sign" if x == 0.0 || x.is_nan() => x,
        "sign" => x.signum(),
        "fround" => f64::from(x as f32),
        "imul" => f64::from(to_int32(x).wrapping_mul(to_int32(y))),
        "clz32" => f64::from(to_uint32(x).leading_zeros()),
        _ => f64::NAN,
    }
}

/// `a ** b`, which differs from the usual one where the base is one and the exponent has no end.
fn power(a: f64, b: f64) -> f64 {
    if b.is_nan() || a.abs() == 1.0 && b.is_infinite() {
        return f64::NAN;
    }
    if b.trunc() == b && b.abs() < 64.0 { a.powi(b as i32) } else { a.powf(b) }
}

/// `text[name](form)` or `name(text)`.
pub(crate) fn rewrite(name: &str, text: &str, form: &str) -> Option<String> {
    Some(match (name, form) {
        ("toUpperCase", _) => text.to_uppercase(),
        ("toLowerCase", _) => text.to_lowercase(),
        ("trim", _) => text.trim_matches(is_space).into(),
        ("trimStart", _) => text.trim_start_matches(is_space).into(),
        ("trimEnd", _) => text.trim_end_matches(is_space).into(),
        ("normalize", "NFD" | "NFKD") => decompose(text),
        ("normalize", "NFC" | "NFKC") => compose(text),
        ("normalize", _) => return None,
        _ => return crate::native_uri::rewrite(name, text),
    })
}

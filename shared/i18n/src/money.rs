use std::fmt;

use serde_json::Value;

/// An amount of euro, counted in cents; negative for a credit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cents(pub i64);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Not a decimal number written as `16`, `16.5` or `-16.50`.
    NotAnAmount,
    /// A fraction of a cent. Never rounded: nobody may be shown another amount than the one owed.
    FractionOfACent,
    /// Beyond what can be counted.
    TooLarge,
}

impl fmt::Display for MoneyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            MoneyError::NotAnAmount => "not an amount",
            MoneyError::FractionOfACent => "an amount with more than two decimals",
            MoneyError::TooLarge => "an amount too large to be one",
        })
    }
}

impl std::error::Error for MoneyError {}

impl Cents {
    /// Reads euro as the core writes them, with a point and at most two decimals: `16.5` is 1650 cents.
    /// Exact: no floating point is involved. Spaces around are ignored.
    ///
    /// # Errors
    /// [`MoneyError`], also for a decimal comma or thousands separators, whose meaning would be a guess.
    pub fn parse(text: &str) -> Result<Cents, MoneyError> {
        let text = text.trim();
        let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !are_digits(whole) || !are_digits(decimals) {
            return Err(MoneyError::NotAnAmount);
        }
        let padding = match decimals.len() {
            1 => 10,
            2 => 1,
            _ => return Err(MoneyError::FractionOfACent),
        };
        let digits = |part: &str| {
            // Counted downwards, where there is room for one more than upwards.
            part.bytes().try_fold(0_i64, |sum, b| sum.checked_mul(10)?.checked_sub(i64::from(b - b'0')))
        };
        let cents = digits(whole).and_then(|euro| euro.checked_mul(100)?.checked_add(digits(decimals)? * padding));
        let cents = if negative { cents } else { cents.and_then(i64::checked_neg) };
        cents.map(Cents).ok_or(MoneyError::TooLarge)
    }

    /// Reads the euro of a JSON answer, a number or a string (core API contract, section 7.2).
    ///
    /// # Errors
    /// As [`Cents::parse`]; anything but a number or a string is not an amount.
    pub fn from_json(value: &Value) -> Result<Cents, MoneyError> {
        match value {
            Value::Number(number) => Cents::parse(&number.to_string()),
            Value::String(text) => Cents::parse(text),
            _ => Err(MoneyError::NotAnAmount),
        }
    }

    /// `None` beyond what can be counted.
    pub const fn checked_add(self, other: Cents) -> Option<Cents> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Cents(sum)),
            None => None,
        }
    }

    /// `16.50`: euro as the core writes them.
    pub fn to_decimal(self) -> String {
        let mut out = self.sign().to_owned();
        out.push_str(&crate::format::digits(self.0.unsigned_abs() / 100));
        out.push('.');
        self.push_cents(&mut out);
        out
    }

    pub(crate) const fn sign(self) -> &'static str {
        if self.0 < 0 { "-" } else { "" }
    }

    /// Appends the two decimals.
    pub(crate) fn push_cents(self, out: &mut String) {
        crate::date::push_padded(out, (self.0.unsigned_abs() % 100) as u32, 2);
    }
}

//! Decimal digits of numbers and back, exactly and in little code: the tables of faster ways weigh more than all of this.

use std::cmp::Ordering;

/// A number above zero: digits without zeros around them, and how many of them (or of zeros after them) stand before the
/// point. No digits for zero, with one place before the point.
pub(crate) struct Decimal {
    pub digits: Vec<u8>,
    pub point: i32,
}

const NINE_DIGITS: u64 = 1_000_000_000;

/// Multiplies a whole number in groups of nine digits, lowest first; `factor` is below 10⁹.
fn multiply(groups: &mut Vec<u32>, factor: u32) {
    let mut carry = 0;
    for group in groups.iter_mut() {
        let value = u64::from(*group) * u64::from(factor) + carry;
        *group = (value % NINE_DIGITS) as u32;
        carry = value / NINE_DIGITS;
    }
    if carry > 0 {
        groups.push(carry as u32);
    }
}

/// Whole number and power of two that a number not below zero is made of; infinity counts as the number after the last.
fn halves(bits: u64) -> (u64, i32) {
    let (exponent, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

/// What is left of a whole number when divided by a small one.
pub(crate) fn remainder(number: f64, by: u32) -> u32 {
    let (whole, exponent) = halves(number.to_bits());
    let whole = if exponent < 0 { whole >> exponent.unsigned_abs().min(63) } else { whole };
    (0..exponent.max(0)).fold((whole % u64::from(by)) as u32, |left, _| left * 2 % by)
}

/// 10 to a power up to 22, which a number holds exactly.
fn ten(power: u32) -> f64 {
    (0..power).fold(1.0, |value, _| value * 10.0)
}

impl Decimal {
    /// All digits of a finite number without its sign.
    pub fn exact(number: f64) -> Decimal {
        let (whole, exponent) = halves(number.abs().to_bits());
        Self::of_halves(whole, exponent)
    }

    fn of_halves(whole: u64, exponent: i32) -> Decimal {
        let mut groups = vec![(whole % NINE_DIGITS) as u32, (whole / NINE_DIGITS) as u32];
        // Half is five tenths: what is below one becomes whole by as many tens as it has halves.
        let (factor, most) = if exponent < 0 { (5_u32, 12) } else { (2, 29) };
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            let step = left.min(most);
            multiply(&mut groups, factor.pow(step));
            left -= step;
        }
        let mut digits = Vec::new();
        for group in groups.iter().rev() {
            let mut size = 100_000_000;
            while size > 0 {
                digits.push(b'0' + (group / size % 10) as u8);
                size /= 10;
            }
        }
        let point = digits.len() as i32 + exponent.min(0);
        Decimal { digits, point }.trimmed()
    }

    fn trimmed(mut self) -> Decimal {
        while self.digits.last() == Some(&b'0') {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|digit| **digit == b'0').count();
        self.digits.drain(..zeros);
        self.point = if self.digits.is_empty() { 1 } else { self.point - zeros as i32 };
        self
    }

    /// With the first `count` digits; a half goes up, with `up` anything does.
    pub fn rounded(&self, count: i32, up: bool) -> Decimal {
        let kept = usize::try_from(count).unwrap_or_default();
        let mut digits = self.digits.get(..kept).unwrap_or(&self.digits).to_vec();
        let mut point = self.point;
        if count >= 0 && self.digits.get(kept).is_some_and(|next| up || *next >= b'5') {
            while digits.last() == Some(&b'9') {
                digits.pop();
            }
            match digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    digits.push(b'1');
                    point += 1;
                }
            }
        }
        Decimal { digits, point }.trimmed()
    }

    /// The fewest digits that read back as the same finite number.
    pub fn shortest(number: f64) -> Decimal {
        let number = number.abs();
        for places in 0..7 {
            let scaled = (number * ten(places)).round();
            if scaled < 1e15 && scaled / ten(places) == number {
                let whole = Self::of_halves(scaled as u64, 0);
                let point = if whole.digits.is_empty() { 1 } else { whole.point - places as i32 };
                return Decimal { point, ..whole };
            }
        }
        let exact = Self::exact(number);
        let mut found = exact.rounded(17, false);
        for count in (1..17).rev() {
            let shorter = [false, true].map(|up| exact.rounded(count, up));
            match shorter.into_iter().find(|shorter| shorter.value() == number) {
                Some(shorter) => found = shorter,
                None => break,
            }
        }
        found
    }

    /// Of text that is a decimal number as ECMAScript writes it (`12`, `.5`, `1.5e-3`), without its sign.
    pub fn read(text: &str) -> Decimal {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = [whole.as_bytes(), fraction.as_bytes()].concat();
        let shift = exponent
            .trim_start_matches(['+', '-'])
            .bytes()
            .fold(0_i32, |value, digit| (value * 10 + i32::from(digit.wrapping_sub(b'0'))).min(99_999_999));
        let shift = if exponent.starts_with('-') { -shift } else { shift };
        let point = i32::try_from(whole.len()).unwrap_or(i32::MAX).saturating_add(shift);
        Decimal { digits, point }.trimmed()
    }

    fn compare(&self, other: &Decimal) -> Ordering {
        self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits))
    }

    /// The number nearest to it; of two that are as near, the even one.
    pub fn value(&self) -> f64 {
        if self.digits.is_empty() || self.point < -330 {
            return 0.0;
        }
        if self.point > 310 {
            return f64::INFINITY;
        }
        let head = self.digits.get(..18).unwrap_or(&self.digits);
        let mut value = head.iter().fold(0_u64, |value, digit| value * 10 + u64::from(digit - b'0')) as f64;
        let power = self.point - head.len() as i32;
        let mut left = power.unsigned_abs();
        let exact = left <= 22 && self.digits.len() <= 15;
        while left > 0 {
            let step = left.min(22);
            value = if power < 0 { value / ten(step) } else { value * ten(step) };
            left -= step;
        }
        if exact {
            return value;
        }
        // A few steps off at most: what lies in the middle between neighbours tells in which direction.
        let mut bits = value.min(f64::INFINITY).to_bits();
        loop {
            let side = |bits: u64| {
                let (whole, exponent) = halves(bits);
                self.compare(&Self::of_halves(whole * 2 + 1, exponent - 1))
            };
            let odd = bits % 2 == 1;
            let above = side(bits);
            if bits < f64::INFINITY.to_bits() && (above.is_gt() || odd && above.is_eq()) {
                bits += 1;
            } else if bits > 0 && matches!((side(bits - 1), odd), (Ordering::Less, _) | (Ordering::Equal, true)) {
                bits -= 1;
            } else {
                return f64::from_bits(bits);
            }
        }
    }

    fn digit(&self, at: i32) -> char {
        usize::try_from(at).ok().and_then(|at| self.digits.get(at)).map_or('0', |digit| char::from(*digit))
    }

    /// Writes it with `places` digits after the point.
    pub fn plain(&self, out: &mut String, places: i32) {
        if self.point <= 0 {
            out.push('0');
        }
        out.extend((0..self.point).map(|at| self.digit(at)));
        if places > 0 {
            out.push('.');
            out.extend((self.point..self.point + places).map(|at| self.digit(at)));
        }
    }

    /// Writes it with an exponent and `count` digits, at least one.
    pub fn scientific(&self, out: &mut String, count: i32) {
        out.push(self.digit(0));
        if count > 1 {
            out.push('.');
            out.extend((1..count).map(|at| self.digit(at)));
        }
        let exponent = self.point - 1;
        out.push_str(if exponent < 0 { "e-" } else { "e+" });
        whole(out, exponent.unsigned_abs().into());
    }
}

/// Writes a whole number.
pub(crate) fn whole(out: &mut String, number: u64) {
    let mut size = 1;
    while number / size >= 10 {
        size *= 10;
    }
    while size > 0 {
        out.push(char::from(b'0' + (number / size % 10) as u8));
        size /= 10;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn written(number: f64) -> String {
        let decimal = Decimal::shortest(number);
        let mut out = String::new();
        decimal.scientific(&mut out, decimal.digits.len() as i32);
        out
    }

    proptest! {
        #[test]
        fn any_number_is_written_shortest_and_read_back(bits in 0..f64::INFINITY.to_bits()) {
            let number = f64::from_bits(bits);
            prop_assert_eq!(written(number).replace("e+", "e"), format!("{number:e}"));
            prop_assert_eq!(Decimal::read(&written(number)).value(), number);
        }

        #[test]
        fn any_decimal_is_read_as_the_nearest_number(text in "[0-9]{0,25}\\.[0-9]{1,30}(e-?[0-9]{1,3})?") {
            prop_assert_eq!(Decimal::read(&text).value(), text.parse::<f64>().unwrap(), "{}", text);
        }

        #[test]
        fn the_middle_between_two_numbers_goes_to_the_even_one(bits in 0..f64::MAX.to_bits()) {
            let (whole, exponent) = halves(bits);
            let middle = Decimal::of_halves(whole * 2 + 1, exponent - 1);
            let even = if bits % 2 == 0 { bits } else { bits + 1 };
            prop_assert_eq!(middle.value().to_bits(), even);
        }
    }

    #[test]
    fn powers_of_two_and_the_ends_of_the_range_are_written_shortest() {
        for power in -1074..1024 {
            let number = if power < -1022 { f64::from_bits(1 << (power + 1074)) } else { 2_f64.powi(power) };
            assert_eq!(written(number).replace("e+", "e"), format!("{number:e}"));
        }
        assert_eq!(Decimal::read("1.7976931348623158e308").value(), f64::MAX);
        assert_eq!(Decimal::read("1.7976931348623159e308").value(), f64::INFINITY);
        assert_eq!(Decimal::read("1e99999999999").value(), f64::INFINITY);
        assert_eq!(Decimal::read("2e-324").value(), 0.0);
        assert_eq!(Decimal::read("3e-324").value(), 5e-324);
    }
}

//! How dates, hours and money are written in each language.

use crate::date::push_padded;
use crate::{Cents, Date, DateTime, I18n, Key, Lang, keys::i18n as names};

const MONTHS: [Key; 12] = [
    names::MONTH_01,
    names::MONTH_02,
    names::MONTH_03,
    names::MONTH_04,
    names::MONTH_05,
    names::MONTH_06,
    names::MONTH_07,
    names::MONTH_08,
    names::MONTH_09,
    names::MONTH_10,
    names::MONTH_11,
    names::MONTH_12,
];

/// `22 novembre 2026`.
pub fn format_date(i18n: &I18n, date: Date) -> String {
    let month = MONTHS.get(usize::from(date.month()) - 1).map_or("", |key| i18n.t(*key));
    let values = [("day", &*decimal(date.day().into())), ("month", month), ("year", &*decimal(date.year().into()))];
    i18n.fmt(names::DATE, &values)
}

/// `17:05`.
pub fn format_time(hour: u8, minute: u8) -> String {
    let mut out = String::with_capacity(5);
    push_padded(&mut out, hour.into(), 2);
    out.push(':');
    push_padded(&mut out, minute.into(), 2);
    out
}

/// `22 novembre 2026, 17:05`, as calendar and clock in Italy show it.
pub fn format_date_time(i18n: &I18n, moment: DateTime) -> String {
    let civil = moment.civil();
    let values = [("date", &*format_date(i18n, civil.date)), ("time", &*format_time(civil.hour, civil.minute))];
    i18n.fmt(names::DATE_TIME, &values)
}

/// `1.234,50 €` in Italian and German, `€1,234.50` in English. The space is a no-break space (U+00A0): the amount and
/// its sign stay on one line.
pub fn format_money(lang: Lang, amount: Cents) -> String {
    let (thousands, point) = if lang == Lang::En { (',', '.') } else { ('.', ',') };
    let euro = digits(amount.0.unsigned_abs() / 100);
    let mut out = String::with_capacity(euro.len() * 2 + 8);
    out.push_str(amount.sign());
    if lang == Lang::En {
        out.push('€');
    }
    for (index, digit) in euro.chars().enumerate() {
        if index > 0 && (euro.len() - index).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    out.push(point);
    amount.push_cents(&mut out);
    if lang != Lang::En {
        out.push_str("\u{a0}€");
    }
    out
}

/// A whole number in decimal digits. The standard library's way to text brings all of formatting with it.
pub fn decimal(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    [sign, &digits(number.unsigned_abs())].concat()
}

/// A whole number without sign in decimal digits.
pub(crate) fn digits(mut left: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(b'0' + (left % 10) as u8));
        left /= 10;
        if left == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

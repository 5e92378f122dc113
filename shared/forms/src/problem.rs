use oc_i18n::{I18n, Key, decimal, keys::forms as messages};

/// Why a value cannot be sent. Its message tells the citizen what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was entered.
    Required,
    /// Nothing was entered in the field with this label.
    RequiredField(Key),
    /// A whole sentence of the form's own.
    Say(Key),
    /// `over` characters more than the `max` allowed.
    TooLong {
        over: u32,
        max: u32,
    },

    /// Not 16 characters (nor the 11 digits of a provisional code), but this many.
    FiscalCodeLength {
        written: u32,
    },
    /// Something else than letters A-Z and digits.
    FiscalCodeCharacters,
    /// A letter is due at this position, counted from 1.
    FiscalCodeLetter {
        position: u8,
    },
    /// A digit, or a letter that may stand for one, is due at this position, counted from 1.
    FiscalCodeDigit {
        position: u8,
    },
    /// A month or a day that no calendar has.
    FiscalCodeDate,
    /// The check character, or the last digit of a provisional code, does not match the rest.
    FiscalCodeCheck,

    /// No `@`, or more than one.
    EmailAt,
    /// A space inside.
    EmailSpaces,
    /// The part before the `@`.
    EmailLocal,
    /// The part after the `@`.
    EmailDomain,
    EmailTooLong,

    /// Something else than digits, separators and a leading `+`.
    PhoneCharacters,
    PhoneShort,
    PhoneLong,

    /// Something else than digits and spaces.
    NoticeCodeCharacters,
    /// Not 18 digits, but this many.
    NoticeCodeLength {
        written: u32,
    },
    /// A first digit that no notice code has.
    NoticeCodeStart,
}

impl Problem {
    /// The message of this problem, as it is worded for more than one where that makes a difference.
    /// Its placeholders are filled by [`Problem::message`].
    pub fn key(self) -> Key {
        match self {
            Problem::Required => messages::REQUIRED,
            Problem::RequiredField(_) => messages::REQUIRED_FIELD,
            Problem::Say(key) => key,
            Problem::TooLong { .. } => messages::TOO_LONG,
            Problem::FiscalCodeLength { .. } => messages::FISCAL_CODE_LENGTH,
            Problem::FiscalCodeCharacters => messages::FISCAL_CODE_CHARACTERS,
            Problem::FiscalCodeLetter { .. } => messages::FISCAL_CODE_LETTER,
            Problem::FiscalCodeDigit { .. } => messages::FISCAL_CODE_DIGIT,
            Problem::FiscalCodeDate => messages::FISCAL_CODE_DATE,
            Problem::FiscalCodeCheck => messages::FISCAL_CODE_CHECK,
            Problem::EmailAt => messages::EMAIL_AT,
            Problem::EmailSpaces => messages::EMAIL_SPACES,
            Problem::EmailLocal => messages::EMAIL_LOCAL,
            Problem::EmailDomain => messages::EMAIL_DOMAIN,
            Problem::EmailTooLong => messages::EMAIL_TOO_LONG,
            Problem::PhoneCharacters => messages::PHONE_CHARACTERS,
            Problem::PhoneShort => messages::PHONE_SHORT,
            Problem::PhoneLong => messages::PHONE_LONG,
            Problem::NoticeCodeCharacters => messages::NOTICE_CODE_CHARACTERS,
            Problem::NoticeCodeLength { .. } => messages::NOTICE_CODE_LENGTH,
            Problem::NoticeCodeStart => messages::NOTICE_CODE_START,
        }
    }

    /// The sentence the citizen reads under the field.
    pub fn message(self, i18n: &I18n) -> String {
        match self {
            Problem::RequiredField(label) => i18n.fmt(self.key(), &[("field", i18n.t(label))]),
            Problem::TooLong { over, max } => {
                let key = if over == 1 { messages::TOO_LONG_BY_ONE } else { self.key() };
                i18n.fmt(key, &[("n", &decimal(over.into())), ("max", &decimal(max.into()))])
            }
            Problem::FiscalCodeLength { written } => {
                i18n.plural(written.into(), messages::FISCAL_CODE_LENGTH_ONE, self.key())
            }
            Problem::NoticeCodeLength { written } => {
                i18n.plural(written.into(), messages::NOTICE_CODE_LENGTH_ONE, self.key())
            }
            Problem::FiscalCodeLetter { position } | Problem::FiscalCodeDigit { position } => {
                i18n.fmt(self.key(), &[("position", &decimal(position.into()))])
            }
            _ => i18n.t(self.key()).to_owned(),
        }
    }
}

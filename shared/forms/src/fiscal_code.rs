use oc_i18n::keys::forms as messages;

use crate::Problem;
use crate::text::{is_blank, saturated};

/// A codice fiscale whose structure, date and check character are right: the 16 characters of a person, or the 11
/// digits of a provisional code. Whether it was ever issued is known to the tax office alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CodiceFiscale {
    code: String,
    canonical: String,
    birth: Option<Birth>,
}

/// What the code of a person says about their birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Birth {
    /// The last two digits of the year; the century is not in the code.
    pub year_of_century: u8,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    pub sex: Sex,
}

/// Sex as registered at birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    Female,
    Male,
}

/// Where a code has letters (`L`) and where digits (`D`).
const STRUCTURE: [u8; 16] = *b"LLLLLLDDLDDLDDDL";
/// The letters that stand for the digits 0 to 9 in the codes of people who would otherwise share one (omocodia).
const STAND_INS: [u8; 10] = *b"LMNPQRSTUV";
/// The letters of January to December.
const MONTHS: [u8; 12] = *b"ABCDEHLMPRST";
/// What a character in an odd place counts for the check character: A to Z, the digits 0 to 9 like A to J.
const ODD_VALUES: [u8; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

impl CodiceFiscale {
    /// Takes a code as typed or pasted: spaces anywhere and lower case do not matter.
    ///
    /// # Errors
    /// [`Problem::Say`] when nothing was entered, else the `FiscalCode…` problem that helps most: length before single
    /// characters, these before the date, the check character last.
    pub fn parse(text: &str) -> Result<CodiceFiscale, Problem> {
        let written = saturated(text.chars().filter(|c| !is_blank(*c)).count());
        // Never more than can be right, however much was pasted.
        let code: String = text.chars().filter(|c| !is_blank(*c)).take(16).map(|c| c.to_ascii_uppercase()).collect();
        match written {
            0 => Err(Problem::Say(messages::FISCAL_CODE_REQUIRED)),
            11 if code.bytes().all(|b| b.is_ascii_digit()) => provisional(code),
            16 => personal(code),
            _ => Err(Problem::FiscalCodeLength { written }),
        }
    }

    /// The code in capitals without spaces, as it was issued: this is what is sent to the core.
    pub fn as_str(&self) -> &str {
        &self.code
    }

    /// The code with digits wherever letters stand in for them, and the check character that belongs to it. It tells
    /// name, date and place; it is not the code of that person when letters stood in.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// `None` for a provisional code.
    pub fn birth(&self) -> Option<Birth> {
        self.birth
    }

    /// The cadastral code of the place of birth, a letter and three digits (`Z…` abroad); `None` for a provisional code.
    pub fn birthplace(&self) -> Option<&str> {
        self.birth.and(self.canonical.get(11..15))
    }
}

fn personal(code: String) -> Result<CodiceFiscale, Problem> {
    let characters: [u8; 16] = match code.as_bytes().try_into() {
        Ok(bytes) if code.bytes().all(|b| b.is_ascii_alphanumeric()) => bytes,
        _ => return Err(Problem::FiscalCodeCharacters),
    };
    let mut canonical = characters;
    for ((position, due), character) in (1..).zip(STRUCTURE).zip(&mut canonical) {
        if due == b'L' {
            if !character.is_ascii_uppercase() {
                return Err(Problem::FiscalCodeLetter { position });
            }
        } else if !character.is_ascii_digit() {
            let digit = index_in(&STAND_INS, *character).ok_or(Problem::FiscalCodeDigit { position })?;
            *character = b'0' + digit;
        }
    }
    let birth = birth(canonical)?;
    let [.., last] = characters;
    if check_character(characters) != last {
        return Err(Problem::FiscalCodeCheck);
    }
    let own_check = check_character(canonical);
    let [.., last] = &mut canonical;
    *last = own_check;
    let canonical = canonical.into_iter().map(char::from).collect();
    Ok(CodiceFiscale { code, canonical, birth: Some(birth) })
}

/// Reads the date from a code without stand-ins. Women's days count from 41.
fn birth(canonical: [u8; 16]) -> Result<Birth, Problem> {
    let [_, _, _, _, _, _, year_tens, year_units, month, day_tens, day_units, ..] = canonical;
    let two_digits = |tens: u8, units: u8| (tens - b'0') * 10 + (units - b'0');
    let month = index_in(&MONTHS, month).ok_or(Problem::FiscalCodeDate)? + 1;
    let (day, sex) = match two_digits(day_tens, day_units) {
        day @ 1..=31 => (day, Sex::Male),
        day @ 41..=71 => (day - 40, Sex::Female),
        _ => return Err(Problem::FiscalCodeDate),
    };
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if day > longest {
        return Err(Problem::FiscalCodeDate);
    }
    Ok(Birth { year_of_century: two_digits(year_tens, year_units), month, day, sex })
}

/// The check character of the first fifteen characters, each a capital or a digit.
fn check_character(characters: [u8; 16]) -> u8 {
    let mut sum = 0;
    for (place, character) in (1..=15).zip(characters) {
        let value = if character.is_ascii_digit() { character - b'0' } else { character.wrapping_sub(b'A') };
        sum += match place % 2 {
            1 => ODD_VALUES.get(usize::from(value)).copied().map_or(0, u32::from),
            _ => u32::from(value),
        };
    }
    b'A' + (sum % 26) as u8
}

/// A provisional code: the last digit checks the ten before it, as in a VAT number.
fn provisional(code: String) -> Result<CodiceFiscale, Problem> {
    let mut sum = 0;
    for (place, digit) in (1..).zip(code.bytes().map(|b| u32::from(b - b'0'))) {
        let doubled = digit * 2;
        sum += match place % 2 {
            0 if doubled > 9 => doubled - 9,
            0 => doubled,
            _ => digit,
        };
    }
    // Eleven zeros satisfy the sum and are no code.
    if sum == 0 || sum % 10 != 0 {
        return Err(Problem::FiscalCodeCheck);
    }
    Ok(CodiceFiscale { canonical: code.clone(), code, birth: None })
}

fn index_in(letters: &[u8], letter: u8) -> Option<u8> {
    letters.iter().position(|known| *known == letter).and_then(|index| u8::try_from(index).ok())
}

//! What is wrong with a value, and how it is said in English. Translations use the English sentences as keys.
use crate::js;
use crate::text;
use crate::value::{Text, Value};

/// One thing wrong with one value.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Path of the value, rows counted: `items[0].amount`.
    pub path: Text,
    /// The key of the component.
    pub key: Text,
    /// Which rule: `required`, `email`, `mask`, …
    pub rule: Text,
    /// The key of the sentence ([`sentence`]) or, from `customMessage`, `errors` and scripts, the sentence itself.
    pub message: Text,
    /// What the sentence mentions: `field`, `length`, `min`, …
    pub params: Value,
    /// The row of a value with several entries.
    pub index: Option<usize>,
    /// What the rule demands, such as the least length.
    pub setting: Value,
    /// Whether the sentence names the field.
    pub has_label: bool,
}

/// The English sentence of a message key; none where the message is a sentence already.
pub fn sentence(key: &str) -> Option<&'static str> {
    let mut rest = SENTENCES;
    loop {
        let (name, after) = js::split_once(rest, ": ")?;
        let (sentence, behind) = js::split_once(after, "\n")?;
        if name == key {
            return Some(sentence);
        }
        rest = behind;
    }
}

const SENTENCES: &str = "\
unsavedRowsError: Please save all rows before proceeding.\n\
invalidRowsError: Please correct invalid rows before proceeding.\n\
invalidRowError: Invalid row. Please correct it or delete.\n\
invalidOption: {{field}} is an invalid value.\n\
valueIsNotAvailable: {{field}} is an invalid value.\n\
invalidDay: {{field}} is not a valid day.\n\
invalid_day: {{field}} is not a valid day.\n\
required: {{field}} is required\n\
unique: {{field}} must be unique\n\
array: {{field}} must be an array\n\
array_nonempty: {{field}} must be a non-empty array\n\
nonarray: {{field}} must not be an array\n\
select: {{field}} contains an invalid selection\n\
pattern: {{field}} does not match the pattern {{pattern}}\n\
minLength: {{field}} must have at least {{length}} characters.\n\
maxLength: {{field}} must have no more than {{length}} characters.\n\
minWords: {{field}} must have at least {{length}} words.\n\
maxWords: {{field}} must have no more than {{length}} words.\n\
min: {{field}} cannot be less than {{min}}.\n\
max: {{field}} cannot be greater than {{max}}.\n\
maxDate: {{field}} should not contain date after {{maxDate}}\n\
minDate: {{field}} should not contain date before {{minDate}}\n\
maxYear: {{field}} should not contain year greater than {{maxYear}}\n\
minYear: {{field}} should not contain year less than {{minYear}}\n\
minSelectedCount: You must select at least {{minCount}} items\n\
maxSelectedCount: You may only select up to {{maxCount}} items\n\
invalid_email: {{field}} must be a valid email.\n\
invalid_url: {{field}} must be a valid url.\n\
mask: {{field}} does not match the mask.\n\
time: Invalid time\n\
number: {{field}} is not a valid number.\n\
requiredDayEmpty: {{field}} is required\n\
requiredDayField: {{field}} is required\n\
requiredMonthField: {{field}} is required\n\
requiredYearField: {{field}} is required\n\
";

impl Problem {
    /// The sentence in English.
    pub fn english(&self) -> String {
        self.render(sentence(&self.message).unwrap_or(&self.message))
    }

    /// `sentence`, possibly translated, with what it mentions filled in.
    pub fn render(&self, sentence: &str) -> String {
        text::fill(sentence, &self.params)
    }
}

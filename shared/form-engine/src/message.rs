//! What is wrong with a value, and how it is said in English. Translations use the English sentences as keys.
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
    Some(match key {
        "unsavedRowsError" => "Please save all rows before proceeding.",
        "invalidRowsError" => "Please correct invalid rows before proceeding.",
        "invalidRowError" => "Invalid row. Please correct it or delete.",
        "invalidOption" | "valueIsNotAvailable" => "{{field}} is an invalid value.",
        "invalidDay" | "invalid_day" => "{{field}} is not a valid day.",
        "required" => "{{field}} is required",
        "unique" => "{{field}} must be unique",
        "array" => "{{field}} must be an array",
        "array_nonempty" => "{{field}} must be a non-empty array",
        "nonarray" => "{{field}} must not be an array",
        "select" => "{{field}} contains an invalid selection",
        "pattern" => "{{field}} does not match the pattern {{pattern}}",
        "minLength" => "{{field}} must have at least {{length}} characters.",
        "maxLength" => "{{field}} must have no more than {{length}} characters.",
        "minWords" => "{{field}} must have at least {{length}} words.",
        "maxWords" => "{{field}} must have no more than {{length}} words.",
        "min" => "{{field}} cannot be less than {{min}}.",
        "max" => "{{field}} cannot be greater than {{max}}.",
        "maxDate" => "{{field}} should not contain date after {{maxDate}}",
        "minDate" => "{{field}} should not contain date before {{minDate}}",
        "maxYear" => "{{field}} should not contain year greater than {{maxYear}}",
        "minYear" => "{{field}} should not contain year less than {{minYear}}",
        "minSelectedCount" => "You must select at least {{minCount}} items",
        "maxSelectedCount" => "You may only select up to {{maxCount}} items",
        "invalid_email" => "{{field}} must be a valid email.",
        "invalid_url" => "{{field}} must be a valid url.",
        "mask" => "{{field}} does not match the mask.",
        "time" => "Invalid time",
        "number" => "{{field}} is not a valid number.",
        "requiredDayEmpty" | "requiredDayField" | "requiredMonthField" | "requiredYearField" => "{{field}} is required",
        _ => return None,
    })
}

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

use oc_i18n::Key;

use crate::Problem;

/// Takes a text that must say something. Gives it back trimmed, line ends as `\n`, without the control characters that
/// come with pasted text and that databases refuse (NUL above all); tabs and line ends stay.
///
/// # Errors
/// [`Problem::Required`] when nothing visible is left.
pub fn required(text: &str) -> Result<String, Problem> {
    let mut clean = String::with_capacity(text.len());
    let mut after_return = false;
    for c in text.trim_matches(is_blank).chars() {
        match c {
            '\n' if after_return => {}
            '\r' | '\n' => clean.push('\n'),
            '\t' => clean.push(c),
            c if c.is_control() => {}
            c => clean.push(c),
        }
        after_return = c == '\r';
    }
    if clean.is_empty() { Err(Problem::Required) } else { Ok(clean) }
}

/// [`required`], with the form's own sentence for nothing entered.
///
/// # Errors
/// [`Problem::Say`] with that sentence.
pub fn required_or(text: &str, sentence: Key) -> Result<String, Problem> {
    required(text).map_err(|_| Problem::Say(sentence))
}

/// Applies a rule only to what was entered: an empty or blank value passes.
///
/// # Errors
/// Those of the rule.
pub fn optional(text: &str, rule: fn(&str) -> Result<(), Problem>) -> Result<(), Problem> {
    if text.chars().all(is_blank) { Ok(()) } else { rule(text) }
}

/// The length of a text as a person counts it: characters, a line end being one however it is written.
pub fn count(text: &str) -> usize {
    let mut count = 0;
    let mut after_return = false;
    for c in text.chars() {
        if !(after_return && c == '\n') {
            count += 1;
        }
        after_return = c == '\r';
    }
    count
}

/// How many characters may still be typed; negative when there are too many already.
pub fn remaining(text: &str, max: u32) -> i64 {
    i64::from(max) - i64::from(saturated(count(text)))
}

/// # Errors
/// [`Problem::TooLong`] when the text has more than `max` characters, counted as by [`count`].
pub fn max_length(text: &str, max: u32) -> Result<(), Problem> {
    match saturated(count(text)).checked_sub(max) {
        None | Some(0) => Ok(()),
        Some(over) => Err(Problem::TooLong { over, max }),
    }
}

pub(crate) fn saturated(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether a character shows nothing by itself: white space and what [`is_invisible`].
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether a character takes no room at all: control characters and the marks (zero width, soft hyphen, direction of
/// writing) that come along when text is copied from a page or a document. Nobody can find and delete them by eye.
pub(crate) fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

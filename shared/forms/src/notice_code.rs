use oc_i18n::keys::forms as messages;

use crate::Problem;
use crate::text::{is_blank, saturated};

/// Takes the 18 digits of a pagoPA payment notice as typed or pasted (the notice prints them in groups), gives them
/// back without spaces.
///
/// The first digit says how the creditor numbers its debts, 0 to 3. The two check digits that some numberings end with
/// are not verified: others have none, and refusing a notice that can be paid is worse than letting pagoPA refuse it.
///
/// # Errors
/// [`Problem::Say`] when nothing was entered, else a `NoticeCode…` problem.
pub fn notice_code(text: &str) -> Result<String, Problem> {
    let entered = || text.chars().filter(|c| !is_blank(*c));
    if !entered().all(|c| c.is_ascii_digit()) {
        return Err(Problem::NoticeCodeCharacters);
    }
    match saturated(entered().count()) {
        0 => Err(Problem::Say(messages::NOTICE_CODE_REQUIRED)),
        18 if !matches!(entered().next(), Some('0'..='3')) => Err(Problem::NoticeCodeStart),
        18 => Ok(entered().collect()),
        written => Err(Problem::NoticeCodeLength { written }),
    }
}

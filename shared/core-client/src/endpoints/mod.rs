//! The core's endpoints as typed calls, one file per area.

pub mod applications;
pub mod reference;
pub mod uploads;

use crate::error::{CoreError, Oddity};
use crate::json::{Json, Tolerant};

/// The error of an answer that is JSON of another shape.
pub(crate) const SHAPE: CoreError = CoreError::UnexpectedAnswer(Oddity::Shape);

/// The elements of a list answer: a bare array, or wrapped in `data` or `results`.
///
/// # Errors
/// [`SHAPE`] for anything else, so that an error text with status 200 is not taken for an empty list.
pub(crate) fn elements(answer: &Json) -> Result<&[Json], CoreError> {
    [Some(answer), answer.get("data"), answer.get("results")]
        .into_iter()
        .flatten()
        .find(|value| value.is_array())
        .map(Tolerant::list)
        .ok_or(SHAPE)
}

//! From an HTTP answer to data or a [`CoreError`]: every body of the core API contract, section 1.3, and what proxies,
//! firewalls and login pages put in its place.

use crate::error::{CoreError, Oddity};
use crate::json::{Json, Tolerant};
use crate::json_text::{BadJson, parse_json};
use crate::retry::retry_after_s;
use crate::transport::Response;

/// Longest text of the core shown to a citizen, in characters.
const LONGEST_MESSAGE: usize = 300;
/// More complaints than this help nobody.
const MOST_MESSAGES: usize = 20;

/// What an answer means, before any decision to renew or repeat.
#[derive(Debug, PartialEq)]
pub(crate) enum Meaning {
    /// 2xx with JSON, or without content (`null` then).
    Data(Json),
    /// 401, or a redirect to the login: the token is not accepted (any more).
    Unauthorized,
    Failed(CoreError),
}

/// Reads one answer; `now_ms` is needed where `Retry-After` is a date.
pub(crate) fn read(response: &Response, now_ms: f64) -> Meaning {
    let status = response.status;
    if response.opaque_redirect || (300..400).contains(&status) {
        return Meaning::Failed(CoreError::UnexpectedAnswer(Oddity::Redirect));
    }
    match status {
        200..=299 => match data(response) {
            Ok(json) => Meaning::Data(json),
            Err(oddity) => Meaning::Failed(CoreError::UnexpectedAnswer(oddity)),
        },
        401 => Meaning::Unauthorized,
        _ => Meaning::Failed(refusal(response, now_ms)),
    }
}

fn data(response: &Response) -> Result<Json, Oddity> {
    let text = response.body.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return if matches!(response.status, 204 | 205) { Ok(Json::Null) } else { Err(Oddity::CutShort) };
    }
    if text.starts_with('<') {
        return Err(Oddity::Html);
    }
    parse_json(text).map_err(|bad| match bad {
        BadJson::CutShort => Oddity::CutShort,
        BadJson::NotJson => Oddity::NotJson,
    })
}

fn refusal(response: &Response, now_ms: f64) -> CoreError {
    let status = response.status;
    let body = data(response).unwrap_or(Json::Null);
    // A number there only repeats the status; a name tells a booking limit apart.
    let code = body.id("code").filter(|code| code.bytes().any(|b| b.is_ascii_alphabetic()));
    match status {
        404 => return CoreError::NotFound,
        429 if code.is_none() => {
            return CoreError::TooManyRequests { retry_after_s: retry_after_s(response, now_ms) };
        }
        500..=599 => return CoreError::Server { status },
        403 if code.is_none() => return CoreError::Forbidden,
        _ => {}
    }
    let errors = body.get("errors").map(all_texts).unwrap_or_default();
    if !errors.is_empty() && code.is_none() {
        return CoreError::Validation(errors);
    }
    CoreError::Refused { status, message: message(&body), code }
}

/// The one sentence of a refusal: `["text"]`, `"text"`, or the first of the usual members.
fn message(body: &Json) -> Option<String> {
    if let Some(text) = body.as_str() {
        return human(text);
    }
    if let Some(text) = body.list().iter().find_map(Json::as_str) {
        return human(text);
    }
    ["error", "message", "detail", "description", "title"].iter().find_map(|key| human(body.str(key)?))
}

/// Every text in nested lists and objects, in order.
fn all_texts(value: &Json) -> Vec<String> {
    fn walk(value: &Json, out: &mut Vec<String>) {
        if out.len() >= MOST_MESSAGES {
            return;
        }
        match value {
            Json::String(text) => out.extend(human(text)),
            Json::Array(list) => list.iter().for_each(|v| walk(v, out)),
            Json::Object(map) => map.iter().for_each(|(_, v)| walk(v, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(value, &mut out);
    out
}

/// Text for people: one line, no control or direction-changing characters, of bounded length; markup is not for people.
pub(crate) fn human(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()) {
        if length > 0 {
            out.push(' ');
            length += 1;
        }
        for c in word.chars().filter(|c| !reorders(*c)) {
            if length >= LONGEST_MESSAGE {
                out.push('…');
                return Some(out);
            }
            out.push(c);
            length += 1;
        }
    }
    (!out.trim().is_empty() && !out.starts_with('<')).then_some(out)
}

/// Invisible characters that reorder or hide text.
fn reorders(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use proptest::prelude::*;

    fn answer(status: u16, body: &str) -> Meaning {
        read(&Response { status, body: body.into(), ..Response::default() }, 0.0)
    }

    fn refused(status: u16, message: &str) -> Meaning {
        let message = Some(message.to_owned()).filter(|m| !m.is_empty());
        Meaning::Failed(CoreError::Refused { status, message, code: None })
    }

    #[test]
    fn every_error_body_of_the_core_is_understood() {
        let failed = Meaning::Failed;
        let validation = |list: &[&str]| failed(CoreError::Validation(list.iter().map(|s| s.to_string()).collect()));
        let table = [
            (
                400,
                r#"{"type":"validation_error","title":"There was a validation error","errors":["Vuoto: nome",["Corto: via"]]}"#,
                validation(&["Vuoto: nome", "Corto: via"]),
            ),
            (400, r#"{"type":"put_validation_error","errors":{"a":["Uno"],"b":"Due"}}"#, validation(&["Uno", "Due"])),
            (
                400,
                r#"{"type":"error","title":"There was an error during save process","description":"Il Nome non coincide"}"#,
                refused(400, "Il Nome non coincide"),
            ),
            (400, r#"["Empty application are not allowed"]"#, refused(400, "Empty application are not allowed")),
            (422, r#"["Final state"]"#, refused(422, "Final state")),
            (400, r#"{"error":"Missing date or slot value"}"#, refused(400, "Missing date or slot value")),
            (
                400,
                r#"{"errors":["L'intervallo selezionato non è disponibile"]}"#,
                validation(&["L'intervallo selezionato non è disponibile"]),
            ),
            (404, r#"["Object not found"]"#, failed(CoreError::NotFound)),
            (404, r#"{"error":"Calendar x not found"}"#, failed(CoreError::NotFound)),
            (403, r#"["You are not allowed to view this application"]"#, failed(CoreError::Forbidden)),
            (
                403,
                r#"{"type":"x","title":"An error occurred","status":403,"detail":"Forbidden"}"#,
                failed(CoreError::Forbidden),
            ),
            (401, r#"{"code":401,"message":"Expired JWT Token"}"#, Meaning::Unauthorized),
            (
                500,
                r#"{"type":"error","description":"Contact technical support"}"#,
                failed(CoreError::Server { status: 500 }),
            ),
            (503, "<html>maintenance</html>", failed(CoreError::Server { status: 503 })),
            (400, "<html>blocked</html>", refused(400, "")),
            (400, "", refused(400, "")),
            (400, r#"{"code":400,"message":"Bad"}"#, refused(400, "Bad")),
            (413, r#""Troppo grande""#, refused(413, "Troppo grande")),
            (
                409,
                r#"{"code":"daily_reservation_limit","message":"Limite raggiunto"}"#,
                failed(CoreError::Refused {
                    status: 409,
                    message: Some("Limite raggiunto".into()),
                    code: Some("daily_reservation_limit".into()),
                }),
            ),
            (429, "", failed(CoreError::TooManyRequests { retry_after_s: None })),
        ];
        for (status, body, meaning) in table {
            assert_eq!(answer(status, body), meaning, "{status} {body}");
        }
    }

    #[test]
    fn an_answer_that_is_not_what_was_asked_for_is_named() {
        let odd = |oddity| Meaning::Failed(CoreError::UnexpectedAnswer(oddity));
        assert_eq!(answer(200, "<!doctype html><title>Accedi</title>"), odd(Oddity::Html));
        assert_eq!(answer(200, r#"{"id":"1","da"#), odd(Oddity::CutShort));
        assert_eq!(answer(201, ""), odd(Oddity::CutShort));
        assert_eq!(answer(200, "OK"), odd(Oddity::NotJson));
        assert_eq!(answer(302, ""), odd(Oddity::Redirect));
        let opaque = Response { opaque_redirect: true, ..Response::default() };
        assert_eq!(read(&opaque, 0.0), odd(Oddity::Redirect));
        assert_eq!(answer(204, ""), Meaning::Data(Json::Null));
        assert_eq!(answer(200, "\u{feff}[1]"), Meaning::Data(json!([1])));
    }

    #[test]
    fn the_core_s_words_are_made_safe_to_show() {
        assert_eq!(human("  Il\u{0}\n\n campo\t è\u{202e} vuoto "), Some("Il campo è vuoto".into()));
        assert_eq!(human(" \u{7}\n "), None);
        assert_eq!(human("<b>x</b>"), None);
        let long = human(&"à".repeat(10_000)).unwrap();
        assert_eq!(long.chars().count(), LONGEST_MESSAGE + 1);
    }

    proptest! {
        #[test]
        fn no_answer_makes_it_panic(status in any::<u16>(), body in any::<String>()) {
            let _ = answer(status, &body);
        }

        #[test]
        fn shown_text_is_always_one_bounded_line(text in any::<String>()) {
            if let Some(shown) = human(&text) {
                prop_assert!(shown.chars().count() <= LONGEST_MESSAGE + 1);
                prop_assert!(!shown.chars().any(char::is_control));
            }
        }
    }
}

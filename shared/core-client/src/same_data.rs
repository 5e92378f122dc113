//! Whether what the core holds is what was sent, although the two shapes differ: sent nested with `data` segments,
//! answered flat with dotted names (version 1) or nested without those segments (version 2), with files and some dates
//! rewritten (core API contract, section 5.4).

use crate::json::Json;
use crate::json_text::number_text;
use oc_i18n::decimal;

/// Members the core rewrites or adds, so that their value proves nothing.
const REWRITTEN: [&str; 8] = ["natoAIl", "url", "id", "uri", "baseUrl", "hash", "size", "storage"];

/// Whether `held` (any version) is what the core makes of `sent`: nothing that both have differs, and the core has at
/// least half of what was sent (it keeps only the members it knows).
pub(crate) fn same_data(sent: &Json, held: &Json) -> bool {
    let (sent, held) = (leaves(sent), leaves(held));
    let mut common = 0;
    for (path, value) in &sent {
        // Looked for one by one: a map of texts would weigh more than the widget's own rules.
        match held.iter().rfind(|(other, _)| other == path) {
            Some((_, other)) if other == value => common += 1,
            Some(_) => return false,
            None => {}
        }
    }
    common > 0 && common * 2 >= sent.len()
}

/// Every non-empty scalar, after its path without `data` segments.
fn leaves(data: &Json) -> Vec<(String, String)> {
    let mut out = Vec::new();
    walk(data, "", false, &mut out);
    out
}

fn walk(value: &Json, path: &str, in_list: bool, out: &mut Vec<(String, String)>) {
    let text = match value {
        Json::Object(map) => {
            for (name, member) in map {
                let mut path = path.to_owned();
                for segment in name.split('.').filter(|segment| *segment != "data") {
                    path.push('.');
                    path.push_str(segment);
                }
                let last = path.rsplit('.').next().unwrap_or_default();
                // Inside a list these are a file's; elsewhere an id is the citizen's choice and counts.
                let skip = last == "natoAIl" || (in_list && REWRITTEN.contains(&last));
                if !skip {
                    walk(member, &path, in_list, out);
                }
            }
            return;
        }
        Json::Array(list) => {
            for (i, element) in list.iter().enumerate() {
                walk(element, &[path, ".", &decimal(i as i64)].concat(), true, out);
            }
            return;
        }
        Json::String(text) => text.replace('\r', "").trim().to_owned(),
        Json::Bool(yes) => (if *yes { "1" } else { "" }).to_owned(),
        Json::Number(number) => number_text(*number),
        Json::Null => return,
    };
    let text = if text == "true" { "1".to_owned() } else { text };
    if !text.is_empty() && text != "false" {
        out.push((path.to_owned(), text));
    }
}

#[cfg(test)]
mod tests {
    use super::same_data;
    use crate::json;
    use crate::json::Json as Value;

    fn sent() -> Value {
        json!({
            "applicant": {"data": {
                "completename": {"data": {"name": "Vittorino", "surname": "Coliandro"}},
                "fiscal_code": {"data": {"fiscal_code": "CLNVTR76P01G822Q"}},
                "Born": {"data": {"natoAIl": "01/09/1976"}}
            }},
            "email": "v@example.com",
            "category": {"id": "c1", "name": "Turismo"},
            "details": "Prima riga\r\nseconda ",
            "privacy": true,
            "docs": [{"id": "a", "name": "uno.pdf", "url": "https://x/allegati/a", "size": 3}]
        })
    }

    #[test]
    fn what_was_sent_is_recognised_in_the_nested_answer() {
        let held = json!({
            "applicant": {"completename": {"name": "Vittorino", "surname": "Coliandro"},
                "fiscal_code": {"fiscal_code": "CLNVTR76P01G822Q"}, "Born": {"natoAIl": "1976-09-01T00:00:00+01:00"}},
            "email": "v@example.com", "category": {"id": "c1", "name": "Turismo"},
            "details": "Prima riga\nseconda", "privacy": "1", "added": "by the core",
            "docs": [{"id": "z", "name": "uno.pdf", "url": "https://x/api/attachments/z", "protocol_required": false}]
        });
        assert!(same_data(&sent(), &held));
    }

    #[test]
    fn what_was_sent_is_recognised_in_the_flat_answer() {
        let held = json!({
            "applicant.data.completename.data.name": "Vittorino", "applicant.data.completename.data.surname": "Coliandro",
            "applicant.data.fiscal_code.data.fiscal_code": "CLNVTR76P01G822Q", "email": "v@example.com",
            "category.id": "c1", "category.name": "Turismo", "details": "Prima riga\r\nseconda", "privacy": true
        });
        assert!(same_data(&sent(), &held));
    }

    #[test]
    fn another_request_of_the_same_person_is_not_taken_for_this_one() {
        let mut other = sent();
        other["details"] = json!("Un'altra domanda");
        assert!(!same_data(&sent(), &other));
        let mut other = sent();
        other["docs"][0]["name"] = json!("due.pdf");
        assert!(!same_data(&sent(), &other));
        let mut other = sent();
        other["category"]["id"] = json!("c2");
        assert!(!same_data(&sent(), &other));
    }

    #[test]
    fn an_answer_that_shows_little_proves_nothing() {
        for held in [json!({}), json!(null), json!([]), json!("x"), json!({"email": "v@example.com"})] {
            assert!(!same_data(&sent(), &held), "{held}");
        }
        assert!(!same_data(&json!({}), &json!({})));
    }
}

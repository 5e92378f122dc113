//! Submissions as the core tells them: version 1 puts everything on one level under keys with dots, version 2 leaves out every
//! step that is called `data` (core API contract, section 5.4). Forms want neither: a form inside a form keeps its values under
//! `data`, and an uploaded file names its number there.
use crate::build::child_definitions;
use crate::js;
use crate::kind::{self, Kind};
use crate::path;
use crate::value::{Value, object};

/// The values of a submission as the core tells them, in either version or as they were sent, in the shape that the form keeps
/// them in. What the form does not know stays where it is.
pub fn read(definition: &Value, data: &Value) -> Value {
    let mut spread = Value::object();
    for (key, value) in data.as_map().into_iter().flat_map(|map| map.iter()) {
        path::set_in(&mut spread, &path::split(key), value.clone());
    }
    shape(definition.get("components").items(), &mut spread);
    spread
}

/// Puts back the steps that version 2 leaves out.
fn shape(components: &[Value], values: &mut Value) {
    for component in components {
        let kind = Kind::of(component.get("type").text());
        let children = child_definitions(kind, component);
        let key = kind::key(component);
        let nested = kind == Kind::Form || kind::is_nested_data_type(component);
        if key.is_empty() || (!nested && !children.is_empty()) {
            shape(&children, values);
            continue;
        }
        if key == "data" && nested && values.get(key).is_undefined() {
            // A container that is itself called `data` is a step that was left out.
            let mut inside = Value::object();
            for child in &children {
                let own = kind::key(child);
                if !values.get(own).is_undefined() {
                    inside.put(own, values.get(own).clone());
                    path::unset_in(values, std::slice::from_ref(&own.into()));
                }
            }
            values.put(key, inside);
        }
        let mut value = path::get(values, key).clone();
        let before = value.clone();
        match &value {
            Value::Array(items) => {
                let mut rows = items.to_vec();
                for row in &mut rows {
                    if nested {
                        shape(&children, row);
                    } else {
                        file(row);
                    }
                }
                value = Value::array(rows);
            }
            Value::Object(_) if kind == Kind::Form => {
                let mut inside = if value.get("data").is_plain() { value.get("data").clone() } else { value };
                shape(&children, &mut inside);
                value = object! { "data": inside };
            }
            Value::Object(_) if nested => shape(&children, &mut value),
            Value::String(text) if key == "natoAIl" => value = birthday(text).into(),
            _ => {}
        }
        if !js::equal(&before, &value) {
            path::set(values, key, value);
        }
    }
}

/// A file as the core tells it names its number beside its address; forms keep it under `data`.
fn file(value: &mut Value) {
    let id = value.get("id").clone();
    if id.as_str().is_some() && !value.get("url").is_undefined() && value.get("data").is_undefined() {
        value.put("storage", "url".into());
        value.put("data", object! { "id": id });
    }
}

/// A day of birth, which version 2 writes as `YYYY-MM-DD`, as it is typed: `DD/MM/YYYY`.
fn birthday(text: &str) -> String {
    let day = text.get(..10).unwrap_or_default();
    match *js::parts(day, &|found| found == '-') {
        [year, month, day] if year.len() == 4 => [day, "/", month, "/", year].concat(),
        _ => text.into(),
    }
}

/// The values of a submission as version 1 tells them: one level, keys joined by dots, lists as they are.
pub fn flat(data: &Value) -> Value {
    let mut out = Value::object();
    flatten("", data, &mut out);
    out
}

fn flatten(around: &str, value: &Value, out: &mut Value) {
    for (key, value) in value.as_map().into_iter().flat_map(|map| map.iter()) {
        let path = path::join(around, key);
        if value.is_plain() {
            flatten(&path, value, out);
        } else {
            out.put(&path, value.clone());
        }
    }
}

/// The values of a submission as version 2 tells them: without the steps called `data`.
pub fn lifted(data: &Value) -> Value {
    let mut out = Value::object();
    lift(data, &mut out);
    out
}

fn lift(value: &Value, out: &mut Value) {
    for (key, value) in value.as_map().into_iter().flat_map(|map| map.iter()) {
        if value.is_plain() && &**key == "data" {
            lift(value, out);
        } else if value.is_plain() {
            out.put(key, lifted(value));
        } else {
            out.put(key, value.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{parse, print};

    const FORM: &str = r#"{"components":[
        {"type":"form","key":"applicant","components":[
            {"type":"form","key":"completename","components":[
                {"type":"textfield","key":"name","input":true},{"type":"textfield","key":"surname","input":true}]},
            {"type":"form","key":"Born","components":[{"type":"textfield","key":"natoAIl","input":true}]},
            {"type":"columns","key":"columns","columns":[
                {"components":[{"type":"email","key":"email_address","input":true}]}]}]},
        {"type":"selectboxes","key":"boxes","input":true},
        {"type":"datagrid","key":"children","input":true,"components":[
            {"type":"form","key":"child","components":[{"type":"textfield","key":"name","input":true}]}]},
        {"type":"sdcfile","key":"docs","input":true}]}"#;

    const SENT: &str = r#"{"applicant":{"data":{"completename":{"data":{"name":"Vera","surname":"Conti"}},"Born":{"data":{"natoAIl":"31/01/1980"}},"email_address":"v@x.it"}},"boxes":{"a":true,"b":false},"children":[{"child":{"data":{"name":"Leo"}}}]}"#;

    fn read_back(told: &str) -> String {
        print(&read(&parse(FORM).unwrap(), &parse(told).unwrap()))
    }

    #[test]
    fn what_version_one_tells_becomes_what_was_sent() {
        let told = print(&flat(&parse(SENT).unwrap()));
        assert!(
            told.contains(r#""applicant.data.completename.data.name":"Vera""#) && told.contains(r#""boxes.a":true"#)
        );
        assert_eq!(read_back(&told), SENT);
    }

    #[test]
    fn what_version_two_tells_becomes_what_was_sent() {
        let told = r#"{"applicant":{"completename":{"name":"Vera","surname":"Conti"},"Born":{"natoAIl":"1980-01-31T00:00:00+01:00"},"email_address":"v@x.it"},"boxes":{"a":true,"b":false},"children":[{"child":{"name":"Leo"}}]}"#;
        assert_eq!(read_back(told), SENT);
        assert_eq!(
            print(&lifted(&parse(SENT).unwrap())).replace("{\"data\":{\"name\":\"Leo\"}}", "{\"name\":\"Leo\"}"),
            told.replace("1980-01-31T00:00:00+01:00", "31/01/1980")
        );
    }

    #[test]
    fn what_was_sent_stays_as_it_is_and_nothing_unknown_is_lost() {
        assert_eq!(read_back(SENT), SENT);
        assert_eq!(read_back(r#"{"unknown":{"a":[1]},"x.y":null}"#), r#"{"unknown":{"a":[1]},"x":{"y":null}}"#);
        assert_eq!(read_back("[7]"), "{}");
    }

    #[test]
    fn a_file_that_was_told_can_be_sent_again() {
        let told = r#"{"docs":[{"id":"f1","name":"a.pdf","url":"https://x/attachments/f1","originalName":"A.pdf"}]}"#;
        let read = parse(&read_back(told)).unwrap();
        assert_eq!(path::get(&read, "docs[0].data.id").text(), "f1");
        assert_eq!(path::get(&read, "docs[0].originalName").text(), "A.pdf");
    }

    #[test]
    fn a_container_called_data_is_put_back() {
        let form = parse(
            r#"{"components":[{"type":"container","key":"data","input":true,"components":[
            {"type":"textfield","key":"a","input":true}]},{"type":"textfield","key":"b","input":true}]}"#,
        )
        .unwrap();
        assert_eq!(print(&read(&form, &parse(r#"{"a":"1","b":"2"}"#).unwrap())), r#"{"b":"2","data":{"a":"1"}}"#);
    }
}

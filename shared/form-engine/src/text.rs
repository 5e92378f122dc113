//! Texts with `{{ }}` in them, where paths suffice; anything else is for the scripts.
use crate::js;
use crate::path;
use crate::value::Value;
use crate::words::group;

/// Whether a template has more in it than paths.
pub fn needs_script(template: &str) -> bool {
    js::contains(template, "{%") || {
        let mut rest = template;
        let mut needs = false;
        while let Some((_, after)) = js::split_once(rest, "{{") {
            let inside = js::split_once(after, "}}").map_or(after, |(inside, _)| inside);
            needs |= inside
                .bytes()
                .any(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'.' | b'_' | b'[' | b']' | b'{')));
            rest = after;
        }
        needs
    }
}

/// Fills in the paths of a template; what is missing becomes empty.
pub fn fill(template: &str, values: &Value) -> String {
    fill_with(template, values, false)
}

/// As [`fill`]; what is missing can be written as a server writes it, `undefined` and `null`.
pub fn fill_with(template: &str, values: &Value, bluntly: bool) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = js::split_once(rest, "{{") {
        let Some((inside, behind)) = js::split_once(after, "}}") else { break };
        out.push_str(before);
        let name = js::trim(js::trim(inside).trim_start_matches('{'));
        let found = path::get(values, &js::replaced(name, "?.", ".", name.len()));
        if bluntly || !found.is_nil() {
            out.push_str(&js::string(found));
        }
        rest = behind.strip_prefix('}').filter(|_| inside.starts_with('{')).unwrap_or(behind);
    }
    out.push_str(rest);
    out
}

/// `& < > " '` as entities, as lodash's `escape` does it.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for found in text.chars() {
        match found {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// The value with all its texts escaped: for what is interpolated into markup.
pub fn escaped(value: &Value) -> Value {
    match value {
        Value::String(text) => escape(text).into(),
        Value::Array(_) => value.each(&mut escaped),
        Value::Object(map) => {
            let mut safe = Value::object();
            map.iter().for_each(|(key, item)| safe.put(key, escaped(item)));
            safe
        }
        other => other.clone(),
    }
}

/// What a reader sees of a text with markup: tags gone, the common entities resolved.
pub fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let mut shown = Some(first);
        rest = match first {
            '<' if after.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!')) => {
                match js::split_once(after, ">") {
                    Some((_, behind)) => {
                        shown = None;
                        behind
                    }
                    None => after,
                }
            }
            '&' => {
                let name = js::split_once(after, ";").map_or("", |(name, _)| name);
                let at = group("amp | lt | gt | quot | #39 | nbsp", name);
                match ['&', '<', '>', '"', '\'', '\u{a0}'].get(at).copied() {
                    Some(meant) if !name.is_empty() => {
                        shown = Some(meant);
                        after.get(name.len() + 1..).unwrap_or_default()
                    }
                    _ => after,
                }
            }
            _ => after,
        };
        out.extend(shown);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn paths_are_filled_in_and_scripts_are_not_mistaken_for_paths() {
        let values = parse(r#"{"field":"Nome","a":{"b":[7]}}"#).unwrap();
        assert_eq!(fill("{{ field }}: {{a.b[0]}}{{ missing }}, {{{ field }}}", &values), "Nome: 7, Nome");
        assert!(
            needs_script("{{ _.get(row, 'a') }}") && needs_script("{% if (x) { %}") && !needs_script("{{ a.b[0] }}")
        );
        assert_eq!(fill("{{ open", &values), "{{ open");
    }

    #[test]
    fn markup_in_messages_is_shown_as_text() {
        assert_eq!(unescape("<b>a</b> &lt; b & c < d"), "a < b & c < d");
        assert_eq!(escape("<a href='x'>"), "&lt;a href=&#39;x&#39;&gt;");
    }
}

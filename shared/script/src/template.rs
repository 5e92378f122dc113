//! Templates to scripts.

use crate::text::position;

/// Rewrites a template as a script that returns its text. Line ends stay where they are, so that errors name the right line.
pub(crate) fn to_script(source: &str) -> String {
    let mut out = String::from("var __p=\"\",__t,print=function(){__p+=[].join.call(arguments,\"\")};");
    let mut rest = source;
    while let Some(at) = next_tag(rest) {
        let (text, tag) = rest.split_at(at);
        literal(&mut out, text);
        let (open, close, kind) = if tag.starts_with("{{{") {
            ("{{{", "}}}", 2)
        } else if tag.starts_with("{{") {
            ("{{", "}}", 1)
        } else {
            ("{%", "%}", 0)
        };
        let inner = tag.get(open.len()..).unwrap_or_default();
        let Some(end) = position(inner, close) else {
            literal(&mut out, tag);
            rest = "";
            break;
        };
        let code = inner.get(..end).unwrap_or_default();
        match kind {
            0 => {
                out.push_str(code);
                out.push_str("\n;");
            }
            1 => {
                out.push_str(";__p+=((__t=(");
                out.push_str(code);
                out.push_str("))==null?\"\":__t);");
            }
            _ => {
                out.push_str(";__p+=((__t=(");
                out.push_str(code);
                out.push_str("))==null?\"\":_.escape(__t));");
            }
        }
        rest = inner.get(end + close.len()..).unwrap_or_default();
    }
    literal(&mut out, rest);
    out.push_str(";return __p");
    out
}

fn next_tag(text: &str) -> Option<usize> {
    match (position(text, "{{"), position(text, "{%")) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn literal(out: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str(";__p+=\"");
    for found in text.chars() {
        match found {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\r' => out.push_str("\\r"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            // The line goes on in the script as it does in the template.
            '\n' => out.push_str("\\n\\\n"),
            other => out.push(other),
        }
    }
    out.push_str("\";");
}

//! Libraries of the language as the module carries or fetches them: without comments, indentation and spaces that mean nothing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

const LIBRARIES: [(&str, &[&str]); 5] = [
    ("core", &["core-array", "core-text", "core-date", "core"]),
    ("utils", &["utils"]),
    ("lodash", &["lodash-base", "lodash-list", "lodash-text"]),
    ("moment", &["moment-text", "moment-parse", "moment"]),
    ("intl", &["intl"]),
];

fn main() {
    println!("cargo::rerun-if-changed=src/lib_js");
    let out = std::env::var("OUT_DIR").unwrap();
    for (name, files) in LIBRARIES {
        let source: String =
            files.iter().map(|file| std::fs::read_to_string(format!("src/lib_js/{file}.js")).unwrap() + "\n").collect();
        std::fs::write(Path::new(&out).join(format!("{name}.js")), shorten(&source)).unwrap();
    }
}

/// Whether a slash after `before` begins a regular expression rather than dividing.
fn begins_regex(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with(|last: char| "(,=:[!&|?{};+-*<>%".contains(last))
        || ["return", "typeof", "=>"].iter().any(|word| before.ends_with(word))
}

/// The length of a literal that begins `rest`: string, template or regular expression.
fn literal(rest: &[char]) -> usize {
    let end = rest[0];
    let (mut at, mut in_class) = (1, false);
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 1,
            '[' if end == '/' => in_class = true,
            ']' => in_class = false,
            found if found == end && !in_class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at
}

/// How many characters at the start of `rest` mean nothing, and whether a line ends among them.
fn gap(rest: &[char]) -> (usize, bool) {
    let (mut at, mut line) = (0, false);
    while let Some(found) = rest.get(at) {
        if rest[at..].starts_with(&['/', '/']) {
            at += rest[at..].iter().take_while(|found| **found != '\n').count();
        } else if found.is_whitespace() {
            line |= *found == '\n';
            at += 1;
        } else {
            break;
        }
    }
    (at, line)
}

/// The same program in fewer letters. Names stay as they are: what compresses the page compresses those.
fn shorten(source: &str) -> String {
    let text: Vec<char> = source.chars().collect();
    let word = |found: char| found.is_alphanumeric() || "_$@".contains(found);
    let mut out = String::new();
    let mut at = 0;
    while at < text.len() {
        let (size, line) = gap(&text[at..]);
        at += size;
        let last = out.chars().last().unwrap_or(';');
        let Some(next) = text.get(at).copied() else { break };
        if line && !";{}(,[:?&|=>".contains(last) && !"}])?:.&|,;=".contains(next)
            || line && last == '}' && !"}]),;:.?&|".contains(next)
        {
            out.push('\n');
        } else if size > 0 && (word(last) && word(next) || "+-".contains(last) && last == next) {
            out.push(' ');
        }
        if "'\"`".contains(next) || next == '/' && begins_regex(&out) {
            let size = literal(&text[at..]);
            out.extend(&text[at..at + size]);
            at += size;
            continue;
        }
        // `for (;;);` is never written at the end of a block here.
        if next == '}' && out.ends_with([';', ',']) {
            out.pop();
        }
        out.push(next);
        at += 1;
    }
    out
}

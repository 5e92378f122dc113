//! Input masks. Text fields understand more than the other fields: optional parts, repetitions and alternatives.
use super::{Answer, Checked, wrong};
use crate::js;
use crate::value::Value;

/// One place in a mask.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    Digit,
    /// A letter of either case.
    Letter,
    /// A capital letter.
    Capital,
    Alphanumeric,
    /// A capital letter or a digit.
    CapitalAlphanumeric,
    Exactly(char),
    Optional(Vec<Place>),
    OneOf(Vec<Vec<Place>>),
}

fn is_letter(found: char) -> bool {
    found.is_ascii_alphabetic()
        || ('\u{410}'..='\u{44f}').contains(&found)
        || ('\u{c0}'..='\u{ff}').contains(&found)
        || matches!(found, '\u{401}' | '\u{451}' | '\u{b5}')
}

/// Masks that repeat a part more often than this are cut there.
const MOST: usize = 500;

struct Reader<'a> {
    mask: std::iter::Peekable<std::str::Chars<'a>>,
}

impl Reader<'_> {
    fn sequence(&mut self, until: Option<char>) -> Vec<Place> {
        let mut choices: Vec<Vec<Place>> = vec![Vec::new()];
        while let Some(found) = self.mask.next() {
            let place = match found {
                found if Some(found) == until => break,
                '9' => Place::Digit,
                'a' => Place::Letter,
                'A' => Place::Capital,
                '*' => Place::Alphanumeric,
                '&' => Place::CapitalAlphanumeric,
                '[' => Place::Optional(self.sequence(Some(']'))),
                '(' if self.has(')') => Place::OneOf(vec![self.sequence(Some(')'))]),
                '|' => {
                    choices.push(Vec::new());
                    continue;
                }
                '{' => {
                    let counts = self.counts();
                    if let Some(choice) = choices.last_mut() {
                        repeat(choice, counts);
                    }
                    continue;
                }
                '\\' => match self.mask.next() {
                    Some(escaped) => Place::Exactly(escaped),
                    None => break,
                },
                other => Place::Exactly(other),
            };
            if let Some(choice) = choices.last_mut() {
                choice.push(place);
            }
        }
        if choices.len() > 1 { vec![Place::OneOf(choices)] } else { choices.pop().unwrap_or_default() }
    }

    /// Parentheses group only what is repeated or has alternatives; alone they stand for themselves.
    fn has(&self, end: char) -> bool {
        let rest: Vec<char> = self.mask.clone().collect();
        let Some(at) = rest.iter().position(|found| *found == end) else { return false };
        rest.get(at + 1) == Some(&'{') || rest.get(..at).is_some_and(|inside| inside.contains(&'|'))
    }

    fn counts(&mut self) -> (usize, usize) {
        let text: String = self.mask.by_ref().take_while(|found| *found != '}').collect();
        let (least, most) = text.split_once(',').unwrap_or((&text, &text));
        let read = |text: &str| match text.trim() {
            "*" | "+" => MOST,
            number => number.parse().unwrap_or(1).min(MOST),
        };
        let least_count = if matches!(least, "*") {
            0
        } else if matches!(least, "+") {
            1
        } else {
            read(least)
        };
        (least_count, read(most))
    }
}

fn repeat(sequence: &mut Vec<Place>, (least, most): (usize, usize)) {
    let Some(last) = sequence.pop() else { return };
    for _ in 0..least {
        sequence.push(last.clone());
    }
    for _ in least..most {
        sequence.push(Place::Optional(vec![last.clone()]));
    }
}

fn fits(place: &Place, found: char) -> bool {
    match place {
        Place::Digit => found.is_ascii_digit() || ('\u{ff10}'..='\u{ff19}').contains(&found),
        Place::Letter => is_letter(found),
        Place::Capital => is_letter(found) && !found.is_lowercase(),
        Place::Alphanumeric => is_letter(found) || found.is_ascii_digit(),
        Place::CapitalAlphanumeric => (is_letter(found) && !found.is_lowercase()) || found.is_ascii_digit(),
        Place::Exactly(wanted) => found == *wanted,
        Place::Optional(_) | Place::OneOf(_) => false,
    }
}

/// The ends that the sequence can have in the text, beginning at each of `starts`: all at once, so that time stays linear.
fn ends(sequence: &[Place], text: &[char], starts: Vec<usize>) -> Vec<usize> {
    let mut current = starts;
    for place in sequence {
        let mut next = match place {
            Place::Optional(inside) => {
                let mut all = current.clone();
                all.extend(ends(inside, text, current));
                all
            }
            Place::OneOf(choices) => choices.iter().flat_map(|choice| ends(choice, text, current.clone())).collect(),
            place => {
                let step = |at: &usize| text.get(*at).is_some_and(|found| fits(place, *found)).then_some(at + 1);
                current.iter().filter_map(step).collect()
            }
        };
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return next;
        }
        current = next;
    }
    current
}

/// Whether a text is complete and right by a text field's mask.
pub fn matches(text: &str, mask: &str) -> bool {
    let places = Reader { mask: mask.chars().peekable() }.sequence(None);
    let letters: Vec<char> = text.chars().collect();
    ends(&places, &letters, vec![0]).contains(&letters.len())
}

/// Whether a text follows a mask of `9`, `A`, `a`, `*` and fixed characters, place by place.
fn matches_simply(text: &str, mask: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let places: Vec<char> = mask.chars().collect();
    letters.len() <= places.len()
        && places.iter().enumerate().all(|(at, place)| {
            let found = letters.get(at).copied();
            match place {
                '9' => found.is_some_and(|found| found.is_ascii_digit()),
                'A' => found.is_none_or(|found| found.is_ascii_alphabetic()),
                'a' => found.is_none_or(|found| found.is_ascii_lowercase()),
                '*' => found.is_none_or(|found| found.is_ascii_alphanumeric()),
                other => found == Some(*other),
            }
        })
}

pub(super) fn mask(checked: &Checked) -> Answer {
    let component = checked.component;
    let masks = component.get("inputMasks");
    let own = component.get("inputMask").text();
    let skipped = checked.kind() == "time" || js::truthy(checked.setting("skipMaskValidation"));
    if skipped || (own.is_empty() && js::empty(masks)) || !js::truthy(checked.value) {
        return Ok(None);
    }
    let (mut mask, mut text) = (own, checked.value);
    if js::truthy(component.get("allowMultipleMasks")) && !masks.items().is_empty() {
        let chosen = checked.value.get("maskName").text();
        let known = masks.items().iter().find(|found| !chosen.is_empty() && found.get("label").text() == chosen);
        let usable = !checked.value.get("value").text().is_empty();
        mask = known.filter(|_| usable).map_or("", |found| found.get("mask").text());
        text = checked.value.get("value");
    }
    if mask.is_empty() {
        return Ok(None);
    }
    let fits = match text {
        Value::String(text) if checked.kind() == "textfield" && checked.value.as_str().is_some() => matches(text, mask),
        Value::String(text) => matches_simply(text, mask),
        _ => false,
    };
    Ok((!fits).then(|| wrong("mask")))
}

#[cfg(test)]
mod tests {
    use super::{matches, matches_simply};

    #[test]
    fn masks_of_text_fields() {
        for (text, mask, expected) in [
            ("RSSMRA80A01F205X", "AAAAAA99A99A999A", true),
            ("rssmra80a01f205x", "AAAAAA99A99A999A", false),
            ("12/03/2024", "99/99/9999", true),
            ("12/03/202", "99/99/9999", false),
            ("12-34", "99[-99]", true),
            ("12", "99[-99]", true),
            ("123", "9{2,4}", true),
            ("1", "9{2,4}", false),
            ("(555) 123", "(999) 999", true),
            ("ab", "(a|9){2}", true),
            ("x1", "\\x9", true),
        ] {
            assert_eq!(matches(text, mask), expected, "{text} {mask}");
        }
    }

    #[test]
    fn masks_of_other_fields() {
        assert!(matches_simply("(555) 123-4567", "(999) 999-9999"));
        assert!(!matches_simply("(555) 123-456", "(999) 999-9999"));
        assert!(!matches_simply("555", "99"));
    }
}

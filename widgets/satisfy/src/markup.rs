//! The elements of the widget as an outline. As calls they weighed half of its chunk.

use oc_i18n::{Key, keys::satisfy as keys, keys::ui};
use oc_ui::{Ctx, El, el};

/// The markup: an element a line, inside the one above that is indented less, with its classes and its attributes; `#`
/// makes an id of this widget.
const MARKUP: &str = "\
<section;bg-white shadow rounded p-4;data-element=feedback aria-labelledby=#title
 <div
  <h2;h5 mb-3;id=#title data-element=feedback-title
  <fieldset
   <legend;visually-hidden
 <fieldset;;data-element=feedback-rating-positive
  <legend;d-flex w-100 justify-content-between h6 px-0;tabindex=-1
   <span;;data-element=feedback-rating-question
   <span;fw-normal small text-nowrap ms-3
 <fieldset;;data-element=feedback-rating-negative
  <legend;d-flex w-100 justify-content-between h6 px-0;tabindex=-1
   <span;;data-element=feedback-rating-question
   <span;fw-normal small text-nowrap ms-3
 <fieldset
  <legend;d-flex w-100 justify-content-between h6 px-0;tabindex=-1
   <span
   <span;fw-normal small text-nowrap ms-3
  <div;form-group
   <label;active;for=#detail
   <textarea;form-control;id=#detail rows=3 maxlength=200 aria-describedby=#hint data-element=feedback-input-text
   <small;form-text d-flex justify-content-between;id=#hint
    <span
    <span;text-nowrap ms-3;aria-hidden=true
  <div;visually-hidden;aria-hidden=true
   <label
    <input;;type=text tabindex=-1 autocomplete=off
 <div
  <h2;h5 mb-0;tabindex=-1
  <p;mb-0;role=status
 <div
  <div;d-flex justify-content-center mt-4
   <button;btn btn-outline-primary fw-bold me-4;type=button
   <button;btn btn-primary fw-bold;type=button
 <p;visually-hidden;role=status";

/// The steps, by their lines: stars, after four and five of them, after fewer, words, thanks.
pub const STEPS: [usize; 5] = [1, POSITIVE, NEGATIVE, 13, 26];
/// What takes the focus with each step, except the first one, where it is the first star.
pub const HEADS: [usize; 5] = [2, 6, 10, 14, 27];
pub const STARS: usize = 3;
pub const POSITIVE: usize = 5;
pub const NEGATIVE: usize = 9;
pub const AREA: usize = 19;
pub const COUNT: usize = 22;
pub const TRAP: usize = 25;
pub const NOTE: usize = 28;
pub const ACTIONS: usize = 29;
pub const BACK: usize = 31;
pub const NEXT: usize = 32;
pub const STATUS: usize = 33;
/// The texts that never change, but for the title.
pub const TEXTS: [(usize, Key); 10] = [
    (4, keys::STARS),
    (7, keys::POSITIVE),
    (11, keys::NEGATIVE),
    (15, keys::DETAILS),
    (18, keys::DETAIL),
    (21, keys::HINT),
    (24, keys::TRAP),
    (27, keys::THANKS),
    (BACK, ui::BACK),
    (NEXT, keys::NEXT),
];
pub const TITLE: usize = 2;
/// Where it says which of the two steps this is.
pub const POSITIONS: [(usize, &str); 3] = [(8, "1"), (12, "1"), (16, "2")];

/// The elements, in the order of the lines.
pub fn outline(ctx: Ctx) -> Vec<El> {
    let (mut made, mut open) = (Vec::new(), Vec::<El>::new());
    for line in MARKUP.split('\n') {
        let (indent, line) = line.split_once('<').unwrap_or_default();
        let mut parts = line.split(';');
        let mut part = || parts.next().unwrap_or_default();
        let (name, class, attributes) = (part(), part(), part());
        let mut one = el(name);
        if !class.is_empty() {
            one = one.attr("class", class);
        }
        for (name, value) in attributes.split(' ').filter_map(|pair| pair.split_once('=')) {
            one = match value.strip_prefix('#') {
                Some(id) => one.attr(name, &ctx.id(id)),
                None => one.attr(name, value),
            };
        }
        open.truncate(indent.len());
        if let Some(parent) = open.last() {
            parent.clone().child(one.clone());
        }
        open.push(one.clone());
        made.push(one);
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_element_inside_one_that_is_there() {
        let lines: Vec<&str> = MARKUP.split('\n').collect();
        let mut last = 0;
        for (place, line) in lines.iter().enumerate() {
            let (indent, _) = line.split_once('<').expect(line);
            assert!(indent.chars().all(|c| c == ' ') && line.split(';').count() <= 3, "{line}");
            assert_eq!(indent.is_empty(), place == 0, "one root: {line}");
            assert!(indent.len() <= last + 1, "no parent: {line}");
            last = indent.len();
        }
    }

    #[test]
    fn every_place_is_what_its_name_says() {
        let lines: Vec<&str> = MARKUP.split('\n').collect();
        let is = |place: usize, start: &str| assert!(lines[place].starts_with(start), "{place}: {}", lines[place]);
        for place in STEPS.into_iter().chain([ACTIONS, STATUS]) {
            assert!(lines[place].starts_with(" <"), "right below the root: {}", lines[place]);
        }
        is(STEPS[1], " <fieldset;;data-element=feedback-rating-positive");
        is(STEPS[2], " <fieldset;;data-element=feedback-rating-negative");
        is(TITLE, "  <h2;h5 mb-3;id=#title");
        is(STARS, "  <fieldset");
        is(AREA, "   <textarea");
        is(COUNT, "    <span;text-nowrap");
        is(TRAP, "    <input;;type=text tabindex=-1");
        is(NOTE, "  <p;mb-0;role=status");
        is(BACK, "   <button;btn btn-outline-primary");
        is(NEXT, "   <button;btn btn-primary");
        is(STATUS, " <p;visually-hidden;role=status");
        for (step, head) in STEPS.into_iter().zip(HEADS).skip(1) {
            assert!(head == step + 1 && lines[head].contains("tabindex=-1"), "{}", lines[head]);
        }
        for place in TEXTS.map(|(place, _)| place).into_iter().chain(POSITIONS.map(|(place, _)| place)) {
            let next = lines.get(place + 1).map_or(0, |line| line.find('<').unwrap());
            let text = ["<legend", "<span", "<label", "<h2", "<button"].iter().any(|tag| lines[place].contains(tag));
            assert!(text && (next <= lines[place].find('<').unwrap() || place == 24), "{}", lines[place]);
        }
    }

    #[test]
    fn what_the_national_validator_looks_for_is_there_once_for_each_question() {
        let count = |name: &str| {
            MARKUP.split([' ', ';', '\n']).filter(|word| *word == ["data-element=", name].concat()).count()
        };
        for name in [
            "feedback",
            "feedback-title",
            "feedback-rating-positive",
            "feedback-rating-negative",
            "feedback-input-text",
        ] {
            assert_eq!(count(name), 1, "{name}");
        }
        assert_eq!(count("feedback-rating-question"), 2);
    }
}

//! How a form behaves while a citizen fills it in: when fields complain, where one can go, what is kept.

use oc_forms::{Field, Problem, Rule, Snapshot, Steps, email, required_or, restore, snapshot};
use oc_i18n::{Key, keys};

const EMAIL: Rule = |text| email(text).map(drop);
const NAME: Rule = |text| required_or(text, keys::forms::NAME_REQUIRED).map(drop);
const STEPS: &[Key] = &[keys::i18n::MONTH_01, keys::i18n::MONTH_02, keys::i18n::MONTH_03];

#[test]
fn a_field_is_silent_while_it_is_typed_for_the_first_time() {
    let mut field = Field::default();
    for typed in ["a", "an", "anna", "anna@"] {
        field.input(typed.to_owned(), EMAIL);
        assert_eq!(field.problem(), None, "{typed}");
    }
}

#[test]
fn leaving_a_wrong_field_shows_why_and_putting_it_right_takes_it_away_at_once() {
    let mut field = Field::default();
    field.input("anna".to_owned(), EMAIL);
    field.blur(EMAIL);
    assert_eq!(field.problem(), Some(Problem::EmailAt));
    field.input("anna@".to_owned(), EMAIL);
    assert_eq!(field.problem(), Some(Problem::EmailDomain), "the complaint keeps up with the text");
    field.input("anna@example.com".to_owned(), EMAIL);
    assert_eq!(field.problem(), None);
    field.input("anna@example.".to_owned(), EMAIL);
    assert_eq!(field.problem(), None, "silent again until the field is left");
    field.blur(EMAIL);
    assert_eq!(field.problem(), Some(Problem::EmailDomain));
}

#[test]
fn passing_through_an_empty_field_is_no_mistake_until_submit() {
    let mut field = Field::default();
    field.blur(NAME);
    assert_eq!((field.problem(), field.touched()), (None, false));
    assert!(!field.check(NAME));
    assert_eq!(field.problem(), Some(Problem::Say(keys::forms::NAME_REQUIRED)));
    field.input("Anna".to_owned(), NAME);
    assert_eq!(field.problem(), None);
    assert!(field.check(NAME));
}

#[test]
fn emptying_a_field_and_leaving_it_is_a_mistake() {
    let mut field = Field::new("Anna".to_owned());
    field.input(String::new(), NAME);
    field.blur(NAME);
    assert_eq!(field.problem(), Some(Problem::Say(keys::forms::NAME_REQUIRED)));
}

#[test]
fn certified_data_cannot_be_edited() {
    let mut field = Field::certified("Anna".to_owned(), NAME);
    assert!(field.read_only());
    field.input("Mallory".to_owned(), NAME);
    field.set("Mallory".to_owned());
    assert_eq!(field.value(), "Anna");
    assert!(field.check(NAME));
}

#[test]
fn a_malformed_certified_address_can_be_corrected() {
    let mut field = Field::certified("anna@".to_owned(), EMAIL);
    assert!(!field.read_only());
    assert_eq!(field.problem(), Some(Problem::EmailDomain));
    field.input("anna@example.com".to_owned(), EMAIL);
    assert!(field.check(EMAIL));

    let missing = Field::certified(String::new(), EMAIL);
    assert_eq!((missing.read_only(), missing.problem(), missing.touched()), (false, None, false));
}

#[test]
fn a_value_put_in_by_the_program_is_not_complained_about_before_it_is_looked_at() {
    let mut field = Field::default();
    field.check(NAME);
    field.set("x".to_owned());
    assert_eq!((field.value(), field.problem()), ("x", None));
}

#[test]
fn a_refusal_of_the_core_is_shown_until_the_value_changes() {
    let mut field = Field::new("anna@example.com".to_owned());
    field.refuse(Problem::EmailDomain);
    assert_eq!(field.problem(), Some(Problem::EmailDomain));
    field.input("anna@example.it".to_owned(), EMAIL);
    assert_eq!(field.problem(), None);
}

#[test]
fn steps_go_forward_one_by_one_and_back_to_the_first() {
    let mut steps = Steps::new(STEPS);
    assert_eq!((steps.current(), steps.position()), (Some(keys::i18n::MONTH_01), (1, 3)));
    assert!(!steps.can_go_back() && !steps.is_last());
    assert!(!steps.back());
    assert!(steps.forward());
    assert_eq!((steps.current(), steps.position()), (Some(keys::i18n::MONTH_02), (2, 3)));
    assert!(steps.forward());
    assert!(steps.is_last() && steps.can_go_back());
    assert!(!steps.forward());
    assert_eq!(steps.index(), 2);
    assert!(steps.back() && steps.back() && !steps.back());
    assert_eq!(steps.position(), (1, 3));
}

#[test]
fn one_can_jump_only_where_one_has_been() {
    let mut steps = Steps::new(STEPS);
    assert!(!steps.go_to(1));
    steps.forward();
    steps.back();
    assert!(steps.visited(0) && steps.visited(1) && !steps.visited(2));
    assert!(steps.go_to(1));
    assert!(!steps.go_to(2) && !steps.go_to(usize::MAX));
    assert_eq!(steps.index(), 1);
    steps.go_to(0);
    steps.forget_later();
    assert!(!steps.visited(1) && !steps.go_to(1));
    assert_eq!(steps.names(), STEPS);
}

#[test]
fn a_wizard_without_steps_is_nowhere_and_stays_there() {
    let mut steps = Steps::new(&[]);
    assert_eq!((steps.current(), steps.position()), (None, (0, 0)));
    assert!(!steps.forward() && !steps.back() && !steps.go_to(0));
}

#[test]
fn what_was_typed_is_put_back_without_complaints() {
    let name = Field::new("Anna".to_owned());
    let mut address = Field::default();
    address.input("anna@".to_owned(), EMAIL);
    address.blur(EMAIL);
    let kept = snapshot(&[("name", &name), ("email", &address), ("details", &Field::default())]);
    assert_eq!(kept.iter().collect::<Vec<_>>(), [("name", "Anna"), ("email", "anna@")]);
    assert_eq!((kept.get("email"), kept.get("details")), (Some("anna@"), None));

    let (mut name, mut address) = (Field::default(), Field::default());
    restore(&kept, &mut [("name", &mut name), ("email", &mut address)]);
    assert_eq!((name.value(), name.problem()), ("Anna", None));
    assert_eq!((address.value(), address.problem()), ("anna@", None));
}

#[test]
fn certified_data_are_neither_kept_nor_overwritten() {
    let certified = Field::certified("Anna".to_owned(), NAME);
    assert!(snapshot(&[("name", &certified)]).is_empty());

    let kept: Snapshot =
        [("name".to_owned(), "Mallory".to_owned()), ("unknown".to_owned(), "x".to_owned())].into_iter().collect();
    let mut field = certified;
    restore(&kept, &mut [("name", &mut field)]);
    assert_eq!(field.value(), "Anna");
}

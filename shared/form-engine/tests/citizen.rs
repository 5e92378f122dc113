//! What a citizen sees while filling in a form.
#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]
use oc_form_engine::scripting::Interpreter;
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Problem, Value, date, js, json};
use std::rc::Rc;

fn form(definition: &str) -> Form {
    Form::parse(definition, Box::new(Native::without_scripts(date::parse("2025-03-15T10:00:00+01:00").unwrap())))
        .unwrap()
}

fn said(problems: &[Rc<Problem>]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {}", problem.path, problem.english())).collect()
}

fn shown(form: &Form, path: &str) -> bool {
    form.node(form.find(path).unwrap()).shown()
}

fn written(form: &Form) -> String {
    json::print(&form.data())
}

const CONDITIONAL: &str = r#"{"components":[
    {"type":"radio","key":"has","input":true,"values":[{"value":"yes","label":"Yes"},{"value":"no","label":"No"}]},
    {"type":"textfield","key":"plate","label":"Plate","input":true,"conditional":{"show":true,"when":"has","eq":"yes"},
     "validate":{"required":true}},
    {"type":"panel","key":"more","components":[{"type":"number","key":"age","input":true}],
     "conditional":{"show":true,"conjunction":"all","conditions":[{"component":"has","operator":"isEqual","value":"no"}]}}]}"#;

#[test]
fn a_field_appears_when_its_condition_holds_and_its_value_goes_when_it_does_not() {
    let form = form(CONDITIONAL);
    assert!(!shown(&form, "plate") && !shown(&form, "age"));
    assert_eq!(said(&form.problems()), Vec::<String>::new());
    let changes = form.set_path("has", "yes".into()).unwrap();
    assert!(shown(&form, "plate"));
    assert_eq!(said(&changes.problems), ["plate: Plate is required"]);
    assert!(changes.components.contains(&form.find("plate").unwrap()), "the view learns what to show");
    form.set_path("plate", "AB123CD".into());
    assert_eq!(written(&form), r#"{"has":"yes","plate":"AB123CD"}"#);
    let changes = form.set_path("has", "no".into()).unwrap();
    assert!(changes.paths.iter().any(|path| &**path == "plate"), "the view learns what was cleared");
    assert!(shown(&form, "age") && !shown(&form, "plate"));
    assert_eq!(written(&form), r#"{"has":"no"}"#);
}

#[test]
fn sums_follow_what_is_typed_and_circles_come_to_an_end() {
    let sums = form(
        r#"{"components":[{"type":"number","key":"a","input":true},{"type":"number","key":"b","input":true},
        {"type":"number","key":"total","input":true,"calculateValue":{"+":[{"var":"data.a"},{"var":"data.b"}]}},
        {"type":"number","key":"double","input":true,"calculateValue":{"*":[{"var":"data.total"},2]}}]}"#,
    );
    sums.set_path("a", 2.0.into());
    sums.set_path("b", 3.5.into());
    assert_eq!(written(&sums), r#"{"total":5.5,"double":11,"a":2,"b":3.5}"#);
    let circle = form(
        r#"{"components":[{"type":"number","key":"a","input":true,"calculateValue":{"+":[{"var":["data.b",0]},1]}},
        {"type":"number","key":"b","input":true,"calculateValue":{"+":[{"var":["data.a",0]},1]}}]}"#,
    );
    circle.set_path("a", 1.0.into());
    assert!(js::number(&circle.value(circle.find("b").unwrap())).is_finite(), "and the answer is there");
}

fn form_with_scripts(definition: &str) -> Form {
    let scripts = Interpreter::new(Box::new(oc_script::native::Native::at(0.0)));
    Form::parse(definition, Box::new(Native::new(Box::new(scripts), Some(0.0)))).unwrap()
}

#[test]
fn a_calculated_value_comes_back_where_somebody_types_another_one() {
    let form = form_with_scripts(
        r#"{"components":[{"type":"number","key":"a","input":true},
        {"type":"number","key":"twice","input":true,"calculateValue":"value = data.a * 2"}]}"#,
    );
    form.set_path("a", 2.0.into());
    form.set_path("twice", 9.0.into());
    assert_eq!(written(&form), r#"{"twice":4,"a":2}"#);
}

#[test]
fn a_calculation_that_goes_on_from_its_own_value_is_done_until_it_rests() {
    let form = form_with_scripts(
        r#"{"components":[{"type":"number","key":"a","input":true},
        {"type":"number","key":"most","input":true,"calculateValue":"value = Math.min((value || 0) + 1, data.a || 0)"},
        {"type":"textfield","key":"b","input":true,"calculateValue":"data.c = (data.c || '') + 'x'; value = data.c.slice(0, 3)"},
        {"type":"textfield","key":"c","input":true}]}"#,
    );
    form.set_path("a", 3.0.into());
    assert_eq!(form.data().get("most").as_number(), Some(3.0));
    assert_eq!(form.data().get("b").text(), "xxx");
}

#[test]
fn a_calculated_value_that_was_changed_by_hand_stays() {
    let form = form(
        r#"{"components":[{"type":"number","key":"a","input":true},
        {"type":"number","key":"sum","input":true,"allowCalculateOverride":true,"calculateValue":{"+":[{"var":"data.a"},1]}}]}"#,
    );
    form.set_path("a", 1.0.into());
    assert_eq!(written(&form), r#"{"a":1,"sum":2}"#);
    form.set_path("sum", 40.0.into());
    form.set_path("a", 5.0.into());
    assert_eq!(written(&form), r#"{"a":5,"sum":40}"#);
}

#[test]
fn rows_are_added_checked_and_taken_away_one_by_one() {
    let form = form(
        r#"{"components":[{"type":"datagrid","key":"items","input":true,"components":[
        {"type":"textfield","key":"name","label":"Name","input":true,"validate":{"required":true}},
        {"type":"textfield","key":"note","input":true,"conditional":{"show":true,"when":"items.name","eq":"x"}}]}]}"#,
    );
    let grid = form.find("items").unwrap();
    form.add_row(grid);
    assert_eq!(said(&form.problems()), ["items[0].name: Name is required", "items[1].name: Name is required"]);
    form.set_path("items[1].name", "x".into());
    assert!(shown(&form, "items[1].note") && !shown(&form, "items[0].note"), "each row has its own conditions");
    form.remove_row(grid, 0);
    assert_eq!(written(&form), r#"{"items":[{"name":"x","note":""}]}"#);
}

#[test]
fn a_row_of_an_edit_grid_counts_once_it_is_saved() {
    let form = form(
        r#"{"components":[{"type":"editgrid","key":"people","input":true,"components":[
        {"type":"textfield","key":"name","label":"Name","input":true,"validate":{"required":true}}]}]}"#,
    );
    let grid = form.find("people").unwrap();
    form.add_row(grid);
    assert_eq!(said(&form.save_row(grid, 0).unwrap_err()), ["people[0].name: Name is required"]);
    form.set_path("people[0].name", "Ada".into());
    assert_eq!(written(&form), r#"{"people":[]}"#, "an open row is not part of the request");
    form.save_row(grid, 0).unwrap();
    assert_eq!(written(&form), r#"{"people":[{"name":"Ada"}]}"#);
    form.edit_row(grid, 0);
    form.set_path("people[0].name", "Eva".into());
    form.cancel_row(grid, 0);
    assert_eq!(written(&form), r#"{"people":[{"name":"Ada"}]}"#);
    form.remove_row(grid, 0);
    assert_eq!(written(&form), r#"{"people":[]}"#);
}

#[test]
fn a_form_inside_keeps_its_values_where_the_core_wants_them() {
    let form = form(
        r#"{"components":[{"type":"form","key":"applicant","input":true,"reference":false,"components":[
        {"type":"form","key":"completename","input":true,"reference":false,"components":[
        {"type":"textfield","key":"name","label":"Nome","input":true,"validate":{"required":true}}]}]}]}"#,
    );
    assert_eq!(said(&form.problems()), ["applicant.data.completename.data.name: Nome is required"]);
    form.set_path("applicant.data.completename.data.name", "Ada".into());
    assert_eq!(written(&form), r#"{"applicant":{"data":{"completename":{"data":{"name":"Ada"}}}}}"#);
    assert_eq!(said(&form.problems()), Vec::<String>::new());
    let known = json::parse(
        r#"{"data":{"applicant":{"data":{"completename":{"data":{"name":"Eva"}}}},"unknown":{"z":1,"a":2}}}"#,
    );
    form.set_submission(&known.unwrap());
    assert!(written(&form).contains(r#""unknown":{"z":1,"a":2}"#), "what no field knows is kept as it came");
    assert_eq!(form.value(form.find("applicant.data.completename.data.name").unwrap()).text(), "Eva");
}

#[test]
fn pages_come_and_go_and_lead_to_the_next_that_shows() {
    let form = form(
        r#"{"display":"wizard","components":[
        {"type":"panel","key":"one","components":[{"type":"checkbox","key":"more","input":true},
         {"type":"textfield","key":"name","label":"Name","input":true,"validate":{"required":true}}]},
        {"type":"panel","key":"two","conditional":{"show":"true","when":"more","eq":"true"},"components":[
         {"type":"textfield","key":"extra","input":true,"defaultValue":"x"}]},
        {"type":"panel","key":"three","components":[]}]}"#,
    );
    let keys = |form: &Form| form.pages().unwrap().iter().map(|page| page.key.to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&form), ["one", "three"]);
    assert_eq!(said(&form.page_problems(0)), ["name: Name is required"]);
    form.set_path("more", true.into());
    assert_eq!(keys(&form), ["one", "two", "three"]);
    assert_eq!(form.core().next_page(0, 0), Some(1));
    assert_eq!(written(&form), r#"{"more":true,"name":"","extra":"x"}"#);
    form.set_path("more", false.into());
    assert_eq!(keys(&form), ["one", "three"]);
    assert_eq!(form.core().next_page(0, 1), None, "after the last page comes none");
}

#[test]
fn logic_changes_what_is_required_and_what_is_written() {
    let form = form(
        r#"{"components":[{"type":"textfield","key":"kind","input":true},
        {"type":"textfield","key":"id","label":"Id","input":true,"logic":[{"trigger":{"type":"simple",
         "simple":{"show":true,"when":"kind","eq":"firm"}},"actions":[
         {"type":"property","property":{"type":"boolean","value":"validate.required"},"state":true},
         {"type":"property","property":{"type":"string","value":"label"},"text":"VAT number"},
         {"type":"property","property":{"type":"boolean","value":"disabled"},"state":true}]}]}]}"#,
    );
    assert!(form.problems().is_empty());
    let changes = form.set_path("kind", "firm".into()).unwrap();
    assert_eq!(said(&changes.problems), ["id: VAT number is required"]);
    assert!(form.node(form.find("id").unwrap()).is_disabled());
    form.set_path("kind", "person".into());
    assert!(form.problems().is_empty() && !form.node(form.find("id").unwrap()).is_disabled());
}

#[test]
fn a_component_nobody_knows_is_a_placeholder_and_the_rest_works() {
    let form = form(
        r#"{"components":[{"type":"hologram","key":"h","input":true},null,7,{"type":"textfield","key":"a","input":true}]}"#,
    );
    assert_eq!(written(&form), r#"{"a":""}"#);
    assert!(form.warnings().iter().any(|warning| warning.contains("hologram")));
}

#[test]
fn a_form_within_a_change_computes_only_what_depends_on_it() {
    let mut components = vec![r#"{"type":"textfield","key":"first","input":true}"#.to_string()];
    for at in 0..400 {
        components.push(format!(
            r#"{{"type":"textfield","key":"f{at}","input":true,"conditional":{{"show":true,"when":"g{at}","eq":"x"}},"validate":{{"required":true}}}}"#
        ));
    }
    let form = form(&format!(r#"{{"components":[{}]}}"#, components.join(",")));
    let node = form.node(form.find("f7").unwrap());
    let before = node.condition.borrow().as_ref().map(|memo| memo.at);
    form.set_path("first", "typed".into());
    assert_eq!(node.condition.borrow().as_ref().map(|memo| memo.at), before, "its condition was not looked at again");
    form.set_submission(&json::parse(r#"{"data":{"g7":"x"}}"#).unwrap());
    assert!(node.shown());
}

#[test]
fn values_of_any_shape_do_no_harm() {
    let form = form(CONDITIONAL);
    for data in
        [r#"{"data":{"has":{"a":[1]},"plate":[],"age":"x"}}"#, r#"{"data":null}"#, "[]", r#"{"data":{"has":7}}"#]
    {
        form.set_submission(&json::parse(data).unwrap());
        let _ = form.problems();
    }
    form.set(999_999, Value::Null);
    assert!(form.set_path("nowhere", Value::Null).is_none());
}

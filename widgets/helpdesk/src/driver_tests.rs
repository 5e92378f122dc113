//! Model and core together, over a scripted network: what is asked of the core, how often, and what the citizen gets.

use crate::driver::{Driver, who};
use crate::model::*;
use oc_core_client::json;
use oc_core_client::testing::{START_S, ScriptedTransport};
use oc_core_client::{CancelToken, Core, CoreError, Json, TransportError};
use oc_i18n::{DateTime, Lang};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

const APPLICATIONS: &str = "/api/applications";
const ONE: &str = "/api/applications/d-1";
const SENT_LIST: &str = "limit=5&version=2";
const DRAFT_LIST: &str = "status=1000";

/// A page with the widget on it.
struct Page {
    script: Rc<ScriptedTransport>,
    core: Core,
    driver: Driver,
    model: Model,
    /// What the host page and the view were told.
    told: Vec<Effect>,
}

impl Page {
    fn open(script: Rc<ScriptedTransport>) -> Page {
        let core = Core::new(script.clone(), "https://core.example.it/lang", Lang::It);
        Page::mount(script, core, None)
    }

    fn mount(script: Rc<ScriptedTransport>, core: Core, kept: Option<&str>) -> Page {
        script.on("GET", "/api/categories").json(200, json!([{"id": "school", "name": "Scuola"}]));
        let services = json!([{"id": "canteen", "name": "Mensa"}, {"id": "bus", "name": "Scuolabus"}]);
        script.on("GET", "/api/services?topics_id=school").json(200, services);
        let driver = Driver::new(core.clone(), CancelToken::new());
        let mut page = Page { script, core, driver, model: Model::new(None, kept), told: Vec::new() };
        page.tell(Msg::Start);
        page.identify();
        page
    }

    /// The element was moved in the page: another instance, the same module.
    fn moved(self) -> Page {
        let kept = self.model.snapshot();
        Page::mount(self.script, self.core, kept.as_deref())
    }

    /// The module was restarted: nothing is left but what the element kept.
    fn restarted(self) -> Page {
        let kept = self.model.snapshot();
        let script = self.script;
        crate::driver::forget_everything();
        let core = Core::new(script.clone(), "https://core.example.it/lang", Lang::It);
        Page::mount(script, core, kept.as_deref())
    }

    fn identify(&mut self) {
        let identity = self.script.run(self.core.session().identify());
        self.tell(Msg::Identified(who(&identity)));
    }

    /// Tells the model and carries out everything that follows.
    fn tell(&mut self, msg: Msg) {
        let mut due = self.model.update(msg);
        while !due.is_empty() {
            let effect = due.remove(0);
            match self.script.run(self.driver.perform(effect.clone())) {
                Some((msg, receipt)) => {
                    due.extend(self.model.update(msg));
                    receipt.heard();
                }
                None => self.told.push(effect),
            }
        }
    }

    fn write(&mut self, id: FieldId, value: &str) {
        self.tell(Msg::Input(id, value.to_owned()));
    }

    fn write_request(&mut self) {
        self.write(FieldId::Category, "school");
        self.write(FieldId::Service, "canteen");
        self.write(FieldId::Details, "Come iscrivo mio figlio?");
        self.tell(Msg::Consent(true));
    }

    fn write_everything(&mut self) {
        self.write(FieldId::Name, "Vittorino");
        self.write(FieldId::Surname, "Coliandro");
        self.write(FieldId::FiscalCode, "CLNVTR76P01G822Q");
        self.write(FieldId::Email, "v@example.com");
        self.write_request();
    }

    fn go_to_summary(&mut self) {
        self.tell(Msg::Next);
        assert_eq!(self.model.step, Step::Summary);
    }

    /// Starts sending and leaves before the core has answered: the request is out, the widget is gone.
    fn leave_while_sending(&mut self) {
        self.script.on("POST", APPLICATIONS).hangs();
        self.script.on("PUT", APPLICATIONS).hangs();
        let effects = self.model.update(Msg::Send);
        let effect = effects.into_iter().next().expect("something is sent");
        let mut going = pin!(self.driver.perform(effect));
        self.script.run(poll_fn(|cx| {
            assert!(going.as_mut().poll(cx).is_pending());
            let out = self.posts() + self.script.count("PUT", APPLICATIONS);
            if out > 0 { Poll::Ready(()) } else { Poll::Pending }
        }));
    }

    fn posts(&self) -> usize {
        self.script.count("POST", APPLICATIONS)
    }

    fn made(&self) -> Option<&str> {
        self.model.made.as_ref().map(|made| made.id.as_str())
    }
}

fn nobody() -> Page {
    let script = ScriptedTransport::new();
    script.nobody();
    Page::open(script)
}

fn citizen(drafts: &[Json]) -> Page {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("GET", DRAFT_LIST).json(200, json!({"data": drafts}));
    Page::open(script)
}

/// The request of [`Page::write_everything`] as the core holds it.
fn held(id: &str, status: &str) -> Json {
    json!({"id": id, "status": status, "creation_time": START_S + 1, "data": {
        "applicant": {"completename": {"name": "Vittorino", "surname": "Coliandro"},
            "fiscal_code": {"fiscal_code": "CLNVTR76P01G822Q"}},
        "email": "v@example.com", "category": {"id": "school", "name": "Scuola"},
        "service": {"id": "canteen", "name": "Mensa"}, "details": "Come iscrivo mio figlio?", "privacy": true}})
}

fn list(rows: &[Json]) -> Json {
    json!({"meta": {}, "data": rows})
}

#[test]
fn an_anonymous_request_reaches_the_core_in_its_own_shape_and_the_citizen_gets_its_number() {
    let mut page = nobody();
    page.script.on("POST", APPLICATIONS).json(201, held("a-1", "1900"));
    page.write_everything();
    page.go_to_summary();
    page.tell(Msg::Send);
    let body = &page.script.sent("POST", APPLICATIONS)[0].body;
    assert_eq!((&body["service"], &body["status"]), (&json!("helpdesk"), &json!(1900)));
    assert_eq!(body["data"]["applicant"]["data"]["fiscal_code"]["data"]["fiscal_code"], "CLNVTR76P01G822Q");
    assert_eq!(body["data"]["category"], json!({"id": "school", "name": "Scuola"}));
    assert_eq!(page.model.made, Some(Made { id: "a-1".into(), at: DateTime::from_unix(START_S + 1) }));
    assert_eq!(page.told.last(), Some(&Effect::Submitted("a-1".into())));
    page.script.assert_done();
}

#[test]
fn the_same_question_asked_again_later_is_a_second_request() {
    let mut page = nobody();
    for id in ["a-1", "a-2"] {
        page.script.on("POST", APPLICATIONS).json(201, held(id, "1900"));
        page.write_everything();
        page.go_to_summary();
        page.tell(Msg::Send);
        assert_eq!(page.made(), Some(id));
        page.tell(Msg::Again);
        page.script.on("GET", "/api/services?topics_id=school").json(200, json!([{"id": "canteen", "name": "Mensa"}]));
    }
    assert_eq!(page.posts(), 2);
}

#[test]
fn a_first_save_makes_a_draft_later_ones_replace_it_and_sending_turns_it_into_the_request() {
    let mut page = citizen(&[]);
    page.script.on("POST", APPLICATIONS).json(201, held("d-1", "1000"));
    page.script.on("PUT", ONE).json(200, json!(["Application Modified Successfully"])).times(2);
    page.script.on("GET", ONE).json(200, held("d-1", "1900"));
    page.write_request();
    page.tell(Msg::Save);
    assert_eq!(page.model.saving, Saving::Saved);
    page.tell(Msg::Save);
    page.go_to_summary();
    page.tell(Msg::Send);
    assert_eq!(page.made(), Some("d-1"));
    assert_eq!(page.script.sent("POST", APPLICATIONS)[0].body["status"], 1000);
    let status: Vec<_> = page.script.sent("PUT", ONE).iter().map(|sent| sent.body["status"].clone()).collect();
    assert_eq!(status, [1000, 1900]);
    page.script.assert_done();
}

#[test]
fn a_core_that_leaves_the_draft_a_draft_is_told_to_send_it() {
    let mut page = citizen(&[held("d-1", "1000")]);
    page.script.on("PUT", ONE).json(200, json!(["Application Modified Successfully"]));
    page.script.on("GET", ONE).json(200, held("d-1", "1000"));
    page.script.on("POST", "/api/applications/d-1/transition/submit");
    page.tell(Msg::ResumeDraft);
    page.tell(Msg::Consent(true));
    page.go_to_summary();
    page.tell(Msg::Send);
    assert_eq!(page.made(), Some("d-1"));
    page.script.assert_done();
}

#[test]
fn the_draft_found_on_the_core_is_what_the_citizen_resumes() {
    let mut page = citizen(&[held("d-1", "1000")]);
    page.tell(Msg::ResumeDraft);
    assert_eq!(page.model.request.details.value(), "Come iscrivo mio figlio?");
    assert_eq!(page.model.request.service.as_ref().map(|service| service.name.as_str()), Some("Mensa"));
    page.script.assert_done();
}

/// A try that leaves and about which nothing can be learnt: the connection breaks and reading back fails.
fn break_down(page: &Page) {
    page.script.on("POST", APPLICATIONS).fails(TransportError::Network);
    page.script.on("GET", SENT_LIST).json(500, Json::Null).times(6);
}

#[test]
fn pressing_again_after_a_lost_answer_looks_first_and_never_sends_twice() {
    let mut page = nobody();
    break_down(&page);
    page.write_everything();
    page.go_to_summary();
    page.tell(Msg::Send);
    assert_eq!(page.model.sending, Sending::Unknown { doubts: 1 });
    page.script.on("GET", SENT_LIST).json(200, list(&[held("a-1", "1900")]));
    page.tell(Msg::Send);
    assert_eq!((page.made(), page.posts()), (Some("a-1"), 1));
    page.script.assert_done();
}

#[test]
fn a_request_that_surely_did_not_arrive_goes_out_again_under_the_same_key() {
    let mut page = nobody();
    break_down(&page);
    page.write_everything();
    page.go_to_summary();
    page.tell(Msg::Send);
    page.script.on("GET", SENT_LIST).json(200, list(&[]));
    page.script.on("POST", APPLICATIONS).json(201, held("a-1", "1900"));
    page.tell(Msg::Send);
    assert_eq!(page.made(), Some("a-1"));
    let keys: Vec<_> = page.script.sent("POST", APPLICATIONS);
    assert_eq!(keys.len(), 2);
    assert!(keys[0].header("idempotency-key").is_some());
    assert_eq!(keys[0].header("idempotency-key"), keys[1].header("idempotency-key"));
}

#[test]
fn moving_the_widget_in_the_page_while_it_sends_sends_no_second_request() {
    let mut page = nobody();
    page.write_everything();
    page.go_to_summary();
    page.leave_while_sending();
    let mut page = page.moved();
    assert_eq!((page.model.step, &page.model.sending), (Step::Summary, &Sending::Unknown { doubts: 1 }));
    page.script.on("GET", SENT_LIST).json(200, list(&[held("a-1", "1900")]));
    page.tell(Msg::Send);
    assert_eq!((page.made(), page.posts()), (Some("a-1"), 1));
}

#[test]
fn after_a_restart_a_citizens_request_is_found_among_the_latest_ones() {
    let mut page = citizen(&[]);
    page.write_request();
    page.go_to_summary();
    page.leave_while_sending();
    page.script.citizen();
    page.script.on("GET", DRAFT_LIST).json(200, list(&[]));
    let mut page = page.restarted();
    page.script.on("GET", SENT_LIST).json(200, list(&[held("a-0", "2000"), held("a-1", "1900")]));
    page.tell(Msg::Send);
    assert_eq!((page.made(), page.posts()), (Some("a-0"), 1));
}

#[test]
fn after_a_restart_a_request_that_is_not_among_the_latest_ones_is_sent() {
    let mut page = citizen(&[]);
    page.write_request();
    page.go_to_summary();
    page.leave_while_sending();
    page.script.citizen();
    page.script.on("GET", DRAFT_LIST).json(200, list(&[]));
    let mut page = page.restarted();
    let mut other = held("a-0", "2000");
    other["data"]["details"] = json!("Un'altra domanda");
    page.script.on("GET", SENT_LIST).json(200, list(&[other]));
    page.script.on("POST", APPLICATIONS).json(201, held("a-1", "1900"));
    page.tell(Msg::Send);
    assert_eq!(page.made(), Some("a-1"));
}

#[test]
fn after_a_restart_an_anonymous_citizen_is_told_that_nobody_knows_before_anything_is_sent_again() {
    let mut page = nobody();
    page.write_everything();
    page.go_to_summary();
    page.leave_while_sending();
    page.script.nobody();
    let mut page = page.restarted();
    page.tell(Msg::Send);
    assert_eq!((&page.model.sending, page.posts()), (&Sending::Unknown { doubts: 2 }, 1));
    page.script.on("POST", APPLICATIONS).json(201, held("a-1", "1900"));
    page.tell(Msg::Send);
    assert_eq!(page.made(), Some("a-1"));
}

#[test]
fn a_draft_whose_sending_was_interrupted_is_looked_at_before_it_is_sent_again() {
    let mut page = citizen(&[held("d-1", "1000")]);
    page.tell(Msg::ResumeDraft);
    page.tell(Msg::Consent(true));
    page.go_to_summary();
    page.leave_while_sending();
    let mut page = page.moved();
    page.script.on("GET", ONE).json(200, held("d-1", "2000"));
    page.tell(Msg::Send);
    assert_eq!((page.made(), page.posts()), (Some("d-1"), 0));
}

#[test]
fn a_session_that_ended_is_told_as_such_and_everything_stays() {
    let mut page = citizen(&[]);
    page.write_request();
    page.go_to_summary();
    page.script.on("POST", APPLICATIONS).json(401, json!({"code": 401, "message": "Expired JWT Token"}));
    page.script.on("GET", "/api/session-auth").json(401, Json::Null);
    page.tell(Msg::Send);
    assert!(page.model.session_lost);
    assert_eq!(page.model.request.details.value(), "Come iscrivo mio figlio?");
    assert_eq!(page.model.applicant.name.value(), "Vittorino");
    // Without a login the core lets nothing through, until the citizen says so.
    page.tell(Msg::Send);
    assert!(page.model.session_lost);
    assert_eq!(page.posts(), 1);
    page.tell(Msg::GoOnAnonymously);
    page.script.nobody();
    page.script.on("POST", APPLICATIONS).json(201, held("a-1", "1900"));
    page.tell(Msg::Send);
    assert_eq!(page.made(), Some("a-1"));
}

#[test]
fn a_refusal_is_shown_in_the_cores_words() {
    let mut page = nobody();
    let words = "Il codice fiscale inserito non coincide";
    page.script.on("POST", APPLICATIONS).json(400, json!({"type": "error", "title": "x", "description": words}));
    page.write_everything();
    page.go_to_summary();
    page.tell(Msg::Send);
    let Sending::Failed(error) = &page.model.sending else { panic!("{:?}", page.model.sending) };
    assert_eq!(error.server_message().as_deref(), Some(words));
    assert!(matches!(page.told.last(), Some(Effect::Failed { kind: "refused", .. })));
}

#[test]
fn an_interrupted_save_makes_one_draft() {
    let mut page = citizen(&[]);
    page.write_request();
    page.script.on("POST", APPLICATIONS).fails(TransportError::Network);
    page.script.on("GET", "limit=5&version=2&status=1000").json(500, Json::Null).times(6);
    page.tell(Msg::Save);
    assert_eq!(page.model.saving, Saving::Failed(CoreError::OutcomeUnknown));
    page.script.on("GET", "limit=5&version=2&status=1000").json(200, list(&[held("d-1", "1000")]));
    page.tell(Msg::Save);
    assert_eq!((&page.model.saving, page.posts()), (&Saving::Saved, 1));
}

#[test]
fn lists_the_core_cannot_give_now_are_told_and_given_at_the_second_asking() {
    let mut page = nobody();
    page.script.on("GET", "/api/categories").json(503, Json::Null).times(3);
    page.tell(Msg::RetryCategories);
    assert_eq!(page.model.request.categories, List::Failed(CoreError::Server { status: 503 }));
    page.script.on("GET", "/api/categories").json(200, json!([{"id": "school", "name": "Scuola"}]));
    page.tell(Msg::RetryCategories);
    assert_eq!(page.model.request.categories.choices().len(), 1);
}

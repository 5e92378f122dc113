//! Who is in front of the page, and with which token the page speaks.

use oc_core_client::testing::{START_S, ScriptedTransport, anonymous_token, both, citizen_profile, citizen_token, jwt};
use oc_core_client::{Auth, CancelToken, Core, CoreError, Identity, Path, TransportError};
use oc_core_client::{Json as Value, json};
use oc_i18n::Lang;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

fn core(script: &Rc<ScriptedTransport>) -> Core {
    Core::new(script.clone(), "https://core.example.it/lang", Lang::It)
}

fn tokens(script: &ScriptedTransport) -> usize {
    script.count("GET", "/api/session-auth")
}

#[test]
fn a_logged_in_citizen_is_known_by_name_after_one_question_however_many_widgets_ask() {
    let script = ScriptedTransport::new();
    script.citizen();
    let core = core(&script);
    let (one, other) = (core.session(), core.with_lang(Lang::En).session());
    assert_eq!(one.current(), None);
    let (a, b) = script.run(both(one.identify(), other.identify()));
    assert_eq!(a, b);
    let citizen = a.citizen().unwrap().clone();
    assert_eq!(citizen.full_name().as_deref(), Some("Vittorino Coliandro"));
    assert_eq!(script.run(one.identify()), a, "and again later");
    assert_eq!(tokens(&script), 1);
    let exchange = &script.sent("GET", "session-auth?with-cookie=1")[0];
    assert!(exchange.credentials && exchange.manual_redirect);
    let names: Vec<_> = exchange.headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["accept"], "any other header would make the browser ask for permission first");
    let profile = &script.sent("GET", "/api/users/")[0];
    assert_eq!(profile.header("authorization"), Some(format!("Bearer {}", citizen_token(START_S)).as_str()));
    script.assert_done();
}

#[test]
fn a_widget_that_goes_away_while_asking_leaves_the_others_served() {
    let script = ScriptedTransport::new();
    script.citizen();
    let core = core(&script);
    let (leaving, staying) = (core.session(), core.session());
    let identity = script.run(async {
        let mut first = Box::pin(leaving.identify());
        let gone = std::future::poll_fn(|cx| {
            assert!(first.as_mut().poll(cx).is_pending());
            std::task::Poll::Ready(())
        });
        gone.await;
        let leave = async {
            oc_core_client::Transport::sleep(&*script, 5).await;
            drop(first);
        };
        both(staying.identify(), leave).await.0
    });
    assert!(identity.citizen().is_some());
    assert_eq!(tokens(&script), 1);
}

#[test]
fn whatever_the_core_says_instead_of_a_token_the_page_works_without_a_login() {
    let malformed = json!({"token": "not.a.token"});
    let anonymous = json!({"token": anonymous_token("x")});
    for case in 0..9 {
        let script = ScriptedTransport::new();
        let rule = script.on("GET", "/api/session-auth");
        match case {
            0 => rule.json(401, json!({"code": 401, "message": "JWT Token not found"})),
            1 => rule.redirect(),
            2 => rule.json(302, Value::Null),
            3 => rule.fails(TransportError::Network),
            4 => rule.text(200, "<!doctype html>"),
            5 => rule.json(200, malformed.clone()),
            6 => rule.json(200, json!({"tok": 1})),
            7 => rule.json(200, anonymous.clone()),
            _ => rule.hangs(),
        };
        let session = core(&script).session();
        assert_eq!(script.run(session.identify()), Identity::Nobody, "case {case}");
        assert_eq!(tokens(&script), 1, "case {case}: asked once");
        let told = script.diagnostics().join(" ");
        assert_eq!(told.is_empty(), !matches!(case, 4..=6), "case {case}: {told}");
        assert!(!told.contains("not.a.token"));
        script.assert_done();
    }
}

#[test]
fn a_core_that_stumbles_does_not_make_a_citizen_a_stranger() {
    let script = ScriptedTransport::new();
    script.on("GET", "/api/session-auth").json(503, Value::Null);
    script.citizen();
    assert!(script.run(core(&script).session().identify()).citizen().is_some());
    script.assert_done();
}

#[test]
fn a_profile_that_cannot_be_read_leaves_the_citizen_logged_in() {
    let script = ScriptedTransport::new();
    script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S)}));
    script.on("GET", "/api/users/").json(500, Value::Null).times(3);
    let identity = script.run(core(&script).session().identify());
    let citizen = identity.citizen().unwrap();
    assert_eq!((citizen.full_name(), citizen.fiscal_code.as_deref()), (None, Some("CLNVTR76P01G822Q")));
    assert_eq!(script.diagnostics(), ["profile not read: server"]);
    script.assert_done();
}

#[test]
fn a_token_the_core_itself_does_not_accept_is_no_login() {
    for status in [401, 403] {
        let script = ScriptedTransport::new();
        script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S)}));
        script.on("GET", "/api/users/").json(status, Value::Null);
        assert_eq!(script.run(core(&script).session().identify()), Identity::Nobody);
        script.assert_done();
    }
}

#[test]
fn an_operator_is_greeted_but_writes_as_an_anonymous_citizen() {
    let script = ScriptedTransport::new();
    let claims = json!({"iat": START_S, "exp": START_S + 3600, "id": "op-1", "roles": ["ROLE_OPERATORE"]});
    script.on("GET", "/api/session-auth").json(200, json!({"token": jwt(&claims)}));
    script.on("GET", "/api/users/op-1").json(200, json!({"nome": "Anna", "cognome": "Verdi", "role": "operator"}));
    script.on("POST", "/api/session-auth").json(200, json!({"token": anonymous_token("anon-1")}));
    let session = core(&script).session();
    let operator = Identity::Operator { full_name: Some("Anna Verdi".into()) };
    assert_eq!(script.run(session.identify()), operator);
    assert_eq!(script.run(session.token()).unwrap().user_id, "anon-1");
    assert_eq!(script.run(session.citizen_token()), Err(CoreError::LoginRequired));
    script.assert_done();
}

#[test]
fn two_widgets_that_need_a_token_together_share_one_anonymous_session() {
    let script = ScriptedTransport::new();
    script.nobody();
    let session = core(&script).session();
    let (a, b) = script.run(both(session.token(), session.token()));
    assert_eq!(a, b);
    assert_eq!(script.run(session.token()), a);
    let asked = &script.sent("POST", "/api/session-auth")[0];
    assert!(!asked.credentials && asked.body.is_null());
    script.assert_done();
}

#[test]
fn a_token_about_to_expire_is_renewed_before_it_is_used() {
    let script = ScriptedTransport::new();
    script.citizen();
    let session = core(&script).session();
    script.run(session.token()).unwrap();
    script.pass(3_560_000.0);
    script.run(session.token()).unwrap();
    assert_eq!(tokens(&script), 1, "with more than half a minute left it is still good");
    script.pass(30_000.0);
    script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S + 3590)}));
    let (a, b) = script.run(both(session.token(), session.token()));
    assert_eq!(a, b);
    assert_eq!(tokens(&script), 2);
    script.assert_done();
}

#[test]
fn a_token_refused_in_the_middle_is_renewed_once_and_the_call_repeated() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("GET", "/api/applications/a").json(401, json!({"code": 401, "message": "Expired JWT Token"}));
    script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S + 1)}));
    script.on("GET", "/api/applications/a").json(200, json!({"id": "a"}));
    let core = core(&script);
    let application = script.run(core.application("a", &CancelToken::new())).unwrap();
    assert_eq!(application.id, "a");
    let calls = script.sent("GET", "/api/applications/a");
    assert!(calls[0].manual_redirect, "a redirect to the login is noticed, not followed");
    assert_ne!(calls[0].header("authorization"), calls[1].header("authorization"));
    script.assert_done();
}

#[test]
fn two_calls_refused_together_renew_once() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("GET", "/api/applications/").json(401, Value::Null).times(2);
    script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S + 1)}));
    script.on("GET", "/api/applications/").json(200, json!({"id": "a"})).times(2);
    let (core, cancel) = (core(&script), CancelToken::new());
    let (a, b) = script.run(both(core.application("a", &cancel), core.application("b", &cancel)));
    assert!(a.is_ok() && b.is_ok());
    script.assert_done();
}

#[test]
fn a_call_refused_late_takes_the_token_already_renewed() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", "/api/session-auth").json(200, json!({"token": anonymous_token("anon-2")}));
    let session = core(&script).session();
    let stale = script.run(session.token()).unwrap();
    let renewed = script.run(session.renew(&stale)).unwrap();
    assert_eq!(script.run(session.renew(&stale)).unwrap(), renewed);
    script.assert_done();
}

#[test]
fn looking_again_and_still_finding_nobody_disturbs_no_one() {
    let script = ScriptedTransport::new();
    script.nobody();
    let session = core(&script).session();
    let before = script.run(session.token()).unwrap();
    let told = Rc::new(RefCell::new(0));
    let count = told.clone();
    let _subscription = session.subscribe(move |_| *count.borrow_mut() += 1);
    script.on("GET", "/api/session-auth").json(401, Value::Null);
    script.run(session.refresh());
    assert_eq!(*told.borrow(), 0, "no news");
    assert_eq!(script.run(session.token()).unwrap(), before, "what was made anonymously stays reachable");
    script.assert_done();
}

#[test]
fn a_token_refused_again_after_renewal_is_not_renewed_for_ever() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", "/api/session-auth").json(200, json!({"token": anonymous_token("anon-2")}));
    script.on("GET", "/api/applications/a").json(401, Value::Null).times(2);
    let answer = script.run(core(&script).application("a", &CancelToken::new()));
    assert_eq!(answer, Err(CoreError::LoginRequired));
    script.assert_done();
}

#[test]
fn a_citizen_whose_session_ended_is_asked_to_log_in_and_never_made_anonymous_unseen() {
    for redirected in [false, true] {
        let script = ScriptedTransport::new();
        script.citizen();
        let (core, cancel) = (core(&script), CancelToken::new());
        let session = core.session();
        script.run(session.identify());
        let heard = Rc::new(RefCell::new(Vec::new()));
        let ear = heard.clone();
        let _subscription = session.subscribe(move |identity| ear.borrow_mut().push(identity.clone()));
        match redirected {
            true => script.on("GET", "/api/applications/a").redirect(),
            false => script.on("GET", "/api/applications/a").json(401, Value::Null),
        };
        script.on("GET", "/api/session-auth").redirect();
        assert_eq!(script.run(core.application("a", &cancel)), Err(CoreError::LoginRequired));
        assert_eq!(*heard.borrow(), [Identity::Nobody]);
        assert!(session.login_lost());
        assert_eq!(script.run(core.application("a", &cancel)), Err(CoreError::LoginRequired), "pressed again");

        script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S + 2)}));
        script.on("GET", "/api/users/").json(200, citizen_profile());
        script.on("GET", "/api/applications/a").json(200, json!({"id": "a"}));
        assert!(script.run(session.refresh()).citizen().is_some(), "logged in again in another tab");
        assert!(script.run(core.application("a", &cancel)).is_ok());
        assert_eq!(heard.borrow().len(), 2);
        script.assert_done();
    }
}

#[test]
fn a_citizen_who_prefers_to_go_on_without_the_login_may() {
    let script = ScriptedTransport::new();
    script.citizen();
    let session = core(&script).session();
    script.run(session.identify());
    script.on("GET", "/api/session-auth").json(401, Value::Null);
    assert_eq!(script.run(session.refresh()), Identity::Nobody);
    assert_eq!(script.run(session.token()), Err(CoreError::LoginRequired));
    session.go_on_anonymously();
    script.on("POST", "/api/session-auth").json(200, json!({"token": anonymous_token("anon-1")}));
    assert_eq!(script.run(session.token()).unwrap().user_id, "anon-1");
    script.assert_done();
}

#[test]
fn a_renewal_the_core_cannot_answer_does_not_log_anyone_out() {
    let script = ScriptedTransport::new();
    script.citizen();
    let core = core(&script);
    script.run(core.session().identify());
    script.on("GET", "/api/applications/a").json(401, Value::Null);
    script.on("GET", "/api/session-auth").json(500, Value::Null).times(3);
    let answer = script.run(core.application("a", &CancelToken::new()));
    assert_eq!(answer, Err(CoreError::Server { status: 500 }));
    assert!(core.session().current().unwrap().citizen().is_some());
    script.assert_done();
}

#[test]
fn when_someone_else_has_logged_in_meanwhile_nothing_goes_out_in_their_name_unseen() {
    let script = ScriptedTransport::new();
    script.citizen();
    let core = core(&script);
    script.run(core.session().identify());
    let other = jwt(&json!({"iat": START_S, "exp": START_S + 3600, "id": "citizen-2", "roles": ["ROLE_CPS_USER"]}));
    script.on("GET", "/api/applications/a").json(401, Value::Null);
    script.on("GET", "/api/session-auth").json(200, json!({"token": other}));
    script.on("GET", "/api/users/citizen-2").json(200, json!({"nome": "Anna"}));
    assert_eq!(script.run(core.application("a", &CancelToken::new())), Err(CoreError::LoginRequired));
    assert_eq!(core.session().current().unwrap().citizen().unwrap().id, "citizen-2");
    script.assert_done();
}

#[test]
fn asking_again_while_the_core_cannot_be_reached_changes_nothing() {
    let script = ScriptedTransport::new();
    script.citizen();
    let session = core(&script).session();
    let before = script.run(session.identify());
    script.set_offline(true);
    assert_eq!(script.run(session.refresh()), before);
    script.set_offline(false);
    script.on("GET", "/api/session-auth").hangs();
    assert_eq!(script.run(session.refresh()), before);
    script.assert_done();
}

#[test]
fn a_login_in_another_tab_reaches_every_widget_once() {
    let script = ScriptedTransport::new();
    script.on("GET", "/api/session-auth").json(401, Value::Null);
    let session = core(&script).session();
    let heard = Rc::new(RefCell::new(Vec::new()));
    let ear = heard.clone();
    let subscription = session.subscribe(move |identity| ear.borrow_mut().push(identity.citizen().is_some()));
    script.run(session.identify());
    script.citizen();
    script.run(both(session.refresh(), session.refresh()));
    assert_eq!(*heard.borrow(), [false, true]);
    drop(subscription);
    script.on("GET", "/api/session-auth").json(401, Value::Null);
    script.run(session.refresh());
    assert_eq!(heard.borrow().len(), 2, "a widget that left hears nothing");
    script.assert_done();
}

#[test]
fn a_listener_may_leave_while_it_is_being_told() {
    let script = ScriptedTransport::new();
    script.on("GET", "/api/session-auth").json(401, Value::Null);
    let session = core(&script).session();
    let slot = Rc::new(RefCell::new(None));
    let (inner, told) = (slot.clone(), Rc::new(RefCell::new(0)));
    let count = told.clone();
    let again = session.clone();
    *slot.borrow_mut() = Some(session.subscribe(move |_| {
        *count.borrow_mut() += 1;
        inner.borrow_mut().take();
        let _brief = again.subscribe(|_| {});
    }));
    script.run(session.identify());
    assert_eq!(*told.borrow(), 1);
    assert!(slot.borrow().is_none());
}

#[test]
fn what_was_typed_anywhere_on_the_page_is_known_to_every_login_link() {
    let script = ScriptedTransport::new();
    let core = core(&script);
    let (form, link) = (core.session(), core.session());
    assert!(!link.has_unsaved());
    form.set_unsaved(1, true);
    form.set_unsaved(1, true);
    form.set_unsaved(2, true);
    form.set_unsaved(1, false);
    assert!(link.has_unsaved());
    form.set_unsaved(2, false);
    assert!(!link.has_unsaved());
}

#[test]
fn a_citizen_s_own_data_is_not_asked_for_when_nobody_is_logged_in() {
    let script = ScriptedTransport::new();
    script.on("GET", "/api/session-auth").json(401, Value::Null);
    let core = core(&script);
    let path = Path::api(&["applications"]);
    let answer = script.run(core.get(&path, Auth::Citizen, &CancelToken::new()));
    assert_eq!(answer, Err(CoreError::LoginRequired));
    script.assert_done();
}

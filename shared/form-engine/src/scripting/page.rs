//! The page as scripts of a form find it: the platform's helper, requests, and the inputs of this form; nothing else of the
//! document, no storage, no cookies. What is asked of the page goes through [`Page`], which the widget answers.
use super::element::{Alert, Input};
use crate::core::Core;
use crate::js;
use crate::json;
use crate::value::Value;
use oc_script::{Program, Resolver, Runtime, Scope, ScriptError, Value as Script};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// To the core, with the citizen's token: a path below `/api/`, with its query, such as `tenants/info`.
    Core(String),
    /// Somewhere else, without anything of the citizen: an absolute `https` address.
    Elsewhere(String),
}

/// A request of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where it goes.
    pub to: To,
    /// `GET`, `POST`, `PUT`, `PATCH`, `DELETE` or `HEAD`.
    pub method: String,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Option<String>,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// The body.
    pub text: String,
}

/// What the page does for scripts.
pub trait Page {
    /// The language of the page: `it`, `de` or `en`.
    fn locale(&self) -> String;

    /// Sends a request; the answer is given now or at any time later, once. Dropping it leaves the script waiting.
    fn ask(&self, request: Request, answer: Answer);

    /// The application that is being filled in, as the core gives it; null before there is one.
    fn application(&self) -> Value {
        Value::Null
    }

    /// Whether the form's own content has an element with this id.
    fn has_element(&self, _id: &str) -> bool {
        false
    }

    /// Shows or hides an element of the form's own content.
    fn display(&self, _id: &str, _shown: bool) {}

    /// Puts a text into an element of the form's own content.
    fn write(&self, _id: &str, _text: &str) {}
}

/// The answer that a script waits for.
pub struct Answer {
    rt: Weak<Runtime>,
    core: Weak<Core>,
    resolver: Resolver,
}

impl Answer {
    /// Gives the answer, or says why there is none, and runs what waited for it. [`Form::refresh`](crate::Form::refresh) then
    /// tells what changed.
    pub fn give(self, reply: Result<Reply, String>) {
        let Some(rt) = self.rt.upgrade() else { return };
        match reply {
            Ok(reply) => {
                let members = [("status", Script::Number(reply.status.into())), ("text", reply.text.into())];
                match super::object(&rt, members) {
                    Ok(reply) => self.resolver.resolve(&rt, reply),
                    Err(error) => self.resolver.reject(&rt, &error.message),
                }
            }
            Err(reason) => self.resolver.reject(&rt, &reason),
        }
        for error in rt.run_jobs() {
            if let Some(core) = self.core.upgrade() {
                core.warn(["script: ", &super::failure(&error).message].concat());
            }
        }
    }
}

/// The form that scripts belong to, once it is there.
pub(super) type Owner = Rc<RefCell<Weak<Core>>>;

const PRELUDE: &str = include_str!("page.js");
/// Names that scripts find.
const GIVEN: [&str; 6] = ["FormioHelper", "fetch", "XMLHttpRequest", "document", "window", "alert"];

/// Gives the scripts of `rt` the page.
///
/// # Errors
/// When the part of it that is a script itself fails, which the limits of the runtime alone can bring about.
pub(super) fn give(rt: &Rc<Runtime>, given: &Scope, page: &Rc<dyn Page>, owner: &Owner) -> Result<(), ScriptError> {
    let make = rt.run(&Program::parse(PRELUDE)?, &Scope::new())?;
    let functions = [
        ask(rt, page, owner),
        locale(rt, page),
        application(rt, page),
        named(rt, owner),
        element(rt, page, owner),
        log(rt, owner),
    ];
    let made = rt.call(&make, &Script::Undefined, &functions)?;
    for name in GIVEN {
        given.set(name, rt.member(&made, name)?);
    }
    Ok(())
}

fn words(rt: &Runtime, args: &[Script], at: usize) -> Result<String, ScriptError> {
    args.get(at).map_or(Ok(String::new()), |value| rt.text(value))
}

fn ask(rt: &Rc<Runtime>, page: &Rc<dyn Page>, owner: &Owner) -> Script {
    let (page, owner, weak) = (page.clone(), owner.clone(), Rc::downgrade(rt));
    rt.function(move |rt, _, args| {
        let (promise, resolver) = rt.promise();
        let headers = args.get(3).map(|list| rt.list(list)).unwrap_or_default();
        let header = |pair: &Script| {
            let pair = rt.list(pair);
            Ok::<_, ScriptError>((words(rt, &pair, 0)?, words(rt, &pair, 1)?))
        };
        let body = match args.get(4) {
            Some(Script::String(text)) => Some(text.to_text().into_owned()),
            _ => None,
        };
        let address = words(rt, args, 2)?;
        let to = if args.first().is_some_and(Script::truthy) { of_core(&address) } else { elsewhere(&address) };
        let method = method(&words(rt, args, 1)?);
        match (to, method) {
            (Ok(to), Ok(method)) => {
                let headers = headers.iter().map(header).collect::<Result<_, _>>()?;
                let answer = Answer { rt: weak.clone(), core: owner.borrow().clone(), resolver };
                page.ask(Request { to, method, headers, body }, answer);
            }
            (Err(reason), _) | (_, Err(reason)) => resolver.reject(rt, &reason),
        }
        Ok(promise)
    })
}

fn method(wanted: &str) -> Result<String, String> {
    let wanted = wanted.to_ascii_uppercase();
    match wanted.as_str() {
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" => Ok(wanted),
        _ => Err(["a form cannot send a request with the method ", &wanted].concat()),
    }
}

/// A path below the core's `/api/`. Nothing that leads the token elsewhere: no address of a server, no way up.
fn of_core(endpoint: &str) -> Result<To, String> {
    let refused = || Err(["not an endpoint of the core: ", endpoint].concat());
    let path = endpoint.trim_start_matches('/');
    let place = path.split(['?', '#']).next().unwrap_or_default();
    let hidden = place.contains([':', '\\', '%']) || path.bytes().any(|byte| byte.is_ascii_control());
    if endpoint.starts_with("//")
        || hidden
        || place.is_empty()
        || place.split('/').any(|part| part == ".." || part == ".")
    {
        return refused();
    }
    Ok(To::Core(path.to_string()))
}

fn elsewhere(address: &str) -> Result<To, String> {
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://localhost"));
    match host {
        Some(host)
            if !host.is_empty() && !address.contains(['@', '\\']) && !address.bytes().any(|byte| byte <= b' ') =>
        {
            Ok(To::Elsewhere(address.to_string()))
        }
        _ => Err(["not an address that a form may ask: ", address].concat()),
    }
}

fn locale(rt: &Runtime, page: &Rc<dyn Page>) -> Script {
    let page = page.clone();
    rt.function(move |_, _, _| Ok(page.locale().into()))
}

fn application(rt: &Runtime, page: &Rc<dyn Page>) -> Script {
    let page = page.clone();
    rt.function(move |rt, _, _| rt.from_json_text(&json::print(&page.application())))
}

/// The first input whose name fits: `named(how, name)`, where `how` is empty or one of `^ $ *` as in a selector.
fn named(rt: &Runtime, owner: &Owner) -> Script {
    let owner = owner.clone();
    rt.function(move |rt, _, args| {
        let (how, wanted) = (words(rt, args, 0)?, words(rt, args, 1)?);
        let Some(core) = owner.borrow().upgrade() else { return Ok(Script::Null) };
        let fits = |name: &str| match how.as_str() {
            "^" => name.starts_with(&wanted),
            "$" => name.ends_with(&wanted),
            "*" => name.contains(&wanted),
            _ => name == wanted,
        };
        Ok(Input::first(&core, |_, name| !wanted.is_empty() && fits(name))
            .map_or(Script::Null, |input| rt.host(Rc::new(input))))
    })
}

fn element(rt: &Runtime, page: &Rc<dyn Page>, owner: &Owner) -> Script {
    let (page, owner) = (page.clone(), owner.clone());
    rt.function(move |rt, _, args| {
        let id = words(rt, args, 0)?;
        if page.has_element(&id) {
            return Ok(rt.host(Rc::new(Alert::new(page.clone(), &id))));
        }
        let Some(core) = owner.borrow().upgrade() else { return Ok(Script::Null) };
        let number = |node: &crate::node::Node| ["c", &js::number_text(node.id as f64)].concat();
        let input = Input::first(&core, |node, _| *node.key == *id || number(node) == id);
        Ok(input.map_or(Script::Null, |input| rt.host(Rc::new(input))))
    })
}

fn log(rt: &Runtime, owner: &Owner) -> Script {
    let owner = owner.clone();
    rt.function(move |rt, _, args| {
        if let Some(core) = owner.borrow().upgrade() {
            core.warn(["a script says: ", &words(rt, args, 0)?].concat());
        }
        Ok(Script::Undefined)
    })
}

//! Errors as scripts see them.

use super::{arg, misused};
use crate::error::{ErrorKind, Eval, ScriptError};
use crate::object::{Kind, Lazy, Library, Native, Object};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy { natives: "toString", group: call, library: (Library::Core, "error") };

/// Everything is in the library.
fn call(_: &Runtime, native: &Native, _: &Value, _: &[Value]) -> Eval {
    misused(native)
}

/// `new name(message)`.
pub(crate) fn construct(rt: &Runtime, realm: Realm, args: &[Value]) -> Eval {
    let message = arg(args, 0);
    let text = if message.is_undefined() { None } else { Some(rt.to_text(message)?) };
    let error = make(rt, realm.name(), "");
    if let Value::Object(object) = &error {
        match text {
            Some(text) => object.put_hidden("message", text.into()),
            None => object.0.props.borrow_mut().remove(&"message".into()),
        }
        if let Value::Object(options) = arg(args, 1)
            && rt.has(options, &"cause".into())?
        {
            object.put_hidden("cause", rt.named(&Value::Object(options.clone()), "cause")?);
        }
    }
    Ok(error)
}

/// An error object of class `name`.
pub(crate) fn make(rt: &Runtime, name: &str, message: &str) -> Value {
    let realm = Realm::by_name(name).unwrap_or(Realm::Error);
    let proto = rt.realm(realm);
    if proto.own_data("name").is_none() {
        proto.put_hidden("name", realm.name().into());
        proto.put_hidden("message", "".into());
    }
    let error = rt.make(Kind::Error, realm);
    error.put_hidden("message", message.into());
    let stack = if message.is_empty() { name.to_owned() } else { [name, ": ", message].concat() };
    error.put_hidden("stack", stack.into());
    Value::Object(error)
}

/// What `catch` gets for an error of the machine.
pub(crate) fn from_error(rt: &Runtime, error: ScriptError) -> Value {
    if let Some(value) = error.thrown {
        return value;
    }
    let value =
        make(rt, if error.kind == ErrorKind::Regex { "SyntaxError" } else { error.kind.name() }, &error.message);
    if let Value::Object(object) = &value {
        object.put_hidden("@@kind", Value::Number(f64::from(error.kind as u8)));
    }
    value
}

pub(crate) struct Origin {
    pub kind: ErrorKind,
    pub message: String,
}

/// Kind and message of an error object that the machine made and a script threw again.
pub(crate) fn origin(object: &Object) -> Option<Origin> {
    let kind = object.own_data("@@kind")?.as_number()? as u8;
    let kinds = [ErrorKind::Syntax, ErrorKind::Type, ErrorKind::Reference, ErrorKind::Range, ErrorKind::Regex];
    let kind = kinds.into_iter().find(|found| *found as u8 == kind)?;
    let message = object.own_data("message")?.primitive_text().to_text().into_owned();
    Some(Origin { kind, message })
}

//! `Promise`.

use super::{arg, unknown};
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy =
    Lazy { natives: "then:2 catch:1", group: call, library: Some((Library::Core, "promise")) };

pub(crate) static STATICS: Lazy =
    Lazy { natives: "resolve:1 reject:1", group: of_class, library: Some((Library::Core, "Promise")) };

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let Some(object) = this.as_object().filter(|object| matches!(object.0.kind, Kind::Promise(_))) else {
        return type_error([name, " of what is no Promise"].concat());
    };
    match name {
        "then" => Ok(rt.then(object, arg(args, 0), arg(args, 1))),
        "catch" => Ok(rt.then(object, Value::Undefined, arg(args, 0))),
        _ => unknown(name),
    }
}

fn of_class(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    match name {
        "resolve" => Ok(Value::Object(rt.as_promise(arg(args, 0)))),
        "reject" => {
            let promise = rt.new_promise();
            rt.settle(&promise, Err(arg(args, 0)));
            Ok(Value::Object(promise))
        }
        _ => unknown(name),
    }
}

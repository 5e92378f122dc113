//! `Promise`.

use super::{arg, misused};
use crate::error::Eval;
use crate::object::{Kind, Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy =
    Lazy { natives: "then:2 catch:1 finally", group: call, library: (Library::Core, "promise") };

pub(crate) static STATICS: Lazy = Lazy {
    natives: "resolve:1 reject:1 all allSettled race any",
    group: of_class,
    library: (Library::Core, "Promise"),
};

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let Some(object) = this.as_object().filter(|object| matches!(object.0.kind, Kind::Promise(..))) else {
        return misused(native);
    };
    Ok(match native.id {
        0 => rt.then(object, arg(args, 0).clone(), arg(args, 1).clone()),
        _ => rt.then(object, Value::Undefined, arg(args, 0).clone()),
    })
}

fn of_class(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    if native.id == 0 {
        return Ok(Value::Object(rt.as_promise(arg(args, 0).clone())));
    }
    let promise = rt.new_promise();
    rt.settle(&promise, Err(arg(args, 0).clone()));
    Ok(Value::Object(promise))
}

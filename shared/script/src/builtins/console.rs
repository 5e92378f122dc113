//! `console`.

use crate::error::Eval;
use crate::object::{Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "log:0 info:0 warn:0 error:0 debug:0 dir:0 table:0 trace:0 group:0 groupEnd:0 time:0 timeEnd:0 assert:0 count:0",
    group: call,
    library: (Library::Core, ""),
};

fn call(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    let mut line = String::new();
    for value in args {
        if !line.is_empty() {
            line.push(' ');
        }
        match value {
            Value::Object(object) if !object.is_function() => {
                let text = super::json::stringify(rt, value, &Value::Undefined);
                line.push_str(
                    &text.ok().and_then(|text| Some(text.as_string()?.to_text().into_owned())).unwrap_or_default(),
                );
            }
            other => line.push_str(&rt.to_text(other)?.to_text()),
        }
    }
    rt.env.log(native.name, &line);
    Ok(Value::Undefined)
}

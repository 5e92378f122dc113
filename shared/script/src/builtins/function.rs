//! Members of functions.

use super::arg;
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES: CALL "call:1" APPLY "apply:2" TO_STRING "toString:0"; "bind");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "function") };

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    if !this.is_function() {
        return type_error("what is called is not a function");
    }
    match native.id {
        CALL => rt.nest(|| rt.call_value(this, arg(args, 0), args.get(1..).unwrap_or_default())),
        APPLY => {
            let items = rt.items(arg(args, 1))?;
            rt.nest(|| rt.call_value(this, arg(args, 0), &items))
        }
        _ => {
            if let Some(Kind::Closure(proto, _)) = this.as_object().map(|object| &object.0.kind)
                && !proto.source.library
            {
                let text = proto.source.text.get(proto.start as usize..proto.end as usize).unwrap_or_default();
                return Ok(text.into());
            }
            Ok(["function ", &rt.name_of(this).to_text(), "() { [native code] }"].concat().into())
        }
    }
}

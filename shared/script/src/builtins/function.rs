//! Members of functions.

use super::arg;
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library, Native};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::value::Value;

natives!(NAMES: CALL "call:1" APPLY "apply:2" BIND "bind:1" TO_STRING "toString:0"; "");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "") };

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
        BIND => {
            let mut parts = vec![this.clone(), arg(args, 0).clone()];
            parts.extend_from_slice(args.get(1..).unwrap_or_default());
            rt.reserve(parts.len() * 16)?;
            let bound = rt.make(Kind::Bound(parts.into()), Realm::Function);
            let name = ["bound ", &rt.name_of(this).to_text()].concat();
            bound.put_hidden("name", name.into());
            let length = rt.named(this, "length")?.as_number().unwrap_or(0.0);
            bound.put_hidden("length", (length - args.len().saturating_sub(1) as f64).max(0.0).into());
            Ok(bound.into())
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

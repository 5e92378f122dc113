//! [`Json`] for serde: how tests and tools, which have no browser, read and write it.

use crate::json::{Json, Members};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => out.serialize_unit(),
            Json::Bool(flag) => out.serialize_bool(*flag),
            Json::Number(number) => match self.as_i64() {
                Some(whole) => out.serialize_i64(whole),
                None => out.serialize_f64(*number),
            },
            Json::String(text) => out.serialize_str(text),
            Json::Array(items) => out.collect_seq(items),
            Json::Object(members) => {
                let mut map = out.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Json;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(Json::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut all = Members::new();
        while let Some((name, value)) = members.next_entry::<String, Json>()? {
            all.insert(&name, value);
        }
        Ok(Json::Object(all))
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
        from.deserialize_any(Any)
    }
}

#[cfg(any(test, feature = "testing"))]
impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Json {
        serde_json::from_value(value).unwrap_or_default()
    }
}

#[cfg(any(test, feature = "testing"))]
impl std::fmt::Display for Json {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&crate::json_text::write_json(self))
    }
}

/// Changes a value in a test as an object literal would be: members that are missing are made.
#[cfg(any(test, feature = "testing"))]
impl std::ops::IndexMut<&str> for Json {
    #[allow(clippy::panic)]
    fn index_mut(&mut self, name: &str) -> &mut Json {
        if !self.is_object() {
            *self = Json::Object(Members::new());
        }
        let Json::Object(members) = self else { panic!("not an object") };
        members.entry(name)
    }
}

#[cfg(any(test, feature = "testing"))]
impl std::ops::Index<usize> for Json {
    type Output = Json;

    fn index(&self, at: usize) -> &Json {
        self.as_array().and_then(|items| items.get(at)).unwrap_or(&Json::Null)
    }
}

#[cfg(any(test, feature = "testing"))]
impl std::ops::IndexMut<usize> for Json {
    #[allow(clippy::panic, clippy::indexing_slicing)]
    fn index_mut(&mut self, at: usize) -> &mut Json {
        let Json::Array(items) = self else { panic!("not an array") };
        &mut items[at]
    }
}

#[cfg(any(test, feature = "testing"))]
impl PartialEq<i64> for Json {
    fn eq(&self, number: &i64) -> bool {
        self.as_i64() == Some(*number)
    }
}

#[cfg(any(test, feature = "testing"))]
impl PartialEq<str> for Json {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

#[cfg(any(test, feature = "testing"))]
impl PartialEq<&str> for Json {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

#[cfg(any(test, feature = "testing"))]
impl std::ops::Index<&str> for Json {
    type Output = Json;

    fn index(&self, name: &str) -> &Json {
        self.get(name).unwrap_or(&Json::Null)
    }
}

/// [`serde_json::json!`] as a [`Json`].
#[cfg(any(test, feature = "testing"))]
#[macro_export]
macro_rules! json {
    ($($value:tt)+) => { $crate::Json::from($crate::serde_json::json!($($value)+)) };
}

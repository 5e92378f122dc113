//! The values that forms and submissions are made of: JSON with JavaScript's `undefined`, cheap to copy, key order kept.
use crate::numbers;
use crate::table::Table;
use std::rc::Rc;

pub use crate::name::Text;

/// One value, no larger than two pointers. Copies share arrays and objects until one of them is written.
#[derive(Clone, Debug, Default)]
pub enum Value {
    #[default]
    Undefined,
    Null,
    Bool(bool),
    Number(Rc<f64>),
    String(Text),
    Array(Rc<Vec<Value>>),
    Object(Rc<Map>),
}

const _: () = assert!(size_of::<Value>() <= 2 * size_of::<usize>());

/// From this many entries on, keys are found through an index and no longer by looking at each.
const INDEXED_FROM: usize = 24;

/// An object: its entries in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Map {
    entries: Vec<(Text, Value)>,
    index: Option<Rc<Table>>,
}

impl Map {
    pub fn new() -> Self {
        Self::default()
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).map(|at| at as usize),
            None => self.entries.iter().position(|(found, _)| &**found == key),
        }
    }

    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(self.position(key)?).map(|(_, value)| value)
    }

    /// As [`Map::get`], looked for at the place `next` first, which follows: for those who go through another object whose keys
    /// mostly come in the same order.
    pub(crate) fn get_next(&self, key: &Text, next: &mut usize) -> Option<&Value> {
        let at = match self.entries.get(*next) {
            Some((found, _)) if found == key => *next,
            _ => self.position(key)?,
        };
        if at >= *next && at < *next + 8 {
            *next = at + 1;
        }
        self.entries.get(at).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let at = self.position(key)?;
        self.entries.get_mut(at).map(|(_, value)| value)
    }

    pub fn contains(&self, key: &str) -> bool {
        self.position(key).is_some()
    }

    /// Writes `value` under `key`: in place where the key exists, at the end where it does not.
    pub fn insert(&mut self, key: Text, value: Value) {
        if let Some(slot) = self.get_mut(&key) {
            *slot = value;
            return;
        }
        if let Some(index) = &mut self.index {
            Rc::make_mut(index).set(&key, self.entries.len() as u64);
        }
        self.entries.push((key, value));
        if self.index.is_none() && self.entries.len() > INDEXED_FROM {
            self.reindex();
        }
    }

    fn reindex(&mut self) {
        self.index = None;
        if self.entries.len() > INDEXED_FROM {
            let mut index = Table::with_room(self.entries.len());
            for (at, (key, _)) in self.entries.iter().enumerate() {
                index.set(key, at as u64);
            }
            self.index = Some(Rc::new(index));
        }
    }

    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.position(key)?;
        let (_, value) = self.entries.remove(at);
        self.reindex();
        Some(value)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Value)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// The entry at `at`, in order.
    pub fn entry(&self, at: usize) -> Option<(&Text, &Value)> {
        self.entries.get(at).map(|(key, value)| (key, value))
    }
}

/// An object of members that are worked out one after the other.
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {{
        let mut made = $crate::value::Value::object();
        $(made.put($key, $value);)*
        made
    }};
}
pub(crate) use object;

impl FromIterator<(Text, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (Text, Value)>>(entries: I) -> Self {
        let mut map = Map::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.into())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::String(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text.into())
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Value::Number(Rc::new(value))
    }
}

/// What is not there: constants are promoted, so a reference to it lives as long as anybody wants.
const NOTHING: &Value = &Value::Undefined;

impl Value {
    /// An object without entries.
    pub fn object() -> Value {
        Value::Object(Rc::default())
    }

    /// An array of `values`.
    pub fn array(values: Vec<Value>) -> Value {
        Value::Array(Rc::new(values))
    }

    /// An object of `entries`.
    pub fn from_entries<const N: usize>(entries: [(&str, Value); N]) -> Value {
        Value::Object(Rc::new(entries.into_iter().map(|(key, value)| (Text::from(key), value)).collect()))
    }

    /// The member `key`; undefined where there is none.
    pub fn get(&self, key: &str) -> &Value {
        match self {
            Value::Object(map) => map.get(key).unwrap_or(NOTHING),
            Value::Array(items) => numbers::index(key).and_then(|at| items.get(at)).unwrap_or(NOTHING),
            _ => NOTHING,
        }
    }

    /// The element `at`; undefined where there is none.
    pub fn at(&self, at: usize) -> &Value {
        self.items().get(at).unwrap_or(NOTHING)
    }

    /// The elements of an array; none of anything else.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// An array of what `change` makes of each element.
    #[inline(never)]
    pub fn each(&self, change: &mut dyn FnMut(&Value) -> Value) -> Value {
        let mut changed = Vec::new();
        for item in self.items() {
            changed.push(change(item));
        }
        Value::array(changed)
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the member `key` is the text `wanted`.
    #[inline(never)]
    pub fn says(&self, key: &str, wanted: &str) -> bool {
        self.get(key).as_str() == Some(wanted)
    }

    /// The text, or the empty one.
    pub fn text(&self) -> &str {
        self.as_str().unwrap_or("")
    }

    /// The text, shared, or the empty one.
    #[inline(never)]
    pub fn shared_text(&self) -> Text {
        match self {
            Value::String(text) => text.clone(),
            _ => Text::default(),
        }
    }

    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(**number),
            _ => None,
        }
    }

    pub fn is_undefined(&self) -> bool {
        matches!(self, Value::Undefined)
    }

    /// Whether it is `null` or `undefined`.
    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }

    pub fn is_array(&self) -> bool {
        matches!(self, Value::Array(_))
    }

    /// Whether it is an object or an array, as `typeof value === 'object'` without `null`.
    pub fn is_object(&self) -> bool {
        matches!(self, Value::Object(_) | Value::Array(_))
    }

    /// Whether it is an object and no array.
    pub fn is_plain(&self) -> bool {
        matches!(self, Value::Object(_))
    }

    /// Writes the member `key` of an object; nothing happens to anything else.
    pub fn put(&mut self, key: &str, value: Value) {
        if let Value::Object(map) = self {
            Rc::make_mut(map).insert(key.into(), value);
        }
    }

    /// Number of nested levels at least `limit`: such a value is refused where it comes from outside.
    pub fn deeper_than(&self, limit: usize) -> bool {
        if limit == 0 {
            return self.is_object();
        }
        match self {
            Value::Array(items) => items.iter().any(|item| item.deeper_than(limit - 1)),
            Value::Object(map) => map.iter().any(|(_, item)| item.deeper_than(limit - 1)),
            _ => false,
        }
    }
}

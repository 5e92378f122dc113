//! The value type of everything the core says and is told.

/// A JSON value. Members keep the order in which they came: what others have signed is sent back as it was received.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    #[default]
    Null,
    Bool(bool),
    /// As JavaScript has it: whole numbers are exact up to 2^53.
    Number(f64),
    String(String),
    Array(Vec<Json>),
    Object(Members),
}

/// The members of an object, each name once. A plain list: objects are small here, and a map weighs more than all that
/// is done with it.
#[derive(Clone, Debug, Default)]
pub struct Members(Vec<(String, Json)>);

impl Members {
    pub fn new() -> Members {
        Members::default()
    }

    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Adds a member, or gives one that is there another value.
    pub fn insert(&mut self, name: &str, value: Json) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// The value of a member, which is null if it was not there.
    #[cfg(any(test, feature = "testing"))]
    #[allow(clippy::indexing_slicing)]
    pub(crate) fn entry(&mut self, name: &str) -> &mut Json {
        let at = self.0.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.0.push((name.to_owned(), Json::Null));
            self.len() - 1
        });
        &mut self.0[at].1
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Every (name, value), in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (String, Json)> {
        self.0.iter()
    }
}

impl PartialEq for Members {
    /// The same members, in whatever order.
    fn eq(&self, other: &Members) -> bool {
        self.len() == other.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<'a> IntoIterator for &'a Members {
    type Item = &'a (String, Json);
    type IntoIter = std::slice::Iter<'a, (String, Json)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<(String, Json)> for Members {
    /// The last one counts where a name comes twice.
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Members {
        let mut all = Members::new();
        for (name, value) in members {
            all.insert(&name, value);
        }
        all
    }
}

/// Whole numbers beyond this are no longer told apart by JavaScript.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Json {
    /// An object of these members.
    pub fn object(members: Vec<(&str, Json)>) -> Json {
        Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The member `name`, if this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.as_object()?.get(name)
    }

    pub fn as_object(&self) -> Option<&Members> {
        if let Json::Object(members) = self { Some(members) } else { None }
    }

    pub fn as_array(&self) -> Option<&[Json]> {
        if let Json::Array(items) = self { Some(items) } else { None }
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Json::String(text) = self { Some(text) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Json::Bool(flag) = self { Some(*flag) } else { None }
    }

    pub fn as_f64(&self) -> Option<f64> {
        if let Json::Number(number) = self { Some(*number) } else { None }
    }

    /// A whole number that is exact.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_f64().and_then(whole)
    }

    pub fn is_null(&self) -> bool {
        *self == Json::Null
    }

    pub fn is_array(&self) -> bool {
        self.as_array().is_some()
    }

    pub fn is_object(&self) -> bool {
        self.as_object().is_some()
    }
}

/// The number as a whole one, if it is one and exact.
#[allow(clippy::cast_possible_truncation)]
pub(crate) fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < EXACT).then_some(number as i64)
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Json {
        Json::String(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Json {
        Json::Bool(flag)
    }
}

impl From<i64> for Json {
    /// Exact up to 2^53, which no identifier, time or amount of the core exceeds.
    #[allow(clippy::cast_precision_loss)]
    fn from(number: i64) -> Json {
        Json::Number(number as f64)
    }
}

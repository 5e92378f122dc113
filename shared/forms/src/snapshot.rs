use crate::Field;

/// What a citizen typed, field name → value, to be put back after a reload, a login or a draft. Certified data are not
/// in it: they come with the session, and must not outlive it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot(Vec<(String, String)>);

impl Snapshot {
    /// The value kept for a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Every (name, value), in the order they were taken.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether nothing was typed at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, String)> for Snapshot {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(values: I) -> Snapshot {
        Snapshot(values.into_iter().collect())
    }
}

/// Takes what was typed in these fields, each under its name.
pub fn snapshot(fields: &[(&str, &Field)]) -> Snapshot {
    let typed = fields.iter().filter(|(_, field)| !field.read_only() && !field.value().is_empty());
    typed.map(|(name, field)| ((*name).to_owned(), field.value().to_owned())).collect()
}

/// Puts kept values back, without complaints. Names that no field has, and fields that are read-only by now, are passed
/// over.
pub fn restore(kept: &Snapshot, fields: &mut [(&str, &mut Field)]) {
    for (name, field) in fields {
        if let Some(value) = kept.get(name) {
            field.set(value.to_owned());
        }
    }
}

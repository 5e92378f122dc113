//! The rules that values have to follow.
mod choices;
mod dates;
mod mask;
mod present;
mod texts;

use crate::js;
use crate::kind::Kind;
use crate::message::Problem;
use crate::script::Surroundings;
use crate::value::{Text, Value, object};
use crate::words::words;

pub use mask::matches as mask_matches;
pub use present::has_value as component_has_value;
#[cfg(feature = "process")]
pub use present::is_data_empty;

/// What a rule looks at.
pub struct Checked<'a> {
    pub component: &'a Value,
    /// `validate` of the component.
    pub rules: &'a Value,
    pub kind: Kind,
    pub value: &'a Value,
    pub env: &'a dyn Surroundings,
    pub asks: &'a dyn Asks,
}

/// What rules may ask of scripts.
pub trait Asks {
    /// Runs `validate.custom`: its `valid` afterwards, null where it fails.
    fn custom(&self, code: &str) -> Value;
    /// Applies `validate.json`; none where that cannot be done.
    fn json(&self, rule: &Value) -> Option<Value>;
    /// Runs a script: its `values` afterwards.
    fn values(&self, code: &str) -> Value;
    /// What the script `code` of a list of choices offers.
    fn choices(&self, code: &str) -> Value {
        self.values(code)
    }
}

impl Checked<'_> {
    fn setting(&self, name: &str) -> &Value {
        self.rules.get(name)
    }

    /// Whether several values are allowed and there is none.
    fn none_of_many(&self) -> bool {
        js::truthy(self.component.get("multiple")) && self.value.is_array() && self.value.items().is_empty()
    }
}

/// What a rule found wrong.
#[derive(Clone, Debug)]
pub struct Finding {
    pub message: Text,
    pub rule: Text,
    /// What the sentence mentions besides the field.
    pub params: Vec<(&'static str, Text)>,
    pub setting: Value,
    pub has_label: bool,
}

/// What a rule says: nothing, or what is wrong. Of a value that a rule cannot look at it says nothing, as the reference
/// implementation does, which tells only developers.
pub type Answer = Option<Box<Finding>>;

/// A finding whose sentence and rule have the same name.
pub(crate) fn wrong(message: &str) -> Box<Finding> {
    wrong_as(message, message)
}

pub(crate) fn wrong_as(message: &str, rule: &str) -> Box<Finding> {
    Box::new(Finding {
        message: message.into(),
        rule: rule.into(),
        params: Vec::new(),
        setting: Value::Undefined,
        has_label: true,
    })
}

impl Finding {
    pub(crate) fn with(mut self: Box<Self>, name: &'static str, value: &str) -> Box<Self> {
        let value = Text::from(value);
        self.setting = Value::String(value.clone());
        self.params.push((name, value));
        self
    }

    pub(crate) fn number(self: Box<Self>, name: &'static str, value: f64) -> Box<Self> {
        self.with(name, &js::number_text(value))
    }

    pub(crate) fn set(mut self: Box<Self>, setting: Value) -> Box<Self> {
        self.setting = setting;
        self
    }
}

words! {
    /// All rules by the names that the reference implementation gives them, in the order in which it asks them.
    pub enum Rule {
        Date = "validateDate", Day = "validateDay", Email = "validateEmail", Json = "validateJson", Mask = "validateMask",
        MaximumDay = "validateMaximumDay", MaximumDate = "validateMaximumDate", MaximumLength = "validateMaximumLength",
        MaximumSelected = "validateMaximumSelectedCount", MaximumValue = "validateMaximumValue",
        MaximumWords = "validateMaximumWords", MaximumYear = "validateMaximumYear", MinimumDay = "validateMinimumDay",
        MinimumDate = "validateMinimumDate", MinimumLength = "validateMinimumLength",
        MinimumSelected = "validateMinimumSelectedCount", MinimumValue = "validateMinimumValue",
        MinimumWords = "validateMinimumWords", MinimumYear = "validateMinimumYear", Multiple = "validateMultiple",
        Pattern = "validateRegexPattern", Required = "validateRequired", RequiredDay = "validateRequiredDay",
        Time = "validateTime", Url = "validateUrl", Number = "validateNumber", Custom = "validateCustom",
        Available = "validateAvailableItems",
    }
}

impl Rule {
    /// Whether the rule looks at all values of a field together.
    pub fn sees_all(self) -> bool {
        self == Rule::Multiple
    }

    /// What the rule says.
    pub fn ask(self, checked: &Checked) -> Answer {
        match self {
            Rule::Date => dates::date(checked),
            Rule::Day => dates::day(checked),
            Rule::Email => texts::email(checked),
            Rule::Json => json(checked),
            Rule::Mask => mask::mask(checked),
            Rule::MaximumDay => dates::day_limit(checked, "maxDate"),
            Rule::MinimumDay => dates::day_limit(checked, "minDate"),
            Rule::MaximumDate => dates::date_limit(checked, "maxDate"),
            Rule::MinimumDate => dates::date_limit(checked, "minDate"),
            Rule::MaximumYear => dates::year_limit(checked, "maxYear"),
            Rule::MinimumYear => dates::year_limit(checked, "minYear"),
            Rule::MaximumLength => texts::size(checked, "maxLength", js::length),
            Rule::MinimumLength => texts::size(checked, "minLength", js::length),
            Rule::MaximumWords => texts::size(checked, "maxWords", js::words),
            Rule::MinimumWords => texts::size(checked, "minWords", js::words),
            Rule::MaximumSelected => choices::selected(checked, "maxSelectedCount", "maxCount"),
            Rule::MinimumSelected => choices::selected(checked, "minSelectedCount", "minCount"),
            Rule::MaximumValue => value_limit(checked, "max"),
            Rule::MinimumValue => value_limit(checked, "min"),
            Rule::Multiple => present::multiple(checked),
            Rule::Pattern => texts::pattern(checked),
            Rule::Required => present::required(checked),
            Rule::RequiredDay => dates::required_day(checked),
            Rule::Time => dates::time(checked),
            Rule::Url => texts::url(checked),
            Rule::Number => number(checked),
            Rule::Custom => custom(checked),
            Rule::Available => choices::available(checked),
        }
    }

    /// Whether the rule is not asked about the entries of several values, because of how all of them together look to it.
    pub fn passes_over(self, values: &Value) -> bool {
        match self {
            Rule::Pattern | Rule::MaximumLength | Rule::MinimumWords => true,
            Rule::MinimumValue => js::float_of(values).is_nan(),
            _ => false,
        }
    }
}

/// Whether `value` is on the right side of a limit called `name`: at most a `max…`, at least a `min…`.
pub(crate) fn within(name: &str, value: f64, limit: f64) -> bool {
    if name.starts_with("max") { value <= limit } else { value >= limit }
}

/// A limit of a rule: a number, or a text that begins with one.
pub(crate) fn limit(setting: &Value, read: fn(&str) -> f64) -> Option<f64> {
    let number = match setting {
        Value::String(text) => read(text),
        Value::Number(number) => **number,
        Value::Null => 0.0,
        Value::Bool(value) => f64::from(u8::from(*value)),
        _ => f64::NAN,
    };
    (!number.is_nan()).then_some(number)
}

fn value_limit(checked: &Checked, name: &'static str) -> Answer {
    let setting = checked.setting(name);
    let value = checked.value;
    let none = if name == "max" { matches!(value, Value::Null) } else { js::float_of(value).is_nan() };
    if setting.is_undefined() || none {
        return None;
    }
    let limit = limit(setting, js::parse_float)?;
    let number = match value {
        Value::String(text) => js::parse_float(text),
        other => js::number(other),
    };
    (!number.is_nan() && !within(name, number, limit)).then(|| wrong(name).number(name, limit))
}

fn number(checked: &Checked) -> Answer {
    let counts = checked.kind == Kind::Number && js::truthy(checked.value) && checked.value.as_number().is_none();
    (counts && !checked.none_of_many()).then(|| wrong("number"))
}

fn json(checked: &Checked) -> Answer {
    let rule = checked.setting("json");
    if !rule.is_object() {
        return None;
    }
    match checked.asks.json(rule)? {
        Value::Null | Value::Bool(true) => None,
        answer => {
            let message = if js::truthy(&answer) { js::string(&answer) } else { "jsonLogic".into() };
            Some(wrong_as(&message, "json").set(rule.clone()))
        }
    }
}

fn custom(checked: &Checked) -> Answer {
    let code = checked.setting("custom").text();
    if code.is_empty() {
        return None;
    }
    match checked.asks.custom(code) {
        Value::Undefined | Value::Null | Value::Bool(true) => None,
        answer => {
            let mut finding = wrong_as(answer.as_str().unwrap_or("custom"), "custom").set(code.into());
            finding.has_label = false;
            Some(finding)
        }
    }
}

/// A finding made into a problem of the component at `path`.
pub fn problem(component: &Value, path: &Text, index: Option<usize>, finding: Finding) -> Problem {
    let names = ["errorLabel", "label", "placeholder", "key"];
    let field = names.into_iter().map(|name| component.get(name).text()).find(|text| !text.is_empty());
    let mut params = object! { "field": field.unwrap_or_default().into() };
    for (name, value) in finding.params {
        params.put(name, Value::String(value));
    }
    let own = component.get("validate").get("customMessage").text();
    Problem {
        path: path.clone(),
        key: component.get("key").text().into(),
        rule: finding.rule,
        message: if own.is_empty() { finding.message } else { own.into() },
        params,
        index,
        setting: finding.setting,
        has_label: finding.has_label && own.is_empty(),
    }
}

//! The rules that values have to follow.
mod choices;
mod dates;
mod mask;
mod present;
mod texts;

use crate::js;
use crate::message::Problem;
use crate::script::Surroundings;
use crate::value::{Text, Value};

pub use mask::matches as mask_matches;
pub use present::{has_value as component_has_value, is_data_empty};

/// What a rule looks at.
pub struct Checked<'a> {
    pub component: &'a Value,
    pub value: &'a Value,
    pub env: &'a dyn Surroundings,
    /// Runs `validate.custom`: its `valid` afterwards, null where it fails.
    pub custom: &'a dyn Fn(&str) -> Value,
    /// Applies `validate.json`; none where that cannot be done.
    pub json: &'a dyn Fn(&Value) -> Option<Value>,
    /// Runs the script of a list of choices.
    pub choices: &'a dyn Fn(&str) -> Value,
}

impl Checked<'_> {
    fn kind(&self) -> &str {
        self.component.get("type").text()
    }

    fn setting(&self, name: &str) -> &Value {
        self.component.get("validate").get(name)
    }
}

/// What a rule found wrong.
#[derive(Clone, Debug, Default)]
pub struct Finding {
    pub message: Text,
    pub rule: Text,
    /// What the sentence mentions besides the field.
    pub params: Vec<(&'static str, Text)>,
    pub setting: Value,
    pub has_label: bool,
}

/// The value cannot be looked at by this rule at all: the reference implementation reports that to developers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

/// What a rule says: nothing wrong, something wrong, or unfit.
pub type Answer = Result<Option<Finding>, Unfit>;

/// A finding whose sentence and rule have the same name.
pub(crate) fn wrong(message: &str) -> Finding {
    wrong_as(message, message)
}

pub(crate) fn wrong_as(message: &str, rule: &str) -> Finding {
    Finding { message: message.into(), rule: rule.into(), has_label: true, ..Finding::default() }
}

impl Finding {
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Text>) -> Self {
        let value = value.into();
        self.setting = Value::String(value.clone());
        self.params.push((name, value));
        self
    }

    pub(crate) fn set(mut self, setting: Value) -> Self {
        self.setting = setting;
        self
    }
}

/// A rule.
pub type Rule = fn(&Checked) -> Answer;

/// All rules by the names that the reference implementation gives them, in the order in which it asks them. Those marked true look
/// at all values of a field together.
pub const RULES: [(&str, Rule, bool); 29] = [
    ("validateDate", dates::date, false),
    ("validateDay", dates::day, false),
    ("validateEmail", texts::email, false),
    ("validateJson", json, false),
    ("validateMask", mask::mask, false),
    ("validateMaximumDay", dates::maximum_day, false),
    ("validateMaximumDate", dates::maximum_date, false),
    ("validateMaximumLength", texts::maximum_length, false),
    ("validateMaximumSelectedCount", choices::maximum_selected, false),
    ("validateMaximumValue", maximum, false),
    ("validateMaximumWords", texts::maximum_words, false),
    ("validateMaximumYear", dates::maximum_year, false),
    ("validateMinimumDay", dates::minimum_day, false),
    ("validateMinimumDate", dates::minimum_date, false),
    ("validateMinimumLength", texts::minimum_length, false),
    ("validateMinimumSelectedCount", choices::minimum_selected, false),
    ("validateMinimumValue", minimum, false),
    ("validateMinimumWords", texts::minimum_words, false),
    ("validateMinimumYear", dates::minimum_year, false),
    ("validateMultiple", present::multiple, true),
    ("validateRegexPattern", texts::pattern, false),
    ("validateRequired", present::required, false),
    ("validateRequiredDay", dates::required_day, false),
    ("validateTime", dates::time, false),
    ("validateUrl", texts::url, false),
    ("validateValueProperty", present::nothing, false),
    ("validateNumber", number, false),
    ("validateCustom", custom, false),
    ("validateAvailableItems", choices::available, false),
];

/// Whether a rule is not asked about the entries of several values, because of how all of them together look to it.
pub fn passes_over(rule: &str, values: &Value) -> bool {
    match rule {
        "validateRegexPattern" | "validateMaximumLength" | "validateMinimumWords" => true,
        "validateMinimumValue" => js::float_of(values).is_nan(),
        _ => false,
    }
}

/// A limit of a rule: a number, or a text that begins with one.
pub(crate) fn limit(setting: &Value, read: fn(&str) -> f64) -> Option<f64> {
    let number = match setting {
        Value::String(text) => read(text),
        Value::Number(number) => *number,
        Value::Null => 0.0,
        Value::Bool(value) => f64::from(u8::from(*value)),
        _ => f64::NAN,
    };
    (!number.is_nan()).then_some(number)
}

fn compared(checked: &Checked) -> Result<f64, Unfit> {
    let number = match checked.value {
        Value::String(text) => js::parse_float(text),
        other => js::number(other),
    };
    if number.is_nan() { Err(Unfit) } else { Ok(number) }
}

fn maximum(checked: &Checked) -> Answer {
    let setting = checked.setting("max");
    if setting.is_undefined() || matches!(checked.value, Value::Null) {
        return Ok(None);
    }
    let Some(most) = limit(setting, js::parse_float) else { return Ok(None) };
    Ok((compared(checked)? > most).then(|| wrong("max").with("max", js::number_text(most))))
}

fn minimum(checked: &Checked) -> Answer {
    let setting = checked.setting("min");
    if setting.is_undefined() || js::float_of(checked.value).is_nan() {
        return Ok(None);
    }
    let Some(least) = limit(setting, js::parse_float) else { return Ok(None) };
    Ok((compared(checked)? < least).then(|| wrong("min").with("min", js::number_text(least))))
}

fn number(checked: &Checked) -> Answer {
    let counts = checked.kind() == "number" && js::truthy(checked.value) && checked.value.as_number().is_none();
    let none = js::truthy(checked.component.get("multiple"))
        && matches!(checked.value, Value::Array(items) if items.is_empty());
    Ok((counts && !none).then(|| wrong("number")))
}

fn json(checked: &Checked) -> Answer {
    let rule = checked.setting("json");
    if !rule.is_object() {
        return Ok(None);
    }
    match (checked.json)(rule) {
        None | Some(Value::Null | Value::Bool(true)) => Ok(None),
        Some(answer) => {
            let message = if js::truthy(&answer) { js::string(&answer) } else { "jsonLogic".into() };
            Ok(Some(wrong_as(&message, "json").set(rule.clone())))
        }
    }
}

fn custom(checked: &Checked) -> Answer {
    let code = checked.setting("custom").text();
    if code.is_empty() {
        return Ok(None);
    }
    match (checked.custom)(code) {
        Value::Undefined | Value::Null | Value::Bool(true) => Ok(None),
        answer => {
            let message = answer.as_str().unwrap_or("custom");
            let finding = wrong_as(message, "custom").set(code.into());
            Ok(Some(Finding { has_label: false, ..finding }))
        }
    }
}

/// A finding made into a problem of the component at `path`.
pub fn problem(component: &Value, path: &Text, index: Option<usize>, finding: Finding) -> Problem {
    let names = ["errorLabel", "label", "placeholder", "key"];
    let field = names.into_iter().map(|name| component.get(name).text()).find(|text| !text.is_empty());
    let mut params = Value::from_entries([("field", field.unwrap_or_default().into())]);
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

use crate::Problem;

/// A rule of a field. Validators that give something back become one with `|text| email(text).map(drop)`.
pub type Rule = fn(&str) -> Result<(), Problem>;

/// A field of a form and when it complains: not while the citizen is still at it for the first time, but after they
/// leave it or submit; and a complaint goes away at the keystroke that puts the value right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    value: String,
    touched: bool,
    problem: Option<Problem>,
    read_only: bool,
}

impl Field {
    /// An editable field holding this value, without complaint.
    pub fn new(value: String) -> Field {
        Field { value, ..Field::default() }
    }

    /// A field filled with certified data: read-only if the value follows the rule. Otherwise it stays editable, with
    /// the complaint shown where there is a value, because a citizen who cannot correct it could never submit.
    pub fn certified(value: String, rule: Rule) -> Field {
        let verdict = rule(&value);
        let has_value = !value.is_empty();
        Field {
            value,
            touched: has_value && verdict.is_err(),
            problem: verdict.err().filter(|_| has_value),
            read_only: verdict.is_ok() && has_value,
        }
    }

    /// What the field holds, as typed.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the citizen has typed in it or a submit has looked at it.
    pub fn touched(&self) -> bool {
        self.touched
    }

    /// The complaint to show now, if any.
    pub fn problem(&self) -> Option<Problem> {
        self.problem
    }

    /// Whether the value is certified and cannot be edited.
    pub fn read_only(&self) -> bool {
        self.read_only
    }

    /// Puts a value in from the program, as when another field decides it: no complaint until it is looked at again.
    /// A read-only field keeps its own.
    pub fn set(&mut self, value: String) {
        if !self.read_only {
            self.value = value;
            self.problem = None;
        }
    }

    /// The citizen typed: what the field now holds. A complaint already shown is brought up to date or taken away;
    /// a new one waits for [`Field::blur`]. A read-only field keeps its value.
    pub fn input(&mut self, value: String, rule: Rule) {
        if self.read_only {
            return;
        }
        self.value = value;
        self.touched = true;
        if self.problem.is_some() {
            self.problem = rule(&self.value).err();
        }
    }

    /// The citizen left the field. One they only passed through stays silent until submit.
    pub fn blur(&mut self, rule: Rule) {
        if self.touched {
            self.problem = rule(&self.value).err();
        }
    }

    /// Looks at the field as a submit does: complains whatever happened before. `true` when the value is right.
    pub fn check(&mut self, rule: Rule) -> bool {
        self.touched = true;
        self.problem = rule(&self.value).err();
        self.problem.is_none()
    }

    /// Shows a complaint that comes from elsewhere, such as the core's answer. It goes at the next keystroke that
    /// follows the rule.
    pub fn refuse(&mut self, problem: Problem) {
        self.touched = true;
        self.problem = Some(problem);
    }
}

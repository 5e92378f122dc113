//! One component of a form as it stands: its definition, its place, what it shows and what it remembers.
use crate::core::RootState;
use crate::js;
use crate::kind::{self, Kind, Model};
use crate::path;
use crate::store::{Place, Reads};
use crate::value::{Text, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Which node.
pub type NodeId = usize;

/// Whether a row of an edit grid is part of the submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Opened and not saved: its values are in a tree of its own.
    New,
    /// Opened again; the values are those in the submission.
    Editing,
    Saved,
}

/// One row of an edit grid.
#[derive(Clone, Debug)]
pub struct EditRow {
    pub children: Vec<NodeId>,
    pub state: RowState,
    /// The tree of a row that is not part of the submission.
    pub own: Option<Place>,
    /// What the row held before it was opened again.
    pub backup: Option<Value>,
}

/// What a calculated value remembers, for values that people may change by hand.
#[derive(Clone, Debug, Default)]
pub struct Calculated {
    /// The value calculated last; none before the first time.
    pub last: Option<Value>,
    /// Whether somebody's own value stays.
    pub locked: bool,
}

/// An answer together with what it depends on.
#[derive(Clone, Debug)]
pub struct Memo<T> {
    pub answer: T,
    pub reads: Reads,
    pub at: u64,
}

/// What is asked of a definition at every turn, read once.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// What its `type` names.
    pub typed: Kind,
    pub input: bool,
    pub multiple: bool,
    pub hidden: bool,
    pub clears: bool,
    pub calculates: bool,
}

impl Facts {
    /// What the definition of a component of this kind says.
    pub(crate) fn of(kind: Kind, component: &Value) -> Facts {
        let is = |name: &str| js::truthy(component.get(name));
        Facts {
            typed: kind.typed(component),
            input: is("input"),
            multiple: is("multiple"),
            hidden: is("hidden"),
            clears: !matches!(component.get("clearOnHide"), Value::Bool(false)),
            calculates: is("calculateValue"),
        }
    }
}

/// A component in a form.
pub struct Node {
    pub id: NodeId,
    pub kind: Kind,
    /// What the definition says of itself, logic applied.
    pub facts: Cell<Facts>,
    pub parent: Option<NodeId>,
    /// The form it is in: the form itself or a form inside.
    pub root: NodeId,
    pub key: Text,
    /// The definition, logic applied.
    pub component: RefCell<Value>,
    /// The definition without logic.
    pub original: Value,
    /// The object that the key is a member of.
    pub row: RefCell<Place>,
    pub row_index: Cell<Option<usize>>,
    /// Path of the value in the submission, or of the nearest value around it.
    pub data_path: Text,
    /// The path within the form it is in, without row numbers.
    pub local_path: Text,
    /// The path with the keys of what only arranges.
    pub full_path: Text,
    pub children: RefCell<Vec<NodeId>>,
    pub rows: RefCell<Vec<Vec<NodeId>>>,
    pub edit_rows: RefCell<Vec<EditRow>>,
    /// The form inside.
    pub form: Cell<Option<NodeId>>,
    pub visible: Cell<bool>,
    pub parent_visible: Cell<bool>,
    pub conditionally_hidden: Cell<bool>,
    pub conditionally_cleared: Cell<bool>,
    pub logically_hidden: Cell<bool>,
    pub pristine: Cell<bool>,
    pub disabled: Cell<bool>,
    pub parent_disabled: Cell<bool>,
    pub has_condition: bool,
    pub has_logic: bool,
    pub calculated: RefCell<Calculated>,
    /// Columns of a data grid that any row shows.
    pub columns: RefCell<Vec<bool>>,
    pub condition: RefCell<Option<Memo<bool>>>,
    /// What was calculated last, unless that depends on the value there was.
    pub calculation: RefCell<Option<Memo<Option<Value>>>>,
    pub logic: RefCell<Option<Memo<()>>>,
    pub checked: RefCell<Option<Memo<Vec<Rc<crate::message::Problem>>>>>,
    /// Choices that a script or the view gave.
    pub items: RefCell<Option<Value>>,
    /// What the script's choices depended on when it was run; none before.
    pub items_for: RefCell<Option<Text>>,
    /// Of a form, or a form inside: what belongs to it.
    pub(crate) state: Option<Rc<RootState>>,
}

impl Node {
    /// A setting of the definition by its path, such as `validate.required`.
    pub fn setting(&self, name: &str) -> Value {
        path::get(&self.component.borrow(), name).clone()
    }

    /// The definition, logic applied.
    #[inline(never)]
    pub fn definition(&self) -> Value {
        self.component.borrow().clone()
    }

    /// How the component keeps its value, logic applied.
    #[inline(never)]
    pub fn model(&self) -> Model {
        kind::model_of(self.facts.get().typed, &self.component.borrow())
    }

    /// The path of the value in the submission.
    #[inline(never)]
    pub fn path(&self) -> Text {
        self.data_path.clone()
    }

    /// The object that the key is a member of.
    #[inline(never)]
    pub fn place(&self) -> Place {
        self.row.borrow().clone()
    }

    /// Whether the setting called `name` is the text `wanted`.
    #[inline(never)]
    pub fn says(&self, name: &str, wanted: &str) -> bool {
        self.component.borrow().says(name, wanted)
    }

    /// Whether the setting called `name` is true in the sense of JavaScript.
    pub fn is(&self, name: &str) -> bool {
        js::truthy(self.component.borrow().get(name))
    }

    /// The setting called `name` as text; empty where it is none.
    pub fn text(&self, name: &str) -> Text {
        self.component.borrow().get(name).shared_text()
    }

    /// Whether the component has a value of its own.
    pub fn has_input(&self) -> bool {
        self.facts.get().input
    }

    /// Whether its value may be written.
    pub fn allows_data(&self) -> bool {
        self.kind.is_nested_data() || self.has_input()
    }

    pub fn multiple(&self) -> bool {
        self.facts.get().multiple
    }

    /// Whether it shows: itself and everything around it.
    pub fn shown(&self) -> bool {
        self.visible.get() && self.parent_visible.get()
    }

    pub fn is_disabled(&self) -> bool {
        self.disabled.get() || self.parent_disabled.get()
    }

    /// Whether hiding the component takes its value away.
    pub fn clears(&self) -> bool {
        self.facts.get().clears
    }

    /// The name that messages call the component by.
    pub fn label(&self) -> Text {
        let component = self.component.borrow();
        let named = ["errorLabel", "label", "placeholder", "key"].into_iter().map(|name| component.get(name).text());
        named.into_iter().find(|text| !text.is_empty()).unwrap_or_default().into()
    }
}

/// Whether a definition says when the component shows.
pub fn has_condition(component: &Value) -> bool {
    if js::truthy(component.get("customConditional")) {
        return true;
    }
    let conditional = component.get("conditional");
    let show = conditional.get("show");
    js::truthy(conditional.get("when"))
        || js::truthy(conditional.get("json"))
        || (js::truthy(conditional.get("conjunction"))
            && (matches!(show, Value::Bool(_)) || js::truthy(show))
            && !js::empty(conditional.get("conditions")))
}

/// What a change carries along while it goes through the form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    pub from_submission: bool,
    pub no_default: bool,
    pub reset: bool,
    /// The change is not announced.
    pub silent: bool,
    pub reordered: bool,
    /// A person made the change.
    pub modified: bool,
    /// The component whose calculation made the change.
    pub calculated_by: Option<NodeId>,
}

//! The kinds of components, and what each kind brings along without being told.
use crate::js;
use crate::value::Value;
use crate::words::words;

words! {
    /// What a component is. [`Kind::Other`] stands for every type that is not known: it keeps its value and shows a placeholder.
    /// Those that forms have most of come first: a name is looked for in this order.
    pub enum Kind {
        TextField = "textfield",
        Number = "number",
        Select = "select",
        Radio = "radio",
        Checkbox = "checkbox",
        TextArea = "textarea",
        Panel = "panel",
        Columns = "columns",
        Email = "email",
        SelectBoxes = "selectboxes",
        DataGrid = "datagrid",
        Content = "content",
        Hidden = "hidden",
        Form = "form",
        Address = "address",
        Button = "button",
        Container = "container",
        Currency = "currency",
        DataMap = "datamap",
        DateTime = "datetime",
        Day = "day",
        EditGrid = "editgrid",
        FieldSet = "fieldset",
        File = "file",
        Html = "htmlelement",
        Password = "password",
        Phone = "phoneNumber",
        Recaptcha = "recaptcha",
        Signature = "signature",
        Survey = "survey",
        Table = "table",
        Tabs = "tabs",
        Tags = "tags",
        Time = "time",
        Url = "url",
        Well = "well",
        /// The platform's own types (uploads, calendars, page breaks; core API contract, section 9): a value that only their view
        /// makes.
        Platform = "sdcfile calendar dynamic_calendar financial_report pagebreak sdc_upload",
        Other = "\0other",
        /// The form itself, and a form inside a form.
        Root = "\0root",
    }
}

/// How a component keeps its value, for paths and validation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    NestedArray,
    /// Rows that keep their values under `data`.
    NestedDataArray,
    /// A form inside a form: its values are under `data`.
    DataObject,
    Object,
    Map,
    Content,
    Text,
    Number,
    Boolean,
    None,
    Any,
}

/// Key and label of each kind.
const NAMES: &str = "\
textField,Text Field\n\
number,Number\n\
select,Select\n\
radio,Radio\n\
checkbox,Checkbox\n\
textArea,Text Area\n\
panel,Panel\n\
columns,Columns\n\
email,Email\n\
selectBoxes,Select Boxes\n\
dataGrid,Data Grid\n\
content,Content\n\
,\n\
form,Form\n\
address,Address\n\
submit,Submit\n\
container,Container\n\
currency,Currency\n\
dataMap,Data Map\n\
dateTime,Date / Time\n\
day,Day\n\
editGrid,Edit Grid\n\
fieldSet,Field Set\n\
file,Upload\n\
,HTML\n\
password,Password\n\
phoneNumber,Phone Number\n\
recaptcha,reCAPTCHA\n\
signature,Signature\n\
survey,Survey\n\
table,Table\n\
tabs,Tabs\n\
tags,Tags\n\
time,Time\n\
url,Url\n\
well,\n\
,\n\
custom,";

impl Kind {
    /// The kind of a component whose `type` is `name`.
    pub fn of(name: &str) -> Kind {
        Kind::named(name).unwrap_or(Kind::Other)
    }

    /// What the `type` of a component's definition names; these kinds stand for types of other names, too.
    pub(crate) fn typed(self, component: &Value) -> Kind {
        match self {
            Kind::Container | Kind::Well | Kind::Root | Kind::Other => Kind::of(component.get("type").text()),
            kind => kind,
        }
    }

    /// The key and the label of a component that has none, its `type` said in the way form builders say it.
    pub fn names(self) -> (&'static str, &'static str) {
        let mut rest = NAMES;
        for _ in 0..self as usize {
            rest = js::split_once(rest, "\n").map_or("", |parts| parts.1);
        }
        let names = js::split_once(rest, "\n").map_or(rest, |parts| parts.0);
        js::split_once(names, ",").unwrap_or(("", ""))
    }

    /// Components that only arrange others.
    pub fn is_layout(self) -> bool {
        matches!(self, Kind::Columns | Kind::FieldSet | Kind::Panel | Kind::Table | Kind::Tabs | Kind::Well)
    }

    /// Components whose children live inside their value.
    pub fn is_nested_data(self) -> bool {
        matches!(self, Kind::Container | Kind::DataGrid | Kind::EditGrid | Kind::Address | Kind::DataMap)
    }

    /// Components that have children at all, other than a form inside a form.
    pub fn is_nested(self) -> bool {
        self.is_layout() || self.is_nested_data() || self == Kind::Root
    }

    /// Whether the value is normalised between one and several, as text fields and their relatives do it.
    pub fn is_multivalue(self) -> bool {
        matches!(
            self,
            Kind::TextField
                | Kind::TextArea
                | Kind::Number
                | Kind::Currency
                | Kind::Password
                | Kind::Email
                | Kind::Url
                | Kind::Phone
                | Kind::Hidden
                | Kind::DateTime
                | Kind::Time
                | Kind::Tags
                | Kind::Signature
        )
    }

    /// Whether the component has a value where its definition does not say.
    pub fn has_input(self) -> bool {
        !(self.is_layout() || matches!(self, Kind::Content | Kind::Html))
    }

    /// Whether values are cleared when hidden, where the definition does not say.
    pub fn clears(self) -> bool {
        !matches!(self, Kind::Columns | Kind::FieldSet | Kind::Panel | Kind::Root)
    }

    /// Whether the value is kept, where the definition does not say.
    pub fn persists(self) -> bool {
        !(self.is_layout() || matches!(self, Kind::Button | Kind::Html))
    }
}

/// How the component of this definition keeps its value.
pub fn model(component: &Value) -> Model {
    model_of(Kind::of(component.get("type").text()), component)
}

/// As [`model`], where it is known what kind the definition's `type` names.
pub(crate) fn model_of(kind: Kind, component: &Value) -> Model {
    match kind {
        Kind::DataGrid | Kind::EditGrid => Model::NestedArray,
        Kind::Form => Model::DataObject,
        Kind::Container | Kind::Address => Model::Object,
        Kind::DataMap => Model::Map,
        Kind::Html | Kind::Content => Model::Content,
        Kind::TextField
        | Kind::Password
        | Kind::Email
        | Kind::Url
        | Kind::Phone
        | Kind::Day
        | Kind::DateTime
        | Kind::Time
        | Kind::Signature => Model::Text,
        Kind::Number | Kind::Currency => Model::Number,
        Kind::Checkbox | Kind::Radio => Model::Boolean,
        Kind::Table | Kind::Well | Kind::Columns | Kind::FieldSet | Kind::Panel | Kind::Tabs => Model::None,
        Kind::Other => match component.get("type").text() {
            "datatable" | "dynamicWizard" => Model::NestedArray,
            "tagpad" => Model::NestedDataArray,
            _ => no_model(component),
        },
        _ => no_model(component),
    }
}

fn no_model(component: &Value) -> Model {
    if none_like(component) { Model::None } else { Model::Any }
}

fn none_like(component: &Value) -> bool {
    matches!(component.get("input"), Value::Bool(false))
        || (component.get("components").is_object() && !js::truthy(component.get("input")))
}

/// Whether children of the component live inside its value.
pub fn is_nested_data_type(component: &Value) -> bool {
    js::truthy(component.get("tree"))
        || matches!(
            model(component),
            Model::NestedArray | Model::NestedDataArray | Model::DataObject | Model::Object | Model::Map
        )
}

/// The key under which the value is kept: radio buttons made of check boxes share their name.
pub fn key(component: &Value) -> &str {
    if component.says("type", "checkbox")
        && component.says("inputType", "radio")
        && !component.get("name").text().is_empty()
    {
        return component.get("name").text();
    }
    component.get("key").text()
}

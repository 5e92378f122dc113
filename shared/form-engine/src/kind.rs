//! The kinds of components, and what each kind brings along without being told.
use crate::value::Value;

/// What a component is. [`Kind::Other`] stands for every type that is not known: it keeps its value and shows a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Address,
    Button,
    Checkbox,
    Columns,
    Container,
    Content,
    Currency,
    DataGrid,
    DataMap,
    DateTime,
    Day,
    EditGrid,
    Email,
    FieldSet,
    File,
    Form,
    Hidden,
    Html,
    Number,
    Panel,
    Password,
    Phone,
    Radio,
    Recaptcha,
    Select,
    SelectBoxes,
    Signature,
    Survey,
    Table,
    Tabs,
    Tags,
    TextArea,
    TextField,
    Time,
    Url,
    Well,
    /// The platform's own types (uploads, calendars, page breaks): a value that only their view makes.
    Platform,
    Other,
    /// The form itself, and a form inside a form.
    Root,
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

/// Types that only the platform's own forms have (core API contract, section 9).
const PLATFORM: [&str; 6] = ["sdcfile", "calendar", "dynamic_calendar", "financial_report", "pagebreak", "sdc_upload"];

impl Kind {
    /// The kind of a component whose `type` is `name`.
    pub fn of(name: &str) -> Kind {
        match name {
            "address" => Kind::Address,
            "button" => Kind::Button,
            "checkbox" => Kind::Checkbox,
            "columns" => Kind::Columns,
            "container" => Kind::Container,
            "content" => Kind::Content,
            "currency" => Kind::Currency,
            "datagrid" => Kind::DataGrid,
            "datamap" => Kind::DataMap,
            "datetime" => Kind::DateTime,
            "day" => Kind::Day,
            "editgrid" => Kind::EditGrid,
            "email" => Kind::Email,
            "fieldset" => Kind::FieldSet,
            "file" => Kind::File,
            "form" => Kind::Form,
            "hidden" => Kind::Hidden,
            "htmlelement" => Kind::Html,
            "number" => Kind::Number,
            "panel" => Kind::Panel,
            "password" => Kind::Password,
            "phoneNumber" => Kind::Phone,
            "radio" => Kind::Radio,
            "recaptcha" => Kind::Recaptcha,
            "select" => Kind::Select,
            "selectboxes" => Kind::SelectBoxes,
            "signature" => Kind::Signature,
            "survey" => Kind::Survey,
            "table" => Kind::Table,
            "tabs" => Kind::Tabs,
            "tags" => Kind::Tags,
            "textarea" => Kind::TextArea,
            "textfield" => Kind::TextField,
            "time" => Kind::Time,
            "url" => Kind::Url,
            "well" => Kind::Well,
            _ if PLATFORM.contains(&name) => Kind::Platform,
            _ => Kind::Other,
        }
    }

    /// The key and the label of a component that has none, its `type` said in the way form builders say it.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Kind::Address => ("address", "Address"),
            Kind::Button => ("submit", "Submit"),
            Kind::Checkbox => ("checkbox", "Checkbox"),
            Kind::Columns => ("columns", "Columns"),
            Kind::Container => ("container", "Container"),
            Kind::Content => ("content", "Content"),
            Kind::Currency => ("currency", "Currency"),
            Kind::DataGrid => ("dataGrid", "Data Grid"),
            Kind::DataMap => ("dataMap", "Data Map"),
            Kind::DateTime => ("dateTime", "Date / Time"),
            Kind::Day => ("day", "Day"),
            Kind::EditGrid => ("editGrid", "Edit Grid"),
            Kind::Email => ("email", "Email"),
            Kind::FieldSet => ("fieldSet", "Field Set"),
            Kind::File => ("file", "Upload"),
            Kind::Form => ("form", "Form"),
            Kind::Html => ("", "HTML"),
            Kind::Number => ("number", "Number"),
            Kind::Panel => ("panel", "Panel"),
            Kind::Password => ("password", "Password"),
            Kind::Phone => ("phoneNumber", "Phone Number"),
            Kind::Radio => ("radio", "Radio"),
            Kind::Recaptcha => ("recaptcha", "reCAPTCHA"),
            Kind::Select => ("select", "Select"),
            Kind::SelectBoxes => ("selectBoxes", "Select Boxes"),
            Kind::Signature => ("signature", "Signature"),
            Kind::Survey => ("survey", "Survey"),
            Kind::Table => ("table", "Table"),
            Kind::Tabs => ("tabs", "Tabs"),
            Kind::Tags => ("tags", "Tags"),
            Kind::TextArea => ("textArea", "Text Area"),
            Kind::TextField => ("textField", "Text Field"),
            Kind::Time => ("time", "Time"),
            Kind::Url => ("url", "Url"),
            Kind::Well => ("well", ""),
            Kind::Other => ("custom", ""),
            Kind::Hidden | Kind::Platform | Kind::Root => ("", ""),
        }
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
    match component.get("type").text() {
        "datagrid" | "editgrid" | "datatable" | "dynamicWizard" => Model::NestedArray,
        "tagpad" => Model::NestedDataArray,
        "form" => Model::DataObject,
        "container" | "address" => Model::Object,
        "datamap" => Model::Map,
        "htmlelement" | "content" => Model::Content,
        "textfield" | "password" | "email" | "url" | "phoneNumber" | "day" | "datetime" | "time" | "signature" => {
            Model::Text
        }
        "number" | "currency" => Model::Number,
        "checkbox" | "radio" => Model::Boolean,
        "table" | "well" | "columns" | "fieldset" | "panel" | "tabs" => Model::None,
        "survey" | "captcha" | "textarea" | "selectboxes" | "tags" | "select" | "hidden" | "button" | "datasource"
        | "sketchpad" | "reviewpage" | "file"
            if !none_like(component) =>
        {
            Model::Any
        }
        _ if none_like(component) => Model::None,
        _ => Model::Any,
    }
}

fn none_like(component: &Value) -> bool {
    matches!(component.get("input"), Value::Bool(false))
        || (component.get("components").is_object() && !crate::js::truthy(component.get("input")))
}

/// Whether children of the component live inside its value.
pub fn is_nested_data_type(component: &Value) -> bool {
    crate::js::truthy(component.get("tree"))
        || matches!(
            model(component),
            Model::NestedArray | Model::NestedDataArray | Model::DataObject | Model::Object | Model::Map
        )
}

/// The key under which the value is kept: radio buttons made of check boxes share their name.
pub fn key(component: &Value) -> &str {
    if component.get("type").text() == "checkbox"
        && component.get("inputType").text() == "radio"
        && !component.get("name").text().is_empty()
    {
        return component.get("name").text();
    }
    component.get("key").text()
}

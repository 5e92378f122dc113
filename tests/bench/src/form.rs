//! The form that is measured: 200 components as forms of municipalities have them, half filled in, with a data grid.

use serde_json::{Value, json};

/// Parts of the form that are alike.
const SECTIONS: usize = 11;
const ROWS: usize = 8;

/// `{form, data, keys: [[path, value], …], scripts: [{name, code, data}, …]}`. The last keys undo the first.
pub fn case() -> Value {
    let mut components: Vec<Value> = (1..=SECTIONS).map(section).collect();
    components.push(grid());
    components.extend(sums());
    let data = data();
    json!({ "form": { "components": components }, "keys": keys(&data), "data": data, "scripts": scripts() })
}

/// How many components a definition has, whatever they are in.
pub fn count(components: &Value) -> usize {
    let inner = |component: &Value| component.get("components").map_or(0, count);
    components.as_array().map_or(0, |list| list.iter().map(|component| 1 + inner(component)).sum())
}

fn field(kind: &str, key: &str, more: Value) -> Value {
    let mut made = json!({ "type": kind, "key": key, "label": key.replace('_', " "), "input": true });
    if let (Some(made), Some(more)) = (made.as_object_mut(), more.as_object()) {
        made.extend(more.clone());
    }
    made
}

fn section(at: usize) -> Value {
    let named = |name: &str| format!("{name}_{at}");
    let script = |text: &str| text.replace("_N", &format!("_{at}"));
    let choices = json!([
        { "label": "Sì", "value": "yes" },
        { "label": "No", "value": "no" },
        { "label": "Forse", "value": "maybe" }
    ]);
    let one = |kind: &str, name: &str, more: Value| field(kind, &named(name), more);
    let fields = vec![
        one("textfield", "name", json!({ "validate": { "required": true, "minLength": 2, "maxLength": 60 } })),
        one("textfield", "surname", json!({ "validate": { "required": true, "pattern": "[A-Za-zàèéìòù' ]+" } })),
        one("email", "email", json!({ "validate": { "required": true } })),
        one("number", "age", json!({ "validate": { "min": 0, "max": 120 } })),
        one("select", "kind", json!({ "dataSrc": "values", "data": { "values": choices } })),
        one("radio", "choice", json!({ "values": choices, "validate": { "required": true } })),
        one("checkbox", "agree", json!({})),
        one("selectboxes", "many", json!({ "values": choices })),
        one(
            "textarea",
            "notes",
            json!({ "defaultValue": "", "conditional": { "show": true, "when": named("choice"), "eq": "yes" } }),
        ),
        one(
            "textfield",
            "reason",
            json!({
                "defaultValue": "",
                "validate": { "required": true },
                "customConditional": script("show = data.choice_N === 'yes' && data.age_N > 17")
            }),
        ),
        one("number", "amount", json!({ "validate": { "min": 1 } })),
        one("number", "rate", json!({})),
        one(
            "number",
            "total",
            json!({
                "calculateValue": script("value = Math.round((data.amount_N || 0) * (data.rate_N || 0) * 100) / 100"),
                "validate": { "max": 5000 }
            }),
        ),
        one(
            "textfield",
            "full",
            json!({ "calculateValue": script("value = [data.name_N, data.surname_N].filter(Boolean).join(' ')") }),
        ),
        one(
            "textfield",
            "code",
            json!({ "validate": { "custom":
                "valid = !input || /^[A-Z]{2}\\d+$/.test(input) ? true : 'Il codice non è valido'" } }),
        ),
        one(
            "textfield",
            "extra",
            json!({ "defaultValue": "", "validate": { "required": true }, "conditional": { "show": true, "conjunction": "all",
                "conditions": [{ "component": named("kind"), "operator": "isEqual", "value": "no" }] } }),
        ),
    ];
    json!({ "type": "panel", "key": named("part"), "title": named("Parte"), "input": false, "components": fields })
}

fn grid() -> Value {
    let line = "value = Math.round((row.quantity || 0) * (row.price || 0) * 100) / 100";
    field(
        "datagrid",
        "items",
        json!({ "validate": { "required": true }, "components": [
            field("textfield", "what", json!({ "validate": { "required": true } })),
            field("number", "quantity", json!({ "validate": { "min": 1, "max": 99 } })),
            field("number", "price", json!({})),
            field("number", "line", json!({ "calculateValue": line })),
        ] }),
    )
}

fn sums() -> Vec<Value> {
    let all = (1..=SECTIONS).map(|at| format!("(data.total_{at} || 0)")).collect::<Vec<_>>().join(" + ");
    vec![
        field(
            "number",
            "items_sum",
            json!({ "calculateValue": "value = data.items.reduce((sum, item) => sum + item.line, 0)" }),
        ),
        field("number", "all_sum", json!({ "calculateValue": format!("value = {all}") })),
        field(
            "number",
            "grand",
            json!({ "calculateValue": { "+": [{ "var": "data.items_sum" }, { "var": "data.all_sum" }] } }),
        ),
        field(
            "textfield",
            "why_so_much",
            json!({ "defaultValue": "", "validate": { "required": true }, "conditional": { "json": { ">": [{ "var": "data.grand" }, 3000] } } }),
        ),
        field(
            "textfield",
            "greeting",
            json!({ "calculateValue": "value = data.grand > 1000 ? `Totale: ${data.grand}` : 'Poco'" }),
        ),
        field("textfield", "place", json!({ "validate": { "required": true } })),
        field(
            "textfield",
            "street",
            json!({ "validate": { "custom":
            "valid = (input || '').length > 100 ? 'Indirizzo troppo lungo' : true" } }),
        ),
        field("checkbox", "read", json!({ "validate": { "required": true } })),
    ]
}

fn data() -> Value {
    let mut data = serde_json::Map::new();
    for at in 1..=SECTIONS {
        let odd = at % 2 == 1;
        let mut put = |name: &str, value: Value| data.insert(format!("{name}_{at}"), value);
        put("name", json!(if at % 4 == 0 { "M" } else { "Maria" }));
        put("surname", json!(if at % 5 == 0 { "R0ssi" } else { "Rossi" }));
        put("email", json!(if at % 3 == 0 { "maria" } else { "maria@example.it" }));
        put("age", json!(if at % 6 == 0 { 130 } else { 17 + at }));
        put("kind", json!(if odd { "no" } else { "yes" }));
        put("choice", json!(if odd { "yes" } else { "no" }));
        put("agree", json!(odd));
        put("many", json!({ "yes": odd, "no": !odd, "maybe": false }));
        if odd {
            put("notes", json!("Da richiamare"));
            put("reason", json!("Perché sì"));
            put("extra", json!(""));
        }
        put("amount", json!(at * 10));
        put("rate", json!(1.22));
        put("code", json!(if at % 3 == 0 { "sbagliato" } else { "BZ123" }));
    }
    let row =
        |at: usize| json!({ "what": if at == 3 { "" } else { "Cosa" }, "quantity": at * 17, "price": 2.5, "line": 0 });
    data.insert("items".into(), (1..=ROWS).map(row).collect());
    data.insert("place".into(), json!("Bolzano"));
    data.insert("street".into(), json!("Via Roma 1"));
    data.insert("read".into(), json!(false));
    Value::Object(data)
}

fn keys(data: &Value) -> Value {
    let mut keys = Vec::new();
    keys.extend(["L", "Lu", "Luc", "Luci", "Lucia"].map(|typed| ("name_1".to_owned(), json!(typed))));
    keys.extend([1, 12, 125, 1250].map(|typed| ("amount_2".to_owned(), json!(typed))));
    keys.extend(["A", "AB", "AB7"].map(|typed| ("code_3".to_owned(), json!(typed))));
    keys.extend(["no", "yes"].map(|chosen| ("choice_5".to_owned(), json!(chosen))));
    keys.extend([1, 12].map(|typed| ("items[4].quantity".to_owned(), json!(typed))));
    keys.extend(["", "T", "Tr"].map(|typed| ("place".to_owned(), json!(typed))));
    keys.push(("read".to_owned(), json!(true)));
    let at = |path: &str| data.pointer(&["/", &path.replace('[', "/").replace("].", "/")].concat()).cloned();
    let mut done: Vec<String> = Vec::new();
    for (path, _) in keys.clone() {
        if !done.contains(&path) {
            keys.push((path.clone(), at(&path).unwrap_or_default()));
            done.push(path);
        }
    }
    json!(keys)
}

fn scripts() -> Value {
    let list: Vec<Value> =
        (0..50).map(|at| json!({ "key": format!("k{at}"), "price": at, "open": at % 3 == 0 })).collect();
    let data = json!({ "name": "Maria", "surname": "Rossi", "age": 42, "code": "RSSMRA80A41H501U", "list": list, "day": "15/03/2024" });
    let one = |name: &str, code: &str| json!({ "name": name, "code": code, "data": data });
    json!([
        one("condition", "value = data.age > 17 && data.name !== ''"),
        one("calculation", "value = (data.age || 0) * 1.22 + 3"),
        one(
            "check with a pattern",
            "value = /^[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]$/.test(data.code) ? true : 'no'"
        ),
        one("text", "value = [data.name, data.surname].map(s => s.trim().toUpperCase()).join(' ')"),
        one("list", "value = data.list.filter(x => x.open).map(x => x.price * 2).reduce((a, b) => a + b, 0)"),
        one(
            "loop",
            "var sum = 0; for (var i = 0; i < data.list.length; i++) { sum += data.list[i].price } value = sum"
        ),
        one("lodash", "value = _.sumBy(_.filter(data.list, 'open'), 'price')"),
        one("moment", "value = moment(data.day, 'DD/MM/YYYY').add(30, 'days').format('YYYY-MM-DD')"),
        one(
            "tax code",
            "var s = 0, odd = [1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23]; \
             for (var i = 0; i < 15; i++) { var c = data.code.charCodeAt(i); var n = c < 65 ? c - 48 : c - 65; \
             s += i % 2 ? n : odd[n] } value = String.fromCharCode(65 + s % 26) === data.code[15]",
        ),
    ])
}

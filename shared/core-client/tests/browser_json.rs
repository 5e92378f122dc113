//! JSON as the browser reads it for us: the same as natively wherever the core's answers are concerned.
#![cfg(target_family = "wasm")]

use oc_core_client::json;
use oc_core_client::{BadJson, Json, Tolerant, parse_json, write_json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What `serde_json` says, which native tests of everything else rely on.
fn reference(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[wasm_bindgen_test]
fn an_answer_reads_as_it_does_natively() {
    let text = r#"{"meta":{"total":2,"next":null},"data":[{"id":"a","on":true,"price":12.5,"tags":[]},{"id":"","on":false,"price":-0.25,"nested":{"x":{"y":[1,[2,[3]]]}}}]}"#;
    assert_eq!(parse_json(text), Ok(reference(text)));
    for text in ["null", "true", "\"\"", "0", "[]", "{}", " \n\t[ 1 , 2 ]\r\n"] {
        assert_eq!(parse_json(text), Ok(reference(text)), "{text}");
    }
}

#[wasm_bindgen_test]
fn lists_and_members_keep_the_order_in_which_they_came() {
    let list: Vec<i64> = (0..500).rev().collect();
    let text = format!("{:?}", list);
    assert_eq!(parse_json(&text), Ok(json!(list)));
    let members = r#"{"b":1,"Z":{"y":2,"x":3},"a":4,"":5}"#;
    assert_eq!(parse_json(members), Ok(reference(members)));
    assert_eq!(write_json(&parse_json(members).unwrap()), members, "sent back in the order in which it came");
    // The browser puts names that look like numbers first; nothing of them is lost.
    let numbered = r#"{"b":1,"10":2,"a":3,"2":4}"#;
    assert_eq!(parse_json(numbered), Ok(reference(numbered)));
    assert_eq!(write_json(&parse_json(numbered).unwrap()), r#"{"2":4,"10":2,"b":1,"a":3}"#);
}

#[wasm_bindgen_test]
fn the_last_of_two_members_of_one_name_counts() {
    assert_eq!(parse_json(r#"{"a":1,"a":2}"#), Ok(json!({"a": 2})));
}

#[wasm_bindgen_test]
fn names_that_mean_something_to_scripts_are_only_names_here() {
    let text = r#"{"__proto__":{"admin":true},"constructor":1,"toString":"x","hasOwnProperty":null,"length":7}"#;
    assert_eq!(parse_json(text), Ok(reference(text)));
    let read = parse_json(r#"{"__proto__":{"role":"operator"}}"#).unwrap();
    assert_eq!(read.str("role"), None, "an answer must not inherit anything");
    assert_eq!(parse_json("{}").unwrap().str("toString"), None);
}

#[wasm_bindgen_test]
fn letters_of_every_script_arrive_as_they_were_sent() {
    for word in
        ["perché", "Größe", "naïve ﬁ", "日本語", "😀👩‍👩‍👧", "\u{0}\u{1f}\u{7f}\u{2028}\u{feff}", "\"\\/\u{8}\u{c}\n\r\t"]
    {
        let value = json!({ word: word });
        assert_eq!(parse_json(&write_json(&value)), Ok(value.clone()), "{word:?}");
        assert_eq!(parse_json(&serde_json::to_string(&value).unwrap()), Ok(value), "{word:?}");
    }
    assert_eq!(parse_json(r#""\ud83d\ude00 \u00e8""#), Ok(json!("😀 è")));
}

#[wasm_bindgen_test]
fn half_a_letter_becomes_a_sign_for_it_and_nothing_breaks() {
    let read = parse_json(r#"{"a":"x\ud83dy","b":1}"#).unwrap();
    assert_eq!(read.str("a"), Some("x\u{fffd}y"));
    assert_eq!(parse_json(&write_json(&read)), Ok(read));
}

#[wasm_bindgen_test]
fn what_is_written_is_what_the_browser_itself_would_write() {
    for text in [
        r#"{"a":[1,-2,3.5,1e21,1e-7,123456789012345680000],"b":{"c":null,"d":[true,false,""]}}"#,
        r#"["perché","\u0001\u001f","\"\\/","😀",0.1,5e-324,1.7976931348623157e308]"#,
    ] {
        let browsers: String = js_sys::JSON::stringify(&js_sys::JSON::parse(text).unwrap()).unwrap().into();
        let ours = write_json(&parse_json(text).unwrap());
        let again: String = js_sys::JSON::stringify(&js_sys::JSON::parse(&ours).unwrap()).unwrap().into();
        assert_eq!(again, browsers, "the browser reads something else from it");
        assert_eq!(parse_json(&ours), parse_json(text));
    }
}

#[wasm_bindgen_test]
fn amounts_and_numbers_stay_exact_as_far_as_the_browser_counts() {
    for (text, number) in [
        ("0", json!(0)),
        ("-1", json!(-1)),
        ("1250", json!(1250)),
        ("12.34", json!(12.34)),
        ("0.1", json!(0.1)),
        ("9007199254740991", json!(9_007_199_254_740_991_i64)),
        ("-9007199254740991", json!(-9_007_199_254_740_991_i64)),
        ("5e-324", json!(5e-324)),
    ] {
        assert_eq!(parse_json(text), Ok(number.clone()), "{text}");
        assert_eq!(parse_json(&write_json(&number)), Ok(number), "{text}");
    }
    // One kind of number: what natively is a fraction of nought is whole here.
    assert_eq!(parse_json("[1.0,1e2,-0]"), Ok(json!([1, 100, 0])));
}

#[wasm_bindgen_test]
fn a_number_beyond_all_numbers_is_not_taken_for_one() {
    assert_eq!(parse_json("1e400"), Err(BadJson::NotJson));
    assert_eq!(parse_json(r#"{"amount":-1e400}"#), Err(BadJson::NotJson));
    let big = parse_json("123456789012345678901234567890").unwrap();
    assert_eq!(big.as_f64(), Some(1.234_567_890_123_456_8e29));
}

#[wasm_bindgen_test]
fn an_answer_that_breaks_off_is_told_from_nonsense_at_every_place_it_may_break() {
    let text = r#"{"data":[{"id":"a]b}\"c","n":[1,2,{"x":"perché"}]}],"meta":null}"#;
    for (at, _) in text.char_indices().skip(1) {
        assert_eq!(parse_json(&text[..at]), Err(BadJson::CutShort), "cut to {}", &text[..at]);
    }
    for text in
        ["nonsense", "{}}", "[1,]", "{'a':1}", "NaN", "Infinity", "undefined", "01", "+1", "1 2", "// x\n1", "<html>"]
    {
        assert_eq!(parse_json(text), Err(BadJson::NotJson), "{text}");
    }
    assert_eq!(parse_json(""), Err(BadJson::NotJson), "an empty answer is judged by its status before it is read");
}

fn nested(depth: usize) -> String {
    [&"[".repeat(depth), "1", &"]".repeat(depth)].concat()
}

#[wasm_bindgen_test]
fn an_answer_nested_without_end_is_refused_and_the_page_lives_on() {
    assert!(parse_json(&nested(100)).is_ok());
    for depth in [200, 5_000, 200_000] {
        assert_eq!(parse_json(&nested(depth)), Err(BadJson::NotJson), "{depth} deep");
    }
    let objects = [&"{\"a\":".repeat(5_000), "1", &"}".repeat(5_000)].concat();
    assert_eq!(parse_json(&objects), Err(BadJson::NotJson));
    assert_eq!(parse_json("[1]"), Ok(json!([1])));
}

#[wasm_bindgen_test]
fn scripts_of_the_page_that_changed_the_browsers_own_lists_do_not_change_answers() {
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    let prototype = js_sys::Reflect::get(&js_sys::global(), &"Object".into()).unwrap();
    let prototype: js_sys::Object = js_sys::Reflect::get(&prototype, &"prototype".into()).unwrap().unchecked_into();
    let nosy = Closure::<dyn Fn() -> JsValue>::new(|| JsValue::from_str("from the page"));
    js_sys::Reflect::set(&prototype, &"toJSON".into(), nosy.as_ref().unchecked_ref()).unwrap();
    js_sys::Reflect::set(&prototype, &"role".into(), &"operator".into()).unwrap();
    let (read, written) = (parse_json(r#"{"a":[1.5]}"#), write_json(&json!({"a": [1.5]})));
    js_sys::Reflect::delete_property(&prototype, &"toJSON".into()).unwrap();
    js_sys::Reflect::delete_property(&prototype, &"role".into()).unwrap();
    assert_eq!(read, Ok(json!({"a": [1.5]})));
    assert_eq!(written, r#"{"a":[1.5]}"#);
}

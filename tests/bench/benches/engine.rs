//! `cargo bench -p oc-bench --features criterion`: the same measurements with criterion's statistics, to compare two states
//! of the engine with each other.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot begin stops")]

use criterion::{Criterion, criterion_group, criterion_main};
use oc_bench::{Filling, Script, form, native};
use oc_form_engine::json;

fn forms(bench: &mut Criterion) {
    let case = form::case();
    let mut filling = Filling::new(&case["form"].to_string(), &case["data"].to_string(), native::around).unwrap();
    bench.bench_function("form/whole", |timer| timer.iter(|| filling.whole().unwrap()));
    let keys: Vec<(String, serde_json::Value)> = serde_json::from_value(case["keys"].clone()).unwrap();
    let keys: Vec<_> = keys.iter().map(|(path, value)| (path, json::parse(&value.to_string()).unwrap())).collect();
    let mut next = keys.iter().cycle();
    bench.bench_function("form/one key", |timer| {
        timer.iter(|| next.next().and_then(|(path, value)| filling.press(path, value)));
    });
}

fn scripts(bench: &mut Criterion) {
    for one in form::case()["scripts"].as_array().unwrap() {
        let code = one["code"].as_str().unwrap();
        let script = Script::new(code, &one["data"].to_string(), native::environment()).unwrap();
        bench.bench_function(&["script/", one["name"].as_str().unwrap()].concat(), |timer| {
            timer.iter(|| script.run().unwrap());
        });
        bench.bench_function(&["read/", one["name"].as_str().unwrap()].concat(), |timer| {
            timer.iter(|| oc_script::Program::parse(code).unwrap());
        });
    }
}

criterion_group!(all, forms, scripts);
criterion_main!(all);

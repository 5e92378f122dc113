//! `oc-bench case` prints what is measured, as JSON; `oc-bench measure` measures it here and prints
//! `{components, answers: [text], whole: [ms], again: [ms], key: [ms], server: [ms], scripts: {name: {answer, micros: [µs]}}}`; `oc-bench whole N` works the form out N times, for a profiler.

use anyhow::{Context, Result, anyhow, bail};
use oc_bench::{Filling, Script, form, native};
use oc_form_engine::process::{Process, Step};
use oc_form_engine::{Value, json as own};
use serde_json::json;
use std::time::Instant;

const STEPS: [&str; 8] =
    ["filter", "defaultValue", "calculate", "conditions", "logic", "normalize", "clearHidden", "validate"];

fn main() -> Result<()> {
    match std::env::args().nth(1).unwrap_or_default().as_str() {
        "case" => println!("{}", form::case()),
        "measure" => println!("{}", measure()?),
        "whole" => whole(std::env::args().nth(2).unwrap_or_default().parse()?)?,
        _ => bail!("usage: oc-bench case|measure|whole N"),
    }
    Ok(())
}

fn whole(times: usize) -> Result<()> {
    let case = form::case();
    let part = |name: &str| case.get(name).map(ToString::to_string).unwrap_or_default();
    let mut filling = Filling::new(&part("form"), &part("data"), native::around)?;
    (0..times).try_for_each(|_| Ok(filling.whole().map(|_| ())?))
}

/// Milliseconds of each of `count` samples of `inner` calls, after a tenth as many that are not counted.
fn samples(count: usize, inner: usize, mut work: impl FnMut() -> Result<()>) -> Result<Vec<f64>> {
    let mut all = Vec::with_capacity(count);
    for at in 0..count + count / 10 {
        let start = Instant::now();
        for _ in 0..inner {
            work()?;
        }
        if at >= count / 10 {
            all.push(start.elapsed().as_secs_f64() * 1000.0 / inner as f64);
        }
    }
    Ok(all)
}

fn measure() -> Result<serde_json::Value> {
    let case = form::case();
    let part = |name: &str| case.get(name).context("an incomplete case");
    let (definition, data) = (part("form")?.to_string(), part("data")?.to_string());
    let keys: Vec<(String, serde_json::Value)> = serde_json::from_value(part("keys")?.clone())?;
    let keys: Vec<(String, Value)> =
        keys.into_iter().map(|(path, value)| (path, own::parse(&value.to_string()).unwrap_or_default())).collect();
    let mut filling = Filling::new(&definition, &data, native::around)?;
    let mut answers = vec![filling.answer()];
    for (path, value) in &keys {
        filling.press(path, value).with_context(|| format!("no component at {path}"))?;
        answers.push(filling.answer());
    }
    let whole = samples(60, 2, || Ok(filling.whole().map(|_| ())?))?;
    let again = samples(60, 2, || {
        filling.again();
        Ok(())
    })?;
    let key = samples(60, 1, || {
        keys.iter().for_each(|(path, value)| {
            let _ = filling.press(path, value);
        });
        Ok(())
    })?;
    let (parsed, values) = (own::parse(&definition).unwrap_or_default(), own::parse(&data).unwrap_or_default());
    let server = samples(60, 2, || {
        let steps = STEPS.iter().filter_map(|name| Step::named(name, true)).collect();
        Process::new(parsed.clone(), values.clone(), native::around(), steps, false).run();
        Ok(())
    })?;
    let mut scripts = serde_json::Map::new();
    for one in part("scripts")?.as_array().into_iter().flatten() {
        let text = |name: &str| one.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
        let values = one.get("data").cloned().unwrap_or_default().to_string();
        let failed = |error: oc_script::ScriptError| anyhow!("{}: {error}", text("name"));
        let script = Script::new(text("code"), &values, native::environment()).map_err(failed)?;
        let run = samples(50, 100, || script.run().map_err(failed))?;
        let micros: Vec<f64> = run.iter().map(|milliseconds| milliseconds * 1000.0).collect();
        scripts.insert(text("name").into(), json!({ "answer": script.answer().map_err(failed)?, "micros": micros }));
    }
    let each: Vec<f64> = key.iter().map(|series| series / keys.len() as f64).collect();
    let components = form::count(part("form")?.get("components").context("no components")?);
    Ok(json!({
        "components": components, "answers": answers, "whole": whole, "again": again, "key": each, "server": server, "scripts": scripts,
    }))
}

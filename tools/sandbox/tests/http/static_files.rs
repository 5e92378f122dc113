//! The delivery folder and the demo pages.

use std::path::Path;

use crate::bench::{Answer, Bench};

fn write(folder: &Path, path: &str, text: &[u8]) {
    let file = folder.join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, text).unwrap();
}

fn delivery() -> (tempfile::TempDir, Bench) {
    let dist = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("runtime/1.0.0/oc.wasm", "wasm"),
        ("runtime/1.0.0/oc.wasm.br", "small-br"),
        ("runtime/1.0.0/oc.wasm.gz", "small-gz"),
        ("widgets/bookings/js/bookings.js", "js"),
        ("widgets/bookings/version/1.0.0/css/bookings.css", "css"),
        ("manifest.json", "{}"),
    ] {
        write(dist.path(), path, text.as_bytes());
    }
    let bench = Bench::start(&["--dist", dist.path().to_str().unwrap()]);
    (dist, bench)
}

fn widget(bench: &Bench, path: &str, encodings: &str) -> Answer {
    let request = bench.request("GET", &format!("{}{path}", bench.widgets)).header("origin", &bench.site);
    bench.send(if encodings.is_empty() { request } else { request.header("accept-encoding", encodings) })
}

#[test]
fn files_have_the_type_browsers_insist_on() {
    let (_dist, bench) = delivery();
    for (path, kind) in [
        ("/runtime/1.0.0/oc.wasm", "application/wasm"),
        ("/widgets/bookings/js/bookings.js", "text/javascript"),
        ("/widgets/bookings/version/1.0.0/css/bookings.css", "text/css"),
        ("/manifest.json", "application/json"),
    ] {
        let answer = widget(&bench, path, "");
        assert_eq!((answer.status, answer.header("content-type")), (200, kind.into()), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn the_smallest_form_a_browser_takes_is_sent() {
    let (_dist, bench) = delivery();
    for (accepted, encoding, text) in [
        ("gzip, deflate, br", "br", "small-br"),
        ("gzip", "gzip", "small-gz"),
        ("", "", "wasm"),
        ("identity", "", "wasm"),
    ] {
        let answer = widget(&bench, "/runtime/1.0.0/oc.wasm", accepted);
        assert_eq!((answer.header("content-encoding"), answer.text.as_str()), (encoding.into(), text), "{accepted}");
        assert_eq!(answer.header("content-type"), "application/wasm");
        assert!(answer.header("vary").to_lowercase().contains("accept-encoding"));
    }
    assert_eq!(widget(&bench, "/manifest.json", "br, gzip").text, "{}", "a file without compressed siblings");
}

#[test]
fn only_what_never_changes_is_kept_for_ever() {
    let (_dist, bench) = delivery();
    let caching = |path: &str| widget(&bench, path, "").header("cache-control");
    let for_ever = "public, max-age=31536000, immutable";
    assert_eq!(caching("/runtime/1.0.0/oc.wasm"), for_ever);
    assert_eq!(caching("/widgets/bookings/version/1.0.0/css/bookings.css"), for_ever);
    assert_eq!(caching("/widgets/bookings/js/bookings.js"), "public, max-age=300");
    assert_eq!(caching("/runtime/1.0.0/missing.js"), "no-store");
}

#[test]
fn nothing_outside_the_folder_is_served() {
    let (dist, bench) = delivery();
    write(dist.path().parent().unwrap(), "oc-sandbox-outside.txt", b"secret");
    let asked = widget(&bench, "/%2e%2e/oc-sandbox-outside.txt", "");
    std::fs::remove_file(dist.path().parent().unwrap().join("oc-sandbox-outside.txt")).unwrap();
    assert_eq!(asked.status, 404);
}

fn pages() -> (tempfile::TempDir, Bench) {
    let site = tempfile::tempdir().unwrap();
    let page = "<!doctype html><script src=\"{{widgets}}/a.js\"></script><a href=\"{{core}}/login\">à</a>{{site}}";
    write(site.path(), "index.html", page.as_bytes());
    write(site.path(), "segnala_disservizio.html", b"<p>{{core}}</p>");
    write(site.path(), "globals.js", b"'{{core}}'");
    let bench = Bench::start(&["--site", site.path().to_str().unwrap()]);
    (site, bench)
}

#[test]
fn demo_pages_know_where_the_core_and_the_widgets_are() {
    let (_site, bench) = pages();
    let get = |path: &str| bench.send(bench.request("GET", &format!("{}{path}", bench.site)));
    let page = get("/");
    let expected = format!(
        "<!doctype html><script src=\"{}/a.js\"></script><a href=\"{}/login\">à</a>{}",
        bench.widgets, bench.core, bench.site
    );
    assert_eq!((page.status, page.text.as_str()), (200, expected.as_str()));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("content-security-policy"), "");
    assert_eq!(page.header("content-length"), expected.len().to_string());
    assert_eq!(get("/segnala_disservizio").text, format!("<p>{}</p>", bench.core));
    assert_eq!(get("/globals.js").text, "'{{core}}'", "only pages are filled in");
    assert_eq!(get("/missing").status, 404);
}

#[test]
fn a_page_can_be_asked_for_with_the_strictest_policy() {
    let (_site, bench) = pages();
    let page = bench.send(bench.request("GET", &format!("{}/?csp=strict", bench.site)));
    let policy = page.header("content-security-policy");
    let core = bench.core.trim_end_matches("/lang");
    for part in [
        "default-src 'none'".to_string(),
        format!("script-src {} {} 'wasm-unsafe-eval'", bench.widgets, bench.site),
        format!("style-src {} {}", bench.site, bench.widgets),
        format!("connect-src {core} {}", bench.widgets),
        format!("form-action {core}"),
        "base-uri 'none'".to_string(),
    ] {
        assert!(policy.split("; ").any(|one| one == part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
}

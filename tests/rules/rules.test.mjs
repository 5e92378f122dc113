// `./oc check` is only worth something if it notices: each invariant is broken here on purpose.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { codeLines, dependencyBreaches, sourceBreaches } from '../../tools/oc/rules.mjs';

const made = [];
after(() => made.forEach((dir) => rmSync(dir, { recursive: true })));

/** Breaches found in a checkout that holds exactly these files. */
function breachesIn(files) {
  const root = mkdtempSync(join(tmpdir(), 'oc-rules-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return sourceBreaches(root);
}

const forbidden = [
  ['a widget that reads a global of the page', 'widgets/bookings/src/lib.rs', 'let a = global("OC_BASE_URL");'],
  ['a request outside the core client', 'widgets/bookings/src/view.rs', 'use gloo_net::http::Request;'],
  ['an event for the host sent by a widget', 'widgets/bookings/src/view.rs', 'CustomEvent::new("oc-ready")'],
  ['a model that knows Leptos', 'widgets/bookings/src/model/steps.rs', 'use leptos::prelude::*;'],
  ['a validator that knows the browser', 'shared/forms/src/email.rs', 'web_sys::window()'],
  ['a token in web storage', 'shared/ui/src/lib.rs', 'window.local_storage()'],
  ['a cookie in the loader', 'static/loader.js', 'document.cookie = "a=1";'],
  ['text run as code in Rust', 'shared/ui/src/lib.rs', 'js_sys::eval("1")'],
  ['text run as code in the loader', 'static/loader.js', 'const f = new Function("return 1");'],
  ['a style attribute in a view', 'widgets/bookings/src/view.rs', '<div style="width: 10px">'],
  ['markup made from text', 'widgets/bookings/src/view.rs', '<div inner_html=text>'],
  ['code that the lints never see', 'shared/ui/src/lib.rs', '#[cfg(target_arch = "wasm32")]'],
  ['an inline script in a demonstration page', 'static/demo/index.html', '<script>alert(1)</script>'],
  ['an inline handler in a demonstration page', 'static/demo/index.html', '<a onclick="go()">'],
];
for (const [what, path, line] of forbidden) {
  test(`notices ${what}`, () => {
    const breaches = breachesIn({ [path]: `// first line\n${line}\n` });
    assert.equal(breaches.length, 1, breaches.join('\n'));
    assert.match(breaches[0], new RegExp(`^${path}:2: `));
  });
}

test('leaves alone the places that are meant for it, comments and test modules', () => {
  const breaches = breachesIn({
    'shared/settings/src/lib.rs': 'read("OC_BASE_URL");\n',
    'shared/core-client/src/browser.rs': 'use gloo_net::http::Request;\n',
    'shared/element/src/events.rs': 'CustomEvent::new("oc-ready")\n',
    'widgets/bookings/src/view.rs': '// "OC_BASE_URL" is read elsewhere\n<div style:width=move || w()>\n/* inner_html */\n',
    'widgets/bookings/src/lib.rs': 'fn a() {}\n#[cfg(test)]\nmod tests {\n    const A: &str = "OC_LANG";\n}\n',
    'shared/i18n/src/lib.rs': '#[cfg(not(target_arch = "wasm32"))]\n',
    'static/demo/index.html': '<script src="/config.js"></script><!-- <style> -->\n<p>on time = "now"</p>\n',
  });
  assert.deepEqual(breaches, []);
});

test('notices a file that is too long, and only that one', () => {
  const breaches = breachesIn({ 'shared/ui/src/a.rs': 'x\n'.repeat(401), 'shared/ui/src/b.rs': 'x\n'.repeat(400), 'README.md': 'x\n'.repeat(900) });
  assert.deepEqual(breaches, ['shared/ui/src/a.rs: 401 lines, more than 400: split it']);
});

test('keeps addresses in strings when it blanks comments', () => {
  assert.deepEqual(codeLines('let a = "https://x.example/OC"; // note', 'a.rs'), ['let a = "https://x.example/OC";        ']);
});

/** What `cargo metadata` would say of these crates: name → names it depends on. */
function metadataOf(crates) {
  const id = (name) => `path+file:///c/${name}`;
  return {
    workspace_members: Object.keys(crates).filter((name) => name.startsWith('oc-')).map(id),
    packages: Object.keys(crates).map((name) => ({
      id: id(name),
      name,
      manifest_path: /login|bookings|suite/.test(name) ? `/c/widgets/${name}/Cargo.toml` : `/c/shared/${name}/Cargo.toml`,
    })),
    resolve: {
      nodes: Object.entries(crates).map(([name, deps]) => ({ id: id(name), deps: deps.map((dep) => ({ pkg: id(dep), dep_kinds: [{ kind: null }] })) })),
    },
  };
}

test('notices a pure crate that reaches the browser through another one', () => {
  const breaches = dependencyBreaches(metadataOf({ 'oc-forms': ['oc-i18n'], 'oc-i18n': ['helper'], helper: ['web-sys'], 'web-sys': [] }));
  assert.deepEqual(breaches, [
    'oc-forms: a pure crate reaches web-sys (oc-forms → oc-i18n → helper → web-sys)',
    'oc-i18n: a pure crate reaches web-sys (oc-i18n → helper → web-sys)',
  ]);
});

test('notices a widget that depends on another one, but lets the suite have them all', () => {
  const breaches = dependencyBreaches(metadataOf({ 'oc-suite': ['oc-login', 'oc-bookings'], 'oc-login': [], 'oc-bookings': ['oc-login'] }));
  assert.deepEqual(breaches, ['oc-bookings: a widget depends on another one (oc-bookings → oc-login)']);
});

test('notices a second crate that would make requests', () => {
  const breaches = dependencyBreaches(metadataOf({ 'oc-ui': ['gloo-net'], 'oc-core-client': ['gloo-net'], 'gloo-net': [] }));
  assert.deepEqual(breaches, ['oc-ui: depends on gloo-net, but only oc-core-client performs requests']);
});

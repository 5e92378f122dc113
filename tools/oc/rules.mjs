// The architecture's invariants as far as reading the sources can prove them. `node tools/oc/rules.mjs [ROOT]` prints every
// breach as `file:line: why` and exits 1 when there is one.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAX_LINES = 400;
const MEASURED = /\.(rs|mjs|js|ts|sh)$|^oc$|^\.ci\/run$/;
const SKIPPED = new Set(['.git', 'target', 'dist', 'node_modules', '.trunk']);

const RUST = /^(shared|widgets)\/[^/]+\/src\/.*\.rs$/;
const SCRIPT = /^static\/.*\.m?js$/;
const PAGE = /^(static\/.*|index)\.html$/;
const MODEL = /^(widgets\/[^/]+\/src\/model(\.rs$|\/)|shared\/(forms|i18n|form-engine|script)\/src\/)/;

/** What a line must not contain, in which files, and where it may all the same. */
const PATTERNS = [
  { files: RUST, except: /^shared\/settings\//, find: /"(?:window\.)?OC_[A-Z]/, why: 'only shared/settings reads the window.OC_* globals' },
  {
    files: RUST,
    except: /^shared\/core-client\//,
    find: /\bgloo_net\b|\bfetch_with_|\bXmlHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsend_beacon/,
    why: 'only shared/core-client performs requests',
  },
  {
    files: RUST,
    except: /^shared\/element\//,
    find: /\bCustomElementRegistry\b|\bcustom_elements\(|\bCustomEvent\b/,
    why: 'only shared/element touches the custom element registry and the events for the host page',
  },
  { files: MODEL, find: /\b(web_sys|js_sys|leptos|wasm_bindgen|gloo_\w+)\b/, why: 'models and pure crates know neither the browser nor Leptos' },
  { files: RUST, find: /\b(local_storage|session_storage|localStorage|sessionStorage|set_cookie)\b|\.cookie\(\)/, why: 'nothing is kept in the browser: no cookie, no web storage' },
  { files: SCRIPT, find: /\b(localStorage|sessionStorage|indexedDB)\b|\bdocument\s*\.\s*cookie\b/, why: 'nothing is kept in the browser: no cookie, no web storage' },
  { files: RUST, find: /\bjs_sys::eval\b|\bFunction::new_(no|with)_args/, why: 'no evaluation of text as code: strict CSP' },
  { files: SCRIPT, find: /\beval\s*\(|\bnew\s+Function\b/, why: 'no evaluation of text as code: strict CSP' },
  { files: RUST, find: /(^|\s)style=/, why: 'no style attribute, strict CSP refuses it: use a class, or style:property' },
  { files: RUST, find: /\b(set_inner_html|set_outer_html|insert_adjacent_html|inner_html)\b/, why: 'no markup from text: it is how scripts get injected' },
  { files: RUST, find: /cfg(_attr)?\(\s*target_arch\s*=\s*"wasm32"/, why: 'clippy runs natively and would not see this: let it compile there too' },
  { files: PAGE, find: /<script(?![^>]*\ssrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+\s*=\s*["']/i, why: 'no inline script, style or handler: strict CSP' },
];

/** Crates that must build and pass their tests without a browser. */
const PURE = ['oc-forms', 'oc-i18n', 'oc-form-engine', 'oc-script'];
const BROWSER = ['web-sys', 'js-sys', 'wasm-bindgen', 'leptos', 'gloo-net'];

function* walk(root, dir = root) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED.has(entry.name)) yield* walk(root, path);
    } else if (entry.isFile()) {
      yield relative(root, path).replaceAll('\\', '/');
    }
  }
}

/** The lines with comments and Rust's test modules blanked, so that line numbers stay. */
export function codeLines(text, path) {
  const blank = (found) => found.replace(/[^\n]/g, ' ');
  let code = text;
  if (path.endsWith('.rs')) code = code.replace(/#\[cfg\(test\)\]\s*mod \w+ \{[\s\S]*$/, blank);
  if (path.endsWith('.html')) return code.replace(/<!--[\s\S]*?-->/g, blank).split('\n');
  return code
    .replace(/(^|[^:"'\\/])\/\/.*$/gm, (found, before) => before + blank(found.slice(before.length)))
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .split('\n');
}

/** Breaches of the patterns and of the length limit below `root`, as `file:line: why`. */
export function sourceBreaches(root) {
  const breaches = [];
  for (const path of walk(root)) {
    const rules = PATTERNS.filter((rule) => rule.files.test(path) && !rule.except?.test(path));
    if (!rules.length && !MEASURED.test(path)) continue;
    const text = readFileSync(join(root, path), 'utf8');
    const length = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    if (MEASURED.test(path) && length > MAX_LINES) breaches.push(`${path}: ${length} lines, more than ${MAX_LINES}: split it`);
    if (!rules.length) continue;
    codeLines(text, path).forEach((line, at) => {
      for (const rule of rules) if (rule.find.test(line)) breaches.push(`${path}:${at + 1}: ${rule.why}`);
    });
  }
  return breaches;
}

/** Names of every crate that `name` reaches through dependencies that end up in the browser, with the way there. */
function reach(name, graph) {
  const ways = new Map([[name, [name]]]);
  const queue = [name];
  while (queue.length) {
    const from = queue.shift();
    for (const to of graph.get(from) ?? []) {
      if (ways.has(to)) continue;
      ways.set(to, [...ways.get(from), to]);
      queue.push(to);
    }
  }
  return ways;
}

/** Breaches in who depends on whom, from the answer of `cargo metadata`. */
export function dependencyBreaches(metadata) {
  const names = new Map(metadata.packages.map((found) => [found.id, found.name]));
  const paths = new Map(metadata.packages.map((found) => [found.name, found.manifest_path.replaceAll('\\', '/')]));
  const graph = new Map();
  for (const node of metadata.resolve.nodes) {
    const normal = node.deps.filter((dep) => dep.dep_kinds.some(({ kind }) => kind === null));
    graph.set(names.get(node.id), normal.map((dep) => names.get(dep.pkg)));
  }
  const members = metadata.workspace_members.map((id) => names.get(id));
  const widgets = members.filter((name) => /\/widgets\/[^/]+\/Cargo\.toml$/.test(paths.get(name)) && name !== 'oc-suite');
  const breaches = [];
  for (const name of PURE.filter((pure) => members.includes(pure))) {
    const ways = reach(name, graph);
    for (const found of BROWSER.filter((crate) => ways.has(crate))) {
      breaches.push(`${name}: a pure crate reaches ${found} (${ways.get(found).join(' → ')})`);
    }
  }
  for (const widget of widgets) {
    const ways = reach(widget, graph);
    for (const other of widgets.filter((found) => found !== widget && ways.has(found))) {
      breaches.push(`${widget}: a widget depends on another one (${ways.get(other).join(' → ')})`);
    }
  }
  for (const name of members.filter((found) => found !== 'oc-core-client' && graph.get(found)?.includes('gloo-net'))) {
    breaches.push(`${name}: depends on gloo-net, but only oc-core-client performs requests`);
  }
  return breaches;
}

function metadata(root) {
  const args = ['metadata', '--format-version', '1', '--filter-platform', 'wasm32-unknown-unknown'];
  if (process.env.CI) args.push('--locked');
  const answer = execFileSync(process.env.OC_CARGO || 'cargo', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(answer);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? fileURLToPath(new URL('../..', import.meta.url));
  const breaches = [...sourceBreaches(root), ...dependencyBreaches(metadata(root))];
  for (const breach of breaches) console.error(breach);
  console.log(breaches.length ? `${breaches.length} breaches` : 'no breach');
  process.exit(breaches.length ? 1 : 0);
}

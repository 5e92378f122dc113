// Which widgets there are and what they are called in a page.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { asRust, reached } from './rust-source.mjs';

/** Names that older embedding snippets use; `widget.toml` wins where it says otherwise. */
const LEGACY = {
  satisfy: { aliases: ['app-widget'] },
  formio: { aliases: ['widget-formio'] },
  'payments-due': { mount: 'oc-paymentsDue' },
};

/** Reads one plain string, or list of strings, from a TOML text: all that is needed of it here. */
function toml(text, key) {
  const top = text.split(/^\s*\[/m)[0];
  const found = new RegExp(`^\\s*${key}\\s*=\\s*(\\[[^\\]]*\\]|"[^"]*")`, 'm').exec(top);
  return found ? [...found[1].matchAll(/"([^"]*)"/g)].map((m) => m[1]) : undefined;
}

function rustFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.rs'))
    .sort()
    .map((name) => path.join(folder, name));
}

/**
 * Every widget of a checkout.
 * @param {string} root top folder of the checkout
 * @returns {{ name: string, tags: string[], mount: string, sources: string[] }[]} sorted by name;
 *   `tags` are the element names, `mount` the id of the legacy `<div>`, `sources` the Rust texts its markup comes from
 */
export function widgets(root) {
  const folder = path.join(root, 'widgets');
  const shared = rustFiles(path.join(root, 'shared/ui/src')).map((file) => readFileSync(file, 'utf8'));
  // What the loader shows when a widget cannot start belongs to every widget.
  const scripts = ['static/loader.js', 'static/runtime.js']
    .map((file) => path.join(root, file))
    .filter((file) => existsSync(file))
    .map((file) => asRust(readFileSync(file, 'utf8')));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'suite' && existsSync(path.join(folder, entry.name, 'src')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = path.join(folder, name, 'widget.toml');
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      const [element] = toml(text, 'element') ?? [`oc-${name}`];
      const aliases = toml(text, 'aliases') ?? LEGACY[name]?.aliases ?? [];
      const [mount] = toml(text, 'mount') ?? [LEGACY[name]?.mount ?? `oc-${name}`];
      const own = rustFiles(path.join(folder, name, 'src')).map((source) => readFileSync(source, 'utf8'));
      return { name, tags: [element, ...aliases], mount: mount.replace(/^#/, ''), sources: [...own, ...reached(own, shared), ...scripts] };
    });
}

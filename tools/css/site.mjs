#!/usr/bin/env node
// Puts together the demonstration municipality's site: the pages of static/demo and Bootstrap Italia's files.
//
//   node tools/css/site.mjs --out DIR [--node-modules DIR]
//
// In a page, `<!-- part: header -->` stands for `parts/header.<lang>.html`, the language being the page's own.
// `{{core}}` and `{{widgets}}` stay as they are: the server that shows the site knows the addresses.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, nodeModules, options } from './lib/packages.mjs';
import { fontFaces } from './lib/subset.mjs';

const SOURCE = path.join(ROOT, 'static/demo');

/** Faces of the body font that the pages use. */
const FACES = ['regular', '600', '700'];

/**
 * A page with its parts put in.
 * @param {string} html
 * @param {string} folder where `parts/` is
 * @returns {string}
 * @throws {Error} when the page has no language or a part does not exist
 */
export function assembled(html, folder = SOURCE) {
  const lang = /<html lang="([a-z]+)"/.exec(html)?.[1];
  if (!lang) throw new Error('a page must say its language in <html lang="…">');
  return html.replace(/^[ \t]*<!-- part: ([a-z-]+) -->\n/gm, (_, part) => readFileSync(path.join(folder, `parts/${part}.${lang}.html`), 'utf8'));
}

/**
 * Writes the site.
 * @param {{ out: string, modules?: string }} input folders; what `out` held before is removed
 */
export function site({ out, modules }) {
  const dist = path.join(nodeModules(modules), 'bootstrap-italia/dist');
  const assets = path.join(out, 'assets');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(path.join(assets, 'css'), { recursive: true });
  cpSync(SOURCE, out, { recursive: true, filter: (file) => path.basename(file) !== 'parts' });
  for (const file of readdirSync(out).filter((name) => name.endsWith('.html'))) {
    const page = path.join(out, file);
    writeFileSync(page, assembled(readFileSync(page, 'utf8')));
  }
  // Bootstrap Italia asks for its fonts from a script; a site without scripts of its own says them in its style sheet. The icon
  // font of its video player, written into the sheet as data, would break a strict content security policy.
  const css = readFileSync(path.join(dist, 'css/bootstrap-italia.min.css'), 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/@font-face\{[^}]*url\(data:[^}]*\}/g, '')
    .replace(/\/\*# sourceMappingURL=.*?\*\//, '');
  writeFileSync(path.join(assets, 'css/bootstrap-italia.min.css'), `${css}\n${fontFaces(FACES, '../fonts')}\n`);
  for (const face of FACES) {
    const file = `titillium-web-v10-latin-ext_latin-${face}.woff2`;
    cpSync(path.join(dist, 'fonts/Titillium_Web', file), path.join(assets, 'fonts', file));
  }
  cpSync(path.join(dist, 'svg/sprites.svg'), path.join(assets, 'svg/sprites.svg'));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = options(process.argv.slice(2), ['out', 'node-modules']);
  if (!given.out) throw new Error('Say where to write with --out DIR');
  site({ out: path.resolve(given.out), modules: given['node-modules'] });
}

#!/usr/bin/env node
// Writes the style sheets of the widgets.
//
//   node tools/css/build.mjs --out DIR [--node-modules DIR] [--root DIR]
//
//   DIR/<name>.css                       own rules, for pages that have Bootstrap Italia 2
//   DIR/bootstrap-italia@2/<name>.css    the same after the part of Bootstrap Italia the widget needs, kept inside its element
//   DIR/bootstrap-italia@2/fonts/        the faces the latter asks for, to be served beside it
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { ROOT, libraries, nodeModules, options } from './lib/packages.mjs';
import { ownLengths, scoped } from './lib/scope.mjs';
import { bootstrapFor, fontFaces, subset, weights } from './lib/subset.mjs';
import { pageTheme, themed } from './lib/theme.mjs';
import { widgets } from './lib/widgets.mjs';

/** Oldest browsers the widgets start in; newer syntax is written in words these know. Major version in the third byte. */
const TARGETS = { chrome: 96 << 16, edge: 96 << 16, firefox: 79 << 16, safari: 15 << 16, ios_saf: 15 << 16 };

const NOTICE = '/*! Bootstrap Italia, BSD-3-Clause, and Bootstrap, MIT: see their licences. Titillium Web, OFL-1.1. */\n';

function own(root, name) {
  return ['common', name]
    .map((part) => path.join(root, 'static/css', `${part}.css`))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** Minifies; anything the parser would have to guess about stops the build. */
function minify(css, filename, libs) {
  // What `light-dark()` would be rewritten to only works where the same sheet says the scheme. Browsers without it leave the rule out.
  const exclude = libs.lightningcss.Features.LightDark;
  const { code, warnings } = libs.lightningcss.transform({ filename, code: Buffer.from(css), minify: true, targets: TARGETS, exclude });
  if (warnings.length > 0) throw new Error(`${filename}: ${warnings.map((warning) => warning.message).join('; ')}`);
  return code.toString();
}

/** What shelters a widget from the page, on pages that have no Bootstrap Italia. */
const SHELTER = readFileSync(new URL('lib/shelter.css', import.meta.url), 'utf8');

const brotli = (text) => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/**
 * Builds every style sheet.
 * @param {{ out: string, root?: string, modules?: string }} input folders
 * @returns {{ file: string, raw: number, br: number }[]} what was written, sizes in bytes
 */
export function build({ out, root = ROOT, modules }) {
  const folder = nodeModules(modules);
  const libs = libraries(folder);
  const dist = path.join(folder, 'bootstrap-italia/dist');
  const css = readFileSync(path.join(dist, 'css/bootstrap-italia.min.css'), 'utf8').replace(/^\uFEFF/, '');
  const fonts = path.join(out, 'bootstrap-italia@2/fonts');
  mkdirSync(fonts, { recursive: true });
  const report = [];
  const write = (file, text) => {
    writeFileSync(path.join(out, file), text);
    report.push({ file, raw: Buffer.byteLength(text), br: brotli(text) });
  };
  for (const widget of widgets(root)) {
    const through = (sheet, plugins) => libs.postcss(plugins).process(sheet, { from: undefined }).css;
    const { root: sheet } = subset({ css: own(root, widget.name), sources: widget.sources, libs });
    const rules = through(sheet.clone(), [scoped(widget, libs.selectorParser)]);
    const strong = [themed({ widget: widget.name }), scoped(widget, libs.selectorParser, { strong: true }), ownLengths()];
    const keep = [...rules.matchAll(/var\(\s*(--[\w-]+)/g)].map((m) => m[1]);
    const part = bootstrapFor({ css, widget, libs, keep });
    for (const piece of part.unknown) console.warn(`css: ${widget.name}: what follows "${piece}" is nowhere in the sources, so its styles are left out`);
    write(`${widget.name}.css`, minify(`${rules}\n${part.theme}\n${through(sheet.clone(), pageTheme(widget, libs))}`, `${widget.name}.css`, libs));
    const faces = weights(part.css + rules);
    const [first, last] = [SHELTER, sheet].map((each) => through(each, strong));
    for (const face of faces) {
      const file = `titillium-web-v10-latin-ext_latin-${face}.woff2`;
      copyFileSync(path.join(dist, 'fonts/Titillium_Web', file), path.join(fonts, file));
    }
    const text = minify(`${first}\n${part.css}\n${fontFaces(faces)}\n${last}`, `${widget.name}.css`, libs);
    write(`bootstrap-italia@2/${widget.name}.css`, NOTICE + text);
  }
  return report;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = options(process.argv.slice(2), ['out', 'node-modules', 'root']);
  if (!given.out) throw new Error('Say where to write with --out DIR');
  const report = build({ out: path.resolve(given.out), root: given.root, modules: given['node-modules'] });
  for (const { file, raw, br } of report) console.log(`${file.padEnd(44)} ${String(raw).padStart(8)} B  ${String(br).padStart(7)} B br`);
}

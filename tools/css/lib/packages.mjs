// Node packages live outside the checkout, so a bare `import` would not find them: they are looked up in the folder the caller names.
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top folder of the checkout. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * The folder holding the development packages: the argument, `OC_NODE_MODULES`, or the one beside `tools/node/package.json`.
 * @param {string} [asked] folder given on the command line
 * @returns {string} an existing folder
 * @throws {Error} naming every place that was tried
 */
export function nodeModules(asked) {
  const tried = [asked, process.env.OC_NODE_MODULES, path.join(ROOT, 'tools/node/node_modules')].filter(Boolean);
  const found = tried.map((folder) => path.resolve(folder)).find((folder) => existsSync(path.join(folder, 'bootstrap-italia')));
  if (!found) throw new Error(`No folder with the development packages (bootstrap-italia, postcss, …). Tried: ${tried.join(', ')}`);
  return found;
}

/**
 * Loads the libraries of the css pipeline from a `node_modules` folder.
 * @param {string} folder as returned by {@link nodeModules}
 */
export function libraries(folder) {
  const load = createRequire(path.join(folder, 'opencity-widgets.cjs'));
  return {
    postcss: load('postcss'),
    selectorParser: load('postcss-selector-parser'),
    lightningcss: load('lightningcss'),
  };
}

/**
 * Reads `--name value` pairs.
 * @param {string[]} argv arguments after the script's name
 * @param {string[]} known option names without dashes
 * @returns {Record<string, string>}
 * @throws {Error} on an unknown option or a missing value
 */
export function options(argv, known) {
  const out = {};
  for (let i = 0; i < argv.length; i += 2) {
    const name = argv[i].replace(/^--/, '');
    if (!argv[i].startsWith('--') || !known.includes(name)) throw new Error(`Unknown option ${argv[i]}. Known: --${known.join(', --')}`);
    if (argv[i + 1] === undefined) throw new Error(`Option ${argv[i]} needs a value`);
    out[name] = argv[i + 1];
  }
  return out;
}

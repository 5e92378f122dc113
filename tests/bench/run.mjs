// `./oc bench`: the same form and the same scripts in `@formio/core` (Node.js), in the engine natively, and in the engine as
// WebAssembly in Chromium, one after the other. Fails when the answers differ or a ratio is not kept.
//   run.mjs NATIVE PAGE [RUNS]: the program `oc-bench`, the folder with the page's module, how often (1)
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inChromium } from './chromium.mjs';
import { inNode } from './node.mjs';
import { median, rounded, table } from './table.mjs';

// How many times faster than `@formio/core` the engine has to be.
const NATIVE = 10;
const PAGE = 3;

const [native, page, runs = '1'] = process.argv.slice(2);
const require = createRequire(join(resolve(process.env.OC_NODE_MODULES), 'x.cjs'));
const options = { maxBuffer: 1 << 28, encoding: 'utf8', env: { ...process.env, TZ: 'Europe/Rome' } };
const bench = JSON.parse(execFileSync(native, ['case'], options));

/** Values and errors, whatever order they are said in. */
function comparable(text) {
  const { data: all, errors } = typeof text === 'string' ? JSON.parse(text) : text;
  // What begins to show has an empty value here at once, there with the next key.
  const data = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  return { data, errors: errors.map(({ path, rule, message }) => `${path} ${rule} ${message}`).sort() };
}

function equal(expected, found, who) {
  for (const [at, answer] of expected.entries()) {
    assert.deepEqual(comparable(found[at]), comparable(answer), `${who}, after ${at} keys`);
  }
}

let kept = true;
for (let run = 1; run <= Number(runs); run++) {
  const core = inNode(require, bench);
  const here = JSON.parse(execFileSync(native, ['measure'], options));
  const there = await inChromium(require, bench, (file) => readFileSync(join(page, file)));
  equal(core.answers, here.answers, 'natively');
  equal(core.answers, there.answers, 'in Chromium');
  for (const { name } of bench.scripts) {
    assert.equal(here.scripts[name].answer, core.scripts[name].answer, `${name}, natively`);
    assert.equal(there.scripts[name].answer, core.scripts[name].answer, `${name}, in Chromium`);
  }
  const line = (name, mine, natively, inPage, held = true) => {
    const [a, b, c] = [median(mine), median(natively), median(inPage)];
    if (held && (a / b < NATIVE || a / c < PAGE)) kept = false;
    return [name, rounded(a), rounded(b), `${rounded(a / b)}×`, rounded(c), `${rounded(a / c)}×`];
  };
  const wrong = comparable(here.answers[0]).errors.length;
  console.log(`\nrun ${run}: ${here.components} components, ${wrong} errors, ${bench.keys.length} keys; the same values and errors after each`);
  console.log(table([
    ['milliseconds, median', '@formio/core', 'native', '', 'Chromium', ''],
    line('a form opened', core.whole, here.whole, there.whole, false),
    line('the whole form', core.whole, here.again, there.again),
    line('one key', core.whole, here.key, there.key),
  ]));
  console.log(`the engine's own server steps, natively: ${rounded(median(here.server))} ms, ${rounded(median(core.whole) / median(here.server))}×`);
  const script = ({ name }) => {
    const [a, b, c] = [core, here, there].map((one) => median(one.scripts[name].micros));
    return [name, rounded(a), rounded(b), `${rounded(b / a)}×`, rounded(c), `${rounded(c / a)}×`];
  };
  console.log(table([
    ['microseconds a script, median', 'Node.js', 'native', '', 'Chromium', ''],
    ...bench.scripts.map(script),
  ]));
}
if (!kept) {
  console.log(`the engine has to be ${NATIVE} times as fast natively and ${PAGE} times as fast in a page`);
  process.exitCode = 1;
}

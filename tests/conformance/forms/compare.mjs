// `node compare.mjs ENGINE COUNT [FIRST]`: COUNT generated forms through the engine's `process` example and through
// `@formio/core`. Prints `{cases, equal, known: {reason: count}, new: [...]}`; a new difference, made as small as it gets,
// fails. Known ones stand in differences.mjs with their reasons.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { answer } from './core.mjs';
import { reasonFor } from './differences.mjs';
import { generate, smaller } from './generate.mjs';

const [engine, count = '1000', first = '1'] = process.argv.slice(2);
const child = spawn(engine, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, TZ: 'Europe/Rome' } });
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

async function ask(one) {
  child.stdin.write(`${JSON.stringify(one)}\n`);
  return JSON.parse((await lines.next()).value);
}

// Sentences that the browser says in other words than the server; the corpus of the browser checks those.
const OWN_WORDS = new Set(['time', 'invalidDate', 'requiredDayEmpty']);
const brief = (error) => ({ path: error.path, rule: error.rule, key: error.key, ...(OWN_WORDS.has(error.key) ? {} : { message: error.message }) });
const order = (list) => list.map((item) => JSON.stringify(item)).sort();

/** What is not the same: `data`, `hidden`, `errors`; empty when all is. */
function differences(expected, found) {
  const parts = [];
  if (!isDeepStrictEqual(expected.data, found.data)) parts.push('data');
  if (!isDeepStrictEqual(order([...new Set(expected.hidden)]), order([...new Set(found.hidden)]))) parts.push('hidden');
  if (!isDeepStrictEqual(order(expected.errors.map(brief)), order(found.errors.map(brief)))) parts.push('errors');
  return parts;
}

async function compare(one) {
  const expected = answer(one);
  const found = await ask(one);
  if (expected.thrown !== undefined) return { parts: ['thrown'], expected, found, reason: 'the reference implementation throws' };
  const parts = differences(expected, found);
  return { parts, expected, found, reason: parts.length ? reasonFor({ ...one, parts, expected, found }) : undefined };
}

async function shrink(one) {
  let best = one;
  for (let again = true; again;) {
    again = false;
    for (const less of smaller(best)) {
      const { parts, reason } = await compare(less);
      if (parts.length && !reason) {
        best = less;
        again = true;
        break;
      }
    }
  }
  return best;
}

const sum = { cases: 0, equal: 0, known: {}, new: [] };
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  const one = generate(seed);
  const { parts, reason } = await compare(one);
  sum.cases++;
  if (!parts.length) sum.equal++;
  else if (reason) sum.known[reason] = (sum.known[reason] ?? 0) + 1;
  else {
    const small = await shrink(one);
    sum.new.push({ seed, ...small, ...(await compare(small)) });
    if (sum.new.length >= Number(process.env.OC_MOST_DIFFERENCES ?? 5)) break;
  }
}
child.stdin.end();
console.log(JSON.stringify(sum, null, sum.new.length ? 1 : 0));
process.exitCode = sum.new.length ? 1 : 0;

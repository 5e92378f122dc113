// A thousand generated forms through the engine and through `@formio/core`: part of `./oc test tools`. Form n is always the same
// form, so a failure comes back. Ten thousand: see README.md.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';

const CASES = 1000;
const here = import.meta.dirname;
const root = join(here, '../../..');
const cargo = process.env.OC_CARGO ?? 'cargo';

test('a thousand generated forms mean the same here and in the reference implementation', (t) => {
  const built = spawnSync(cargo, ['build', '--quiet', '-p', 'oc-form-engine', '--example', 'process'], { cwd: root, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  const engine = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'debug/examples/process');
  const compared = spawnSync(process.execPath, [join(here, 'compare.mjs'), engine, String(CASES)], { encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(compared.stderr, '');
  const sum = JSON.parse(compared.stdout);
  const known = Object.values(sum.known).reduce((all, one) => all + one, 0);
  t.diagnostic(`${sum.cases} forms: ${sum.equal} equal, ${known} different for a known reason, ${sum.new.length} new`);
  for (const [reason, count] of Object.entries(sum.known)) t.diagnostic(`${count} × ${reason}`);
  assert.deepEqual(sum.new, [], 'a difference that differences.mjs does not explain');
  assert.equal(sum.cases, CASES);
  assert.equal(sum.equal + known, CASES);
  assert.ok(sum.equal >= CASES * 0.9, `only ${sum.equal} of ${CASES} are equal`);
});

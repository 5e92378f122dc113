// axe-core in the page, through the debugging protocol: a strict policy refuses a script added any other way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { requireTool } from './modules.mjs';

const SOURCE = readFileSync(requireTool.resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Violations of WCAG 2.2 A and AA inside `selector`, as lines fit for reading. */
export async function violations(page, selector, { disable = [] } = {}) {
  const session = await page.context().newCDPSession(page);
  try {
    const evaluate = async (expression) => {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    await evaluate(`${SOURCE}; undefined`);
    const rules = { 'target-size': { enabled: true }, ...Object.fromEntries(disable.map((rule) => [rule, { enabled: false }])) };
    // Without `preload` no copies of the style sheets are put into the page, which a strict policy would refuse; no rule in use needs them.
    const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'], preload: false, rules };
    const found = await evaluate(`axe.run({ include: [${JSON.stringify(selector)}] }, ${JSON.stringify(options)}).then((result) => result.violations)`);
    return found.flatMap(({ id, impact, help, nodes }) => nodes.map((node) => `${id} (${impact}): ${help} — ${node.target.join(' ')} — ${node.html.slice(0, 160)}`));
  } finally {
    await session.detach();
  }
}

/** Fails with every violation inside `selector`. A rule is disabled only with a reason beside the call. */
export async function expectNoViolations(page, selector, options) {
  assert.ok((await page.locator(selector).count()) > 0, `nothing on the page matches ${selector}`);
  const found = await violations(page, selector, options);
  assert.deepEqual(found, [], `accessibility of ${selector}`);
}

// The frame of every end-to-end test file: one core and one browser per file, fresh state and context per scenario.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setting } from './modules.mjs';
import { launchBrowser, openPage } from './page.mjs';
import { startStack } from './stack.mjs';

const SCENARIO_LIMIT_MS = 60_000;

/** `./oc test e2e` collects these; the name says which scenario failed. */
async function keepFailure(page, name) {
  const folder = join(setting('OC_ARTIFACTS'), 'failures');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`), fullPage: true, caret: 'initial', timeout: 5_000 });
}

/**
 * @param {{args?: string[]}} options extra command line options of the development core
 * @returns `scenario(name, options, body)`, with `openPage`'s options; `body` gets `{page, context, problems, stack, open}`,
 *   where `open(options)` opens a further page. The scenario fails when the browser complained and nobody called
 *   `problems.allow(…)`.
 */
export function suite(options = {}) {
  let stack;
  let browser;
  before(async () => {
    // One after the other: when the core cannot start, no browser is left running that would keep the tests from ending.
    stack = await startStack(options);
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await stack?.stop();
  });

  function scenario(name, pageOptions, body) {
    test(name, { timeout: SCENARIO_LIMIT_MS }, async () => {
      await stack.reset();
      const opened = [];
      const open = async (more) => {
        const visit = await openPage(browser, stack, more);
        opened.push(visit);
        return visit;
      };
      try {
        // What has to be arranged before the page loads, for example faults.
        await pageOptions.before?.(stack);
        const visit = await open(pageOptions);
        await body({ ...visit, stack, open });
        for (const { problems } of opened) problems.expectNone();
      } catch (error) {
        // For node's test runner every scenario stands in this file: which one to run once more is known here alone.
        if (process.env.OC_FAILED_FILES) appendFileSync(process.env.OC_FAILED_FILES, `${process.argv[1]}\n`);
        const visit = opened.at(-1);
        if (visit) {
          await keepFailure(visit.page, name).catch(() => undefined);
          const unexpected = visit.problems.unexpected();
          // The report prints the stack, which was written before.
          if (unexpected.length && error instanceof Error) error.stack += `\nthe browser also said:\n${unexpected.join('\n')}`;
        }
        throw error;
      } finally {
        await Promise.all(opened.map((visit) => visit.close()));
      }
    });
  }
  return { scenario };
}

// Screenshots for people to look at, and what a machine can tell about a narrow screen.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setting } from './modules.mjs';

const WIDTHS = [1280, 360];

/** Waits for the fonts and for the layout to be drawn. */
async function drawn(page) {
  await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))));
}

/** Saves `name-1280.png` and `name-360.png` in the folder of artifacts and returns their paths. */
export async function shoot(page, name) {
  const folder = join(setting('OC_ARTIFACTS'), 'screens');
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  const paths = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await drawn(page);
    const path = join(folder, `${name}-${width}.png`);
    // Hiding the caret would add a style element, which strict pages refuse and the scenario would report.
    await page.screenshot({ path, fullPage: true, caret: 'initial' });
    paths.push(path);
  }
  if (before) await page.setViewportSize(before);
  return paths;
}

/** Fails when the page has to be scrolled sideways at `width` CSS pixels (WCAG 1.4.10), naming what sticks out. */
export async function expectNoSidewaysScroll(page, width = 360) {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 800 });
  await drawn(page);
  const outside = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= limit) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > limit + 1)
      .map((element) => `${element.localName}.${[...element.classList].join('.')}`);
  });
  if (before) await page.setViewportSize(before);
  assert.deepEqual(outside, [], `wider than ${width} px`);
}

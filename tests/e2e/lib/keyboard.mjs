// What someone without a mouse meets.
import assert from 'node:assert/strict';

/** The element that has the focus, in words: `button "Accedi"`. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return 'the page';
    const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
    return `${element.getAttribute('role') ?? element.localName} "${label.trim().replace(/\s+/g, ' ').slice(0, 60)}"`;
  });
}

/**
 * Waits until the focus is on an element whose description (`focused`) fits `pattern`: it moves before the next picture
 * is drawn, not within the event that asks for it. Fails naming where the focus stayed.
 *
 * @param {{test: (description: string) => boolean}} pattern a regular expression, or what decides like one
 */
export async function expectFocus(page, pattern) {
  const until = Date.now() + 5_000;
  let now;
  do {
    now = await focused(page);
    if (pattern.test(now)) return;
    await page.waitForTimeout(50);
  } while (Date.now() < until);
  assert.fail(`the focus stayed on ${now}${pattern instanceof RegExp ? `, which does not fit ${pattern}` : ''}`);
}

/** How the element is drawn, as far as a focus is shown by it. */
function look(element) {
  const style = getComputedStyle(element);
  const outline = style.outlineStyle === 'none' || style.outlineWidth === '0px' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`;
  return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecorationLine].join('|');
}

function inWindow(element) {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
}

/**
 * Presses Tab until `locator` has the focus. Fails when it is not reached within `limit` stops, naming all of them, and
 * when it then looks as it did without the focus or lies outside the window. Returns the stops.
 */
export async function tabTo(page, locator, { limit = 60, key = 'Tab' } = {}) {
  const target = await locator.elementHandle();
  const without = await target.evaluate(look);
  const stops = [];
  do {
    if (stops.length === limit) assert.fail(`not reachable with ${key}; the stops were: ${stops.join(', ')}`);
    await page.keyboard.press(key);
    stops.push(await focused(page));
  } while (!(await target.evaluate((element) => element === document.activeElement)));
  assert.ok(await target.evaluate(inWindow), `${stops.at(-1)} has the focus outside the window`);
  // A transition may delay the ring.
  for (let tries = 0; (await target.evaluate(look)) === without; tries += 1) {
    assert.ok(tries < 20, `${stops.at(-1)} does not show that it has the focus`);
    await page.waitForTimeout(50);
  }
  return stops;
}

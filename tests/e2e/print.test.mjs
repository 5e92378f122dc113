// What comes out of the printer: the receipt and nothing else, and before there is one the page as the site makes it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ASK, PAGE, WORDS, desk, done, field, press, received, send, toSummary } from './lib/helpdesk.mjs';
import { setting } from './lib/modules.mjs';
import { suite } from './lib/scenario.mjs';

const { scenario } = suite();

/** What would be on the paper, line by line. */
async function paper(page) {
  await page.emulateMedia({ media: 'print' });
  const text = await page.evaluate(() => document.body.innerText);
  return text.split('\n').map((line) => line.trim()).filter(Boolean);
}

for (const [site, path] of [
  ['a site with Bootstrap Italia', PAGE],
  ['a site without it', '/senza-bootstrap.html'],
]) {
  scenario(`the receipt is printed by itself: ${site}`, { path }, async ({ page, stack }) => {
    await field(page, 'category').waitFor();
    const before = await paper(page);
    for (const word of ['Valdoria', WORDS.it.next]) assert.ok(before.join(' ').includes(word) === (word !== WORDS.it.next), word);
    await page.emulateMedia({ media: 'screen' });
    await toSummary(page, { service: ASK.service });
    await send(page).click();
    await done(page).waitFor();
    const [{ id }] = await received(stack);

    const lines = await paper(page);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.screenshot({ path: join(setting('OC_ARTIFACTS'), 'screens', `receipt-print${path.replace(/\W+/g, '-')}.png`), caret: 'initial' });
    assert.equal(lines[0], 'Ricevuta della richiesta di assistenza');
    assert.ok(lines.includes(id), 'the number of the request');
    for (const text of ['Ada', 'De Amicis', 'RSSMRA80A01F205X', ASK.service, ...ASK.details.split('\n')]) assert.ok(lines.includes(text), text);
    const known = /^(Ricevuta|Numero|Inviata|Nome|Cognome|Codice|Email|Categoria|Servizio|Dettagli|Ada|De Amicis|RSSMRA|ada@|Ambiente|Ritiro|Il "divano"|è ancora|[0-9a-f]{8}-|\d)/;
    assert.deepEqual(lines.filter((line) => !known.test(line)), [], 'nothing of the page around it');
    // One sheet, and nothing left out of it.
    assert.ok((await page.evaluate(() => document.documentElement.scrollHeight)) <= 1123);

    await page.emulateMedia({ media: 'screen' });
    assert.ok(await press(page, "Invia un'altra richiesta").isVisible());
    assert.ok(await page.locator('h1').isVisible() && (await desk(page).isVisible()));
  });
}

// The engine as WebAssembly, as a page has it.

const ORIGIN = 'http://bench.localhost';
// Only with these does a page's clock tell less than a tenth of a millisecond.
const ALONE = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const TYPES = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };

/** `{answers, whole: [ms], again: [ms], key: [ms], scripts}` of a case; `read(name)` gives the files of the module. */
export async function inChromium(require, bench, read) {
  const { chromium } = require('playwright-core');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  try {
    const page = await (await browser.newContext({ timezoneId: 'Europe/Rome' })).newPage();
    await page.route('**/*', (route) => {
      const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
      const body = name === 'index.html' ? '<!doctype html><title>bench</title>' : name === 'favicon.ico' ? '' : read(name);
      return route.fulfill({ body, contentType: TYPES[name.split('.').at(-1)], headers: ALONE });
    });
    await page.goto(ORIGIN);
    return await page.evaluate(measure, bench);
  } finally {
    await browser.close();
  }
}

async function measure({ form, data, keys, scripts }) {
  const module = await import(`${location.origin}/oc.js`);
  await module.default();
  const samples = (count, work) => {
    const all = [];
    for (let at = 0; at < count * 1.2; at++) {
      const start = performance.now();
      work();
      if (at >= count * 0.2) all.push(performance.now() - start);
    }
    return all;
  };
  const filling = module.PageFilling.begin(JSON.stringify(form), JSON.stringify(data));
  const pressed = keys.map(([path, value]) => [path, JSON.stringify(value)]);
  const answers = [filling.answer()];
  for (const [path, value] of pressed) {
    if (filling.press(path, value) === undefined) throw new Error(`no component at ${path}`);
    answers.push(filling.answer());
  }
  const whole = samples(60, () => filling.whole());
  const again = samples(60, () => filling.again());
  const series = samples(60, () => pressed.forEach(([path, value]) => filling.press(path, value)));
  const run = ({ name, code, data }) => {
    const script = module.PageScript.read(code, JSON.stringify(data));
    if (!script?.run(1)) throw new Error(`${name} does not run`);
    return [name, { answer: script.answer(), micros: samples(50, () => script.run(100)).map((time) => time * 10) }];
  };
  return {
    answers, whole, again, key: series.map((time) => time / keys.length), scripts: Object.fromEntries(scripts.map(run)),
  };
}

// The same protocol as the example `run` of oc-script, answered by Node: lines of `{id, code, context, result}` in, lines of
// `{id, value}` or `{id, throws}` out. The code is the body of a sloppy function whose parameters are the context.
import { createInterface } from 'node:readline';
import vm from 'node:vm';

process.env.TZ = 'Europe/Rome';

async function answer(line) {
  const { id, code, context = {}, result = 'value', wait } = JSON.parse(line);
  try {
    const sandbox = vm.createContext({ setTimeout, clearTimeout, console, structuredClone, __given: JSON.stringify(context) });
    const names = Object.keys(context);
    const parameters = [...new Set([...names, result])].join(',');
    const head = `(function(){var given=JSON.parse(__given);delete globalThis.__given;return (${wait ? 'async ' : ''}function(${parameters}){`;
    const tail = `\n;return ${result};}).call({},${[...new Set([...names, result])].map((name) => (names.includes(name) ? `given[${JSON.stringify(name)}]` : 'undefined')).join(',')})})()`;
    let value = vm.runInContext(head + code + tail, sandbox, { timeout: 2000 });
    if (wait) value = await value;
    return { id, value: value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null') };
  } catch (error) {
    return { id, throws: error && typeof error === 'object' && error.name ? error.name : String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim()) console.log(JSON.stringify(await answer(line)));
}

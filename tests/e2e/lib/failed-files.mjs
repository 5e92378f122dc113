// A reporter for node's test runner: the files in which something failed, a line each.
export default async function* failedFiles(events) {
  const files = new Set();
  for await (const { type, data } of events) {
    if (type !== 'test:fail') continue;
    const file = data.file ?? data.name;
    if (file?.endsWith('.test.mjs')) files.add(file);
  }
  for (const file of files) yield `${file}\n`;
}

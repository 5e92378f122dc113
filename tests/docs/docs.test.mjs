// What the documents promise is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from '../../tools/css/lib/packages.mjs';

const read = (file) => readFileSync(path.join(ROOT, file), 'utf8');
const documents = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md')),
  ...['tools', 'widgets', 'shared'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .map((name) => `${folder}/${name}/README.md`)
      .filter((file) => existsSync(path.join(ROOT, file))),
  ),
];

/** The address GitHub and others give a heading. */
const slug = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/** The `[[setting]]` tables of a widget's contract: of each its names. */
function settings(widget) {
  return read(`widgets/${widget}/widget.toml`)
    .split(/^\[\[/m)
    .filter((part) => part.startsWith('setting]]'))
    .map((part) => ({
      names: [/^global = "(\w+)"/m, /^attribute = "([\w-]+)"/m].map((find) => find.exec(part)?.[1]).filter(Boolean),
      aliases: [...(/^aliases = \[([^\]]*)\]/m.exec(part)?.[1] ?? '').matchAll(/"(\w+)"/g)].map((m) => m[1]),
    }));
}

const widgets = readdirSync(path.join(ROOT, 'widgets')).filter((name) => existsSync(path.join(ROOT, 'widgets', name, 'widget.toml')));

describe('documents', () => {
  for (const file of documents) {
    test(`${file} leads only to what exists`, () => {
      // What stands as code, such as `text[name](form)`, leads nowhere.
      const prose = read(file).replace(/`[^`\n]*`/g, '');
      for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(https?|mailto):/.test(target)) continue;
        const [name, anchor] = target.split('#');
        const found = name === '' ? file : path.join(path.dirname(file), name);
        assert.ok(existsSync(path.join(ROOT, found)), target);
        if (anchor) {
          const anchors = [...read(found).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => slug(heading));
          assert.ok(anchors.includes(anchor), target);
        }
      }
    });
  }

  test('the README names every widget, with every setting and every other spelling of it', () => {
    assert.ok(widgets.length > 0);
    const readme = read('README.md');
    for (const widget of widgets) {
      assert.match(readme, new RegExp(`^\\| \\[${widget}\\]`, 'm'));
      for (const { names, aliases } of settings(widget)) {
        for (const name of [...names, ...aliases]) assert.ok(readme.includes(`\`${name}\``), `${widget}: ${name}`);
        const row = readme.split('\n').find((line) => line.startsWith('|') && names.every((name) => line.includes(`\`${name}\``)));
        assert.ok(row, `${widget}: ${names} are not in one row`);
        assert.match(row, new RegExp(`\\| (all|[^|]*\\b${widget}\\b[^|]*) \\|`), `${widget}: ${names}`);
      }
    }
  });

  for (const widget of widgets) {
    test(`the README of ${widget} has a row for every setting and every event of its contract, and for no other`, () => {
      const contract = read(`widgets/${widget}/widget.toml`);
      const rows = read(`widgets/${widget}/README.md`).split('\n').filter((line) => line.startsWith('| `'));
      const named = (row) => [...row.split(' | ').slice(0, 2).join(' ').matchAll(/`([\w-]+)`/g)].map((m) => m[1]);
      const settingRows = rows.filter((row) => !row.startsWith('| `oc-')).map((row) => named(row).sort().join());
      assert.deepEqual(settingRows, settings(widget).map(({ names, aliases }) => [...names, ...aliases].sort().join()));
      const events = [...contract.matchAll(/^\[\[event\]\]\nname = "([\w-]+)"/gm)].map((m) => m[1]);
      assert.ok(events.length > 0);
      assert.deepEqual(rows.filter((row) => row.startsWith('| `oc-')).map((row) => named(row)[0]), events);
    });
  }

  test('the commands they name exist', () => {
    const help = read('oc');
    for (const file of documents) {
      for (const [, command] of read(file).matchAll(/\.\/oc ([a-z]+)/g)) assert.match(help, new RegExp(`\\./oc ${command}\\b`), `${file}: ./oc ${command}`);
    }
  });

  test('publiccode.yml describes the software shortly enough in Italian and English', () => {
    const text = read('publiccode.yml');
    for (const key of ['publiccodeYmlVersion', 'name', 'url', 'platforms', 'developmentStatus', 'softwareType', 'description', 'legal', 'maintenance', 'localisation']) {
      assert.match(text, new RegExp(`^${key}:`, 'm'));
    }
    const short = [...text.matchAll(/shortDescription: >-\n\s+(.+)/g)].map((m) => m[1]);
    assert.equal(short.length, 2);
    for (const line of short) assert.ok(line.length <= 150, line);
  });

  test('the licence is the one the crates name', () => {
    assert.match(read('LICENSE'), /^EUROPEAN UNION PUBLIC LICENCE v\. 1\.2\n/);
    assert.match(read('Cargo.toml'), /^license = "EUPL-1\.2"$/m);
    assert.match(read('publiccode.yml'), /license: EUPL-1\.2/);
  });
});

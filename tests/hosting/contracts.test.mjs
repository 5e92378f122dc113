// What is published of the widgets' contracts for editors and for pages in TypeScript: right by the public schema, and of use.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ROOT, nodeModules } from '../../tools/css/lib/packages.mjs';
import { widgets } from '../../tools/css/lib/widgets.mjs';

const MODULES = nodeModules();
const DIST = process.env.OC_DIST || path.join(ROOT, 'dist');
const load = createRequire(path.join(MODULES, 'opencity-widgets.cjs'));

/** A host page's script that uses everything rightly. */
const RIGHT = `/// <reference path="./oc-widgets.d.ts" />
window.OC_BASE_URL = "https://servizi.comune.example.it/lang";
window.OC_SPID_BUTTON = true;
const box = document.querySelector("oc-login-box");
box?.addEventListener("oc-login", (event) => { const role: "citizen" | "operator" = event.detail.role; console.log(role); });
const desk = document.createElement("oc-helpdesk");
desk.addEventListener("oc-step", (event) => { const step: "form" | "summary" | "done" = event.detail.step; console.log(step, event.detail.position + event.detail.of); });
desk.addEventListener("click", (event) => console.log(event.clientX));
document.addEventListener("oc-submitted", (event) => console.log(event.detail.id.toUpperCase()));
window.addEventListener("oc-error", (event) => console.log(event.detail.kind, event.detail.message));
document.querySelector("app-widget")?.addEventListener("oc-ready", (event) => console.log(event.detail.widget));
`;

/** Mistakes that must be found, each a line of its own. */
const WRONG = {
  'an address that is a number': 'window.OC_BASE_URL = 5;',
  'a detail the event does not have': 'document.addEventListener("oc-ready", (event) => console.log(event.detail.name));',
  'a step there is not': 'document.createElement("oc-helpdesk").addEventListener("oc-step", (event) => console.log(event.detail.step === "payment"));',
};

describe('descriptions made of the contracts', () => {
  let out;
  before(() => {
    out = mkdtempSync(path.join(tmpdir(), 'oc-contracts-'));
    for (const file of ['custom-elements.json', 'oc-widgets.d.ts']) copyFileSync(path.join(DIST, file), path.join(out, file));
  });
  after(() => rmSync(out, { recursive: true, force: true }));

  const manifest = () => JSON.parse(readFileSync(path.join(out, 'custom-elements.json'), 'utf8'));

  test('custom-elements.json holds to the public schema', () => {
    const Ajv = load('ajv');
    const validate = new Ajv({ allErrors: true, strict: false }).compile(load('custom-elements-manifest/schema.json'));
    assert.ok(validate(manifest()), JSON.stringify(validate.errors));
    // The schema would say nothing if it were not looked at.
    assert.ok(!validate({ ...manifest(), modules: [{ kind: 'javascript-module' }] }));
  });

  test('custom-elements.json describes every element with its attributes, events and colours', () => {
    const declared = manifest().modules.flatMap((module) => module.declarations);
    assert.deepEqual(declared.map(({ tagName }) => tagName).sort(), widgets(ROOT).flatMap(({ tags }) => tags).sort());
    for (const { tagName, attributes, events, cssProperties } of declared) {
      for (const list of [attributes, events, cssProperties]) {
        assert.ok(list.length > 0, tagName);
        for (const { name, description } of list) assert.ok(description?.length > 10, `${tagName}: ${name}`);
      }
      for (const { name, type } of events) {
        assert.match(name, /^oc-(ready|step|submitted|error|login|logout)$/);
        // Nothing by which a person could be told.
        assert.doesNotMatch(type.text, /fiscal|surname|email|phone|token|address|full_name/, `${tagName}: ${name}`);
      }
    }
  });

  /** What the compiler says of a script. */
  function compile(name, script) {
    writeFileSync(path.join(out, `${name}.ts`), script);
    const options = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', '', `${name}.ts`];
    const { status, stdout } = spawnSync(path.join(MODULES, '.bin/tsc'), options, { cwd: out, encoding: 'utf8' });
    return { status, stdout };
  }

  test('a page in TypeScript knows elements, events and settings', () => {
    assert.deepEqual(compile('right', RIGHT), { status: 0, stdout: '' });
  });

  for (const [words, line] of Object.entries(WRONG)) {
    test(`a page in TypeScript is told of ${words}`, () => {
      const { status, stdout } = compile('wrong', `/// <reference path="./oc-widgets.d.ts" />\n${line}\n`);
      assert.notEqual(status, 0);
      assert.match(stdout, /^wrong\.ts\(2,\d+\): error TS\d+/m);
    });
  }
});

// `@formio/core` as it answers: the second opinion on forms that need no browser.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const modules = process.env.OC_NODE_MODULES;
const require = createRequire(modules ? join(modules, 'x.js') : import.meta.url);
const core = require('@formio/core');
const { interpolateErrors } = require(join(modules ?? '', '@formio/core/lib/process/validation/util.js'));

const PROCESSORS = {
  filter: 'filterProcessInfo',
  defaultValue: 'defaultValueProcessInfo',
  calculate: 'calculateProcessInfo',
  conditions: 'conditionProcessInfo',
  logic: 'logicProcessInfo',
  normalize: 'normalizeProcessInfo',
  clearHidden: 'clearHiddenProcessInfo',
};

// Not structuredClone: it keeps that two rows are one object, which a form that was sent never has.
const copy = (value) => JSON.parse(JSON.stringify(value));

/** What the reference implementation makes of a case: `{ data, hidden, calculated, errors }`, or `{ thrown }`. */
export function answer({ form, data, steps, server }) {
  const quiet = { warn: console.warn, error: console.error, log: console.log };
  Object.assign(console, { warn() {}, error() {}, log() {} });
  try {
    const all = steps.includes('filter');
    const processors = steps.map((step) =>
      step === 'validate' ? core[all ? 'postValidateProcessInfo' : 'validateProcessInfo'] : core[PROCESSORS[step]]);
    const own = copy(form);
    const context = {
      form: own, components: own.components, data: copy(data), submission: { data }, scope: {}, processors,
      config: server ? { server: true } : {},
    };
    core.processSync(context);
    const { conditionals = [], calculated = [], errors = [] } = context.scope;
    const said = interpolateErrors(errors);
    return JSON.parse(JSON.stringify({
      data: context.data,
      hidden: conditionals.filter((found) => found.conditionallyHidden).map((found) => found.path),
      calculated: calculated.map((found) => found.path),
      errors: errors.map((error, at) => ({ path: error.context.path, rule: error.ruleName, key: error.errorKeyOrMessage, message: said[at].message })),
    }));
  } catch (thrown) {
    return { thrown: String(thrown?.message ?? thrown) };
  } finally {
    Object.assign(console, quiet);
  }
}

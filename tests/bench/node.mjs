// The reference implementation: `@formio/core` works a form out whole whenever a key is pressed.

const STEPS = [
  'filterProcessInfo', 'defaultValueProcessInfo', 'calculateProcessInfo', 'conditionProcessInfo', 'logicProcessInfo',
  'normalizeProcessInfo', 'clearHiddenProcessInfo', 'postValidateProcessInfo',
];

const copy = (value) => JSON.parse(JSON.stringify(value));

/** `{answers, whole: [ms], scripts: {name: {answer, micros}}}` of a case. */
export function inNode(require, { form, data, keys, scripts }) {
  const core = require('@formio/core');
  const { interpolateErrors } = require(require.resolve('@formio/core').replace(/index\.js$/, 'process/validation/util.js'));
  const lodash = require('lodash');
  const moment = require('moment');
  const processors = STEPS.map((name) => core[name]);
  const work = (data) => {
    const context = { form, components: form.components, data, submission: { data }, scope: {}, processors, config: {} };
    core.processSync(context);
    return context;
  };
  const answer = (data) => {
    const context = work(copy(data));
    const said = interpolateErrors(context.scope.errors ?? []);
    const errors = (context.scope.errors ?? []).map((error, at) => ({ path: error.context.path, rule: error.ruleName, message: said[at].message }));
    return { data: copy(context.data), errors: copy(errors) };
  };
  const answers = [answer(data)];
  let now = answers[0].data;
  for (const [path, value] of keys) {
    now = copy(now);
    lodash.set(now, path, value);
    answers.push(answer(now));
    now = answers.at(-1).data;
  }
  // Ever more of it is compiled by the machine: what counts is when it has settled.
  const whole = [];
  for (let at = 0; at < 130; at++) {
    const own = copy(data);
    const start = performance.now();
    work(own);
    if (at >= 50) whole.push(performance.now() - start);
  }
  const run = ({ name, code, data }) => {
    const script = new Function('data', '_', 'moment', `let value; ${code}; return value`);
    const micros = [];
    for (let at = 0; at < 60; at++) {
      const start = performance.now();
      for (let times = 0; times < 200; times++) script(data, lodash, moment);
      if (at >= 10) micros.push((performance.now() - start) * 5);
    }
    return [name, { answer: JSON.stringify(script(data, lodash, moment)), micros }];
  };
  return { answers, whole, scripts: Object.fromEntries(scripts.map(run)) };
}

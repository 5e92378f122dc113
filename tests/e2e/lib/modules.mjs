// The npm packages live outside the checkout (`./oc` says where in OC_NODE_MODULES), out of reach of a plain import.
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The environment variable `name`, or an error that says how to get it. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with ./oc test e2e`);
  return value;
}

export const requireTool = createRequire(join(setting('OC_NODE_MODULES'), 'tests.cjs'));

// Differences from the reference implementation that are meant, each with its reason and how it is told.
const walk = (components, visit, around = []) => {
  for (const component of components ?? []) {
    visit(component, around);
    const inside = [...around, component];
    walk(component.components, visit, inside);
    for (const column of component.columns ?? []) walk(column.components, visit, inside);
  }
};

const LAYOUT = new Set(['panel', 'columns', 'fieldset', 'well']);
const asks = (component) => component.conditional || component.customConditional || component.logic || component.calculateValue;

/** Whether a value stands where a container, a form or rows belong and is none. */
function misshapen(components, values) {
  return (components ?? []).some((component) => {
    const columns = (component.columns ?? []).some((column) => misshapen(column.components, values));
    if (columns || LAYOUT.has(component.type)) return columns || misshapen(component.components, values);
    const value = values?.[component.key];
    if (value === undefined || !component.components) return false;
    const plain = (found) => found !== null && typeof found === 'object' && !Array.isArray(found);
    if (component.type === 'form') return !plain(value) || (value.data !== undefined && !plain(value.data)) || misshapen(component.components, value.data);
    if (component.type === 'container') return !plain(value) || misshapen(component.components, value);
    return !Array.isArray(value) || value.some((row) => !plain(row) || misshapen(component.components, row));
  });
}

const KNOWN = [
  {
    reason: 'what only arranges others inside a form inside: the reference cuts the last letter off the path to the values and finds none',
    applies: (one, components) => components.some(({ component, around }) =>
      LAYOUT.has(component.type) && asks(component) && around.some((outer) => outer.type === 'form')),
  },
  {
    reason: 'a date that only V8 understands, such as "12.5" or "1": here it is no date',
    applies: ({ parts, expected, found }) => parts.length === 1 && parts[0] === 'errors'
      && found.errors.filter((error) => error.rule === 'date').length > expected.errors.filter((error) => error.rule === 'date').length,
  },
  {
    reason: 'rows that are missing inside a later row: the reference starts them at the number of that row, and passes over the hole when it asks whether anything is filled in',
    applies: ({ parts, found }) => parts.length === 1 && parts[0] === 'errors' && JSON.stringify(found.data).includes('[null,'),
  },
  {
    reason: 'a list with one number as text where one choice belongs: JavaScript reads the list as that number, here it stays',
    applies: ({ parts, expected, found }) => parts.includes('data')
      && JSON.stringify(found.data).replace(/\["([0-9.]+)"\]/g, '$1') === JSON.stringify(expected.data).replace(/\["([0-9.]+)"\]/g, '$1'),
  },
  {
    reason: 'values of the wrong shape where a container, a form or rows belong: here they are left alone',
    applies: (one) => misshapen(one.form.components, one.data),
  },
];

/** Why a case may differ; undefined when nobody knows. */
export function reasonFor(one) {
  const components = [];
  walk(one.form.components, (component, around) => components.push({ component, around }));
  return KNOWN.find((known) => known.applies(one, components))?.reason;
}

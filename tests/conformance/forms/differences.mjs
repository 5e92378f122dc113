// Differences from the reference implementation that are meant, each with its reason and how it is told.
const walk = (components, visit) => {
  for (const component of components ?? []) {
    visit(component);
    walk(component.components, visit);
    for (const column of component.columns ?? []) walk(column.components, visit);
  }
};

const KNOWN = [];

/** Why a case may differ; undefined when nobody knows. */
export function reasonFor(one) {
  const components = [];
  walk(one.form.components, (component) => components.push(component));
  return KNOWN.find((known) => known.applies(one, components))?.reason;
}

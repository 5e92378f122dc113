// Makes forms and values from a seed: the same seed makes the same form, and a smaller form fails for the same reason.

/** Numbers from 0 up to 1, the same for the same seed. */
export function random(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const TEXTS = ['', 'a', 'b', 'yes', 'no', ' x ', 'Hello World', '12', '12.5', 'true', 'false', 'a@b.it', 'bad', 'https://x.it', '10:30:00'];
const NUMBERS = [0, 1, -3, 5, 12.5, 100];

/** A form with values: `{ form, data, steps, server }`. */
export function generate(seed) {
  const next = random(seed);
  const chance = (share) => next() < share;
  const pick = (list) => list[Math.floor(next() * list.length)];
  const names = [];
  let counter = 0;
  const fresh = () => pick(KEYS) + counter++;

  const anything = () =>
    pick([() => pick(TEXTS), () => pick(NUMBERS), () => chance(0.5), () => null, () => [], () => ({}), () => [pick(TEXTS)], () => ({ a: true })])();

  function condition(component) {
    if (!names.length || !chance(0.35)) return;
    const on = pick(names);
    const kind = next();
    if (kind < 0.4) {
      component.conditional = { show: pick([true, false, 'true', 'false']), when: on, eq: pick(['a', 'yes', 'true', '5', '']) };
    } else if (kind < 0.8) {
      const operators = ['isEqual', 'isNotEqual', 'isEmpty', 'isNotEmpty', 'includes', 'startsWith', 'endsWith', 'notIncludes', 'lessThan', 'greaterThan', 'greaterThanOrEqual', 'lessThanOrEqual'];
      const one = () => ({ component: pick(names), operator: pick(operators), value: pick(['a', 'yes', 'true', '5', 5, 12.5]) });
      component.conditional = { show: pick([true, false]), conjunction: pick(['all', 'any']), conditions: chance(0.4) ? [one(), one()] : [one()] };
    } else if (kind < 0.9) {
      component.conditional = { json: { [pick(['===', '==', '!='])]: [{ var: `data.${on}` }, pick(['a', 'yes', 5])] } };
    } else {
      component.customConditional = pick([`show = data.${on} === 'a'`, `show = !!data.${on}`, `show = data.${on} > 3;`, `if (data.${on} == 5) { show = false }`]);
    }
    if (chance(0.2)) component.clearOnHide = false;
  }

  function rules(component) {
    const validate = {};
    if (chance(0.35)) validate.required = true;
    if (chance(0.15)) validate.minLength = pick([2, '3', 5]);
    if (chance(0.15)) validate.maxLength = pick([4, '8']);
    if (chance(0.08)) validate.minWords = 2;
    if (chance(0.08)) validate.maxWords = 1;
    if (chance(0.1)) validate.pattern = pick(['[a-z]+', '\\d{2}', '(yes|no)?']);
    if (chance(0.1)) validate.min = pick([1, '2', 0]);
    if (chance(0.1)) validate.max = pick([4, '10']);
    if (chance(0.08)) validate.customMessage = 'So nicht: {{field}}';
    if (chance(0.1)) validate.custom = pick(["valid = input === 'a' ? true : 'Only a'", 'valid = input !== 5', "valid = (data.a0 || '') !== 'bad'"]);
    if (chance(0.08)) validate.json = { if: [{ '===': [{ var: 'value' }, 'a'] }, true, 'Must be a'] };
    if (chance(0.1)) validate.onlyAvailableItems = true;
    if (Object.keys(validate).length) component.validate = validate;
  }

  function defaults(component) {
    if (chance(0.15)) component.defaultValue = pick([pick(TEXTS), pick(NUMBERS), true]);
    if (chance(0.05)) component.customDefaultValue = pick(["value = 'made'", 'value = 2 + 3']);
    if (names.length && chance(0.1)) {
      const on = pick(names);
      component.calculateValue = pick([`value = data.${on}`, `value = (data.${on} || 0) + 1`, { '+': [{ var: `data.${on}` }, 1] }, "value = 'c'"]);
      if (chance(0.5)) component.calculateServer = true;
    }
    if (chance(0.06)) component.hidden = true;
    if (chance(0.05)) component.persistent = pick([false, 'client-only']);
    if (chance(0.05)) component.validateWhenHidden = true;
    if (names.length && chance(0.06)) {
      const action = pick([
        { type: 'property', property: { type: 'boolean', value: 'hidden' }, state: true },
        { type: 'property', property: { type: 'boolean', value: 'validate.required' }, state: true },
        { type: 'property', property: { type: 'string', value: 'label' }, text: 'Label {{ row.a0 }}' },
        { type: 'value', value: "value = 'by logic'" },
      ]);
      component.logic = [{ name: 'one', trigger: { type: 'simple', simple: { show: true, when: pick(names), eq: pick(['a', 'yes', '5']) } }, actions: [action] }];
    }
  }

  const choices = () => ['a', 'b', 'yes'].map((value) => ({ label: value.toUpperCase(), value }));
  const FIELDS = {
    textfield: () => pick([{}, {}, { inputMask: pick(['99-99', 'aa9', '99/99/9999']) }, { truncateMultipleSpaces: true }]),
    textarea: () => ({}),
    number: () => ({}),
    checkbox: () => ({}),
    email: () => ({}),
    url: () => ({}),
    radio: () => ({ values: choices() }),
    select: () => ({ data: { values: choices() }, dataSrc: 'values' }),
    selectboxes: () => ({ values: choices() }),
    hidden: () => ({}),
    day: () => pick([{}, { dayFirst: true }, { fields: { day: { required: true }, month: {}, year: {} } }]),
    time: () => ({}),
    tags: () => ({ storeas: pick(['string', 'array']) }),
    datetime: () => ({}),
    currency: () => ({}),
    phoneNumber: () => ({ inputMask: '(999) 999-9999' }),
    password: () => ({}),
  };

  function value(component) {
    if (chance(0.1)) return anything();
    const one = () => {
      switch (component.type) {
        case 'number': case 'currency': return pick([...NUMBERS, '5', '']);
        case 'checkbox': return pick([true, false, 'true']);
        case 'selectboxes': return { a: chance(0.5), b: chance(0.5), yes: chance(0.5) };
        case 'day': return pick(['', '03/15/2024', '15/03/2024', '00/00/2024', '13/40/2024', 'x']);
        case 'time': return pick(['', '10:30:00', '10:30', '25:00:00']);
        case 'datetime': return pick(['', '2024-03-15T12:00:00+01:00', 'nonsense']);
        case 'phoneNumber': return pick(['', '(555) 123-4567', '555']);
        case 'tags': return pick(['', 'a,b', ['a', 'b']]);
        case 'radio': case 'select': return pick(['', 'a', 'b', 'yes', 'zzz', 'true', '5']);
        default: return pick(TEXTS);
      }
    };
    return component.multiple ? Array.from({ length: Math.floor(next() * 3) }, one) : one();
  }

  function field(data) {
    const type = pick(Object.keys(FIELDS));
    const component = { type, key: fresh(), label: `Label ${counter}`, input: true, ...FIELDS[type]() };
    if (chance(0.07) && !['day', 'checkbox', 'radio', 'selectboxes'].includes(type)) component.multiple = true;
    condition(component);
    rules(component);
    defaults(component);
    if (chance(0.75)) data[component.key] = value(component);
    names.push(component.key);
    return component;
  }

  function several(data, depth) {
    const count = 1 + Math.floor(next() * 4);
    return Array.from({ length: count }, () => one(data, depth));
  }

  function one(data, depth) {
    if (depth > 2 || chance(0.68)) return field(data);
    const key = fresh();
    const kind = pick(['panel', 'columns', 'fieldset', 'container', 'datagrid', 'editgrid', 'form', 'well']);
    if (kind === 'columns') {
      return { type: kind, key, input: false, columns: [{ components: several(data, depth + 1) }, { components: several(data, depth + 1) }] };
    }
    const component = { type: kind, key, label: key, input: !['panel', 'fieldset', 'well'].includes(kind), components: [] };
    condition(component);
    if (!component.input) {
      component.components = several(data, depth + 1);
      return component;
    }
    if (kind === 'container' || kind === 'form') {
      const inside = {};
      component.components = several(inside, depth + 1);
      if (chance(0.8)) data[key] = kind === 'form' ? { data: inside } : inside;
      return component;
    }
    const rows = [];
    const first = {};
    component.components = several(first, depth + 1);
    if (chance(0.8)) rows.push(first);
    if (chance(0.5)) rows.push(Object.fromEntries(Object.keys(first).map((name) => [name, chance(0.7) ? first[name] : anything()])));
    if (chance(0.2)) component.validate = { required: true };
    if (chance(0.85)) data[key] = rows;
    return component;
  }

  const data = {};
  const components = several(data, 0).concat(several(data, 0));
  const server = chance(0.4);
  const steps = server
    ? ['filter', 'defaultValue', 'calculate', 'conditions', 'logic', 'normalize', 'clearHidden', 'validate']
    : ['defaultValue', 'calculate', 'logic', 'conditions', 'clearHidden', 'validate'];
  return { id: seed, form: { components }, data, steps, server };
}

/** Smaller cases of the same kind: one component, one property or one value less. */
export function* smaller({ form, data, ...rest }) {
  const copy = (value) => structuredClone(value);
  function* without(components, put) {
    for (let at = 0; at < components.length; at++) {
      yield put(components.toSpliced(at, 1));
      const component = components[at];
      if (component.components?.length) {
        yield* without(component.components, (inner) => put(components.with(at, { ...component, components: inner })));
      }
      for (const name of Object.keys(component)) {
        if (['type', 'key', 'input', 'components', 'columns'].includes(name)) continue;
        const less = { ...component };
        delete less[name];
        yield put(components.with(at, less));
        if (name === 'validate' && Object.keys(component.validate).length > 1) {
          for (const rule of Object.keys(component.validate)) {
            const validate = { ...component.validate };
            delete validate[rule];
            yield put(components.with(at, { ...component, validate }));
          }
        }
      }
    }
  }
  for (const components of without(form.components, (found) => found)) {
    yield { ...rest, form: { components: copy(components) }, data: copy(data) };
  }
  for (const name of Object.keys(data)) {
    const less = copy(data);
    delete less[name];
    yield { ...rest, form: copy(form), data: less };
  }
}

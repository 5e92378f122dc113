// Helpers of form.io that need no form. Those that do are given by the form and take precedence.
const walk = (components, f, all, path) => {
  if (!components) return false;
  for (var component of components) {
    if (!component) continue;
    var nested = component.components || component.columns || component.rows;
    var input = component.input !== false && component.key;
    var here = input ? (path ? path + '.' + component.key : component.key) : path;
    var skip = (all || component.tree || !nested || input) && f(component, here || '', components);
    if (skip) continue;
    if (component.components) walk(component.components, f, all, nested && component.tree ? here : path);
    if (component.columns) component.columns.forEach((column) => walk(column.components, f, all, path));
    if (component.rows && Array.isArray(component.rows)) {
      component.rows.forEach((row) => Array.isArray(row) && row.forEach((cell) => walk(cell.components, f, all, path)));
    }
  }
};
const find = (components, key) => {
  var found;
  walk(components, (component, path) => { if (!found && (component.key === key || path === key)) found = component; }, true);
  return found;
};
const utils = {
  eachComponent(components, f, all, path) { walk(components, f, all, path || ''); },
  getComponent(components, key) { return find(components, key); },
  findComponent(components, key, path, f) { var found = find(components, key); if (found && f) f(found, path); return found; },
  flattenComponents(components, all) { var out = {}; walk(components, (c, path) => { out[path] = c; }, all); return out; },
  getValue(submission, key) {
    var search = (data) => {
      if (!data || typeof data !== 'object') return undefined;
      if (_.has(data, key)) return _.get(data, key);
      for (var k of Object.keys(data)) {
        var found = Array.isArray(data) ? undefined : search(data[k]);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return search(submission && submission.data !== undefined ? submission.data : submission);
  },
  boolValue(x) { return typeof x === 'boolean' ? x : typeof x === 'string' ? x.toLowerCase() === 'true' : !!x; },
  isMongoId(text) { return String(text).length === 24 && /^[0-9a-f]+$/i.test(text); },
  removeHTML(text) { return _.trim(String(text).replace(/<(.*?)>/g, ' ').replace(/\s{2,}/g, ' ')); },
  fastCloneDeep(x) { return x ? JSON.parse(JSON.stringify(x)) : x; },
  firstNonNil(list) { return list.find((x) => x !== null && x !== undefined); },
  isPromise(x) { return !!x && typeof x.then === 'function'; },
  isValidDate(date) { return date instanceof Date && !isNaN(date.getTime()); },
  parseFloatExt(x) { return parseFloat(String(x).replace(/[^\d.+-]+/gi, '')); },
  round(x, digits) { return Number.isFinite(x) ? (digits === undefined ? Math.round(x) : +x.toFixed(digits)) : x; },
  uniqueName(name) { return name; },
  guid() { return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(Math.random() * 16).toString(16)); },
  momentDate(x, format) { return moment(x, format); },
  formatDate(x, format) { return moment(x).format(utils.convertFormatToMoment(format)); },
  convertFormatToMoment(format) {
    return String(format).replace(/d/g, 'D').replace(/E/g, 'd').replace(/y/g, 'Y').replace(/a/g, 'A').replace(/'/g, '');
  },
  currentTimezone() { return 'Europe/Rome'; },
  isInputComponent(component) {
    return !(component.input === false || ['htmlelement', 'content', 'columns', 'fieldset', 'panel', 'table', 'tabs', 'well', 'button'].includes(component.type));
  },
  delay(f, ms) { return setTimeout(f, ms || 0); },
  withSwitch(a, b) { var now = a; return [() => now, () => { now = now === a ? b : a; }]; },
  unfold(x) { return typeof x === 'function' ? x() : x; },
  escapeRegExCharacters(text) { return String(text).replace(/[-[\]/{}()*+?.\\^$|]/g, '\\$&'); },
};
return utils;

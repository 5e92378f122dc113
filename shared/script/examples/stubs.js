// What a form gives to its scripts, without a form behind it.
var noop = function () {};
var never = function () { return Promise.resolve([]); };
var helper = {
  authenticatedCall: never,
  getRemoteJson: never,
  getTenantInfo: function () { return Promise.resolve({}); },
  getFieldApplication: function () { return Promise.resolve(null); },
  getCurrentLocale: function () { return 'it'; },
};
var instance = {
  disabled: false,
  visible: true,
  dataValue: undefined,
  defaultValue: null,
  rowIndex: 0,
  options: {},
  component: {},
  items: [],
  root: { getComponent: noop, triggerChange: noop, submission: { data: {} } },
  parent: { editRows: [] },
  setItems: function (items) { this.items = items; },
  setValue: function (value) { this.dataValue = value; return true; },
  getValue: function () { return this.dataValue; },
  getComponent: noop,
  triggerChange: noop,
  triggerRedraw: noop,
  redraw: noop,
  hasOpenRows: function () { return false; },
  hasRemoveButtons: function () { return true; },
};
var document = { querySelector: function () { return null; }, getElementById: function () { return null; } };
return {
  instance: instance,
  self: instance,
  document: document,
  FormioHelper: helper,
  window: { FormioHelper: helper, document: document, location: { href: '', origin: '', search: '' } },
  form: { components: [] },
  component: {},
  options: {},
  t: function (text) { return text; },
  iconClass: function (name) { return 'fa fa-' + name; },
  getView: function (component, value) { return value; },
};

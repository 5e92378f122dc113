const unitNames = { y: 'year', years: 'year', Q: 'quarter', quarters: 'quarter', M: 'month', months: 'month', w: 'week', weeks: 'week', W: 'isoWeek', isoWeeks: 'isoWeek', isoweek: 'isoWeek', d: 'day', days: 'day', D: 'date', dates: 'date', h: 'hour', hours: 'hour', m: 'minute', minutes: 'minute', s: 'second', seconds: 'second', ms: 'millisecond', milliseconds: 'millisecond', E: 'isoWeekday', e: 'weekday', DDD: 'dayOfYear' };
const unit = (name) => (name === undefined ? undefined : unitNames[name] || unitNames[String(name).toLowerCase()] || String(name).toLowerCase().replace(/s$/, ''));
const parts = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];
const steps = { week: 604800000, day: 86400000, date: 86400000, hour: 3600000, minute: 60000, second: 1000, millisecond: 1 };
const truncated = (x) => (x < 0 ? Math.ceil(x) || 0 : Math.floor(x));
const rounded = (x) => (x < 0 ? Math.round(-1 * x) * -1 : Math.round(x));
function Moment(date, valid, utc, locale) {
  this._isAMomentObject = true;
  this._d = valid ? date : new Date(NaN);
  this._utc = !!utc;
  this._locale = locale;
}
const isMoment = (x) => x instanceof Moment;
const isUnit = (x) => typeof x === 'string';
function create(input, format, locale, strict, utc) {
  if (typeof locale === 'boolean') { strict = locale; locale = undefined; }
  if (typeof format === 'boolean') { strict = format; format = undefined; }
  locale = (locale !== undefined && localeOf(locale)) || current;
  if (isMoment(input)) { var copy = new Moment(new Date(+input._d), input.isValid(), utc === undefined ? input._utc : utc, input._locale); copy._offset = input._offset; return copy; }
  var made = { date: new Date(NaN), valid: false };
  if (input === undefined && format === undefined) made = { date: new Date(), valid: true };
  else if (input === null || input === undefined || input === '') made.valid = false;
  else if (input instanceof Date) made = { date: new Date(+input), valid: !isNaN(input) };
  else if (Array.isArray(format)) {
    for (var one of format) { var tried = read(String(input), one, locale, strict, utc); if (tried.valid) { made = tried; break; } }
  } else if (format !== undefined) {
    made = format === moment.ISO_8601 ? readText(String(input), locale, utc) : read(String(input), format, locale, strict, utc);
  } else if (typeof input === 'number') made = { date: new Date(input), valid: !isNaN(input) };
  else if (Array.isArray(input)) made = input.length ? build(input.map(Number), utc) : { date: new Date(), valid: true };
  else if (typeof input === 'string') {
    var asp = /^\/Date\((-?\d+)/.exec(input);
    made = asp ? { date: new Date(+asp[1]), valid: true } : readText(input, locale, utc);
  } else if (typeof input === 'object') {
    var o = {};
    for (var k in input) o[unit(k)] = +input[k];
    made = Object.keys(o).length ? build([o.year, o.month, o.day === undefined ? o.date : o.day, o.hour, o.minute, o.second, o.millisecond], utc) : { date: new Date(), valid: true };
  }
  return new Moment(made.date, made.valid && !isNaN(made.date), utc, locale);
}
function moment(input, format, locale, strict) { return create(input, format, locale, strict, undefined); }
const coerce = (x, m) => (isMoment(x) ? x : create(x, undefined, undefined, undefined, m && m._utc ? true : undefined));
const proto = Moment.prototype;
const field = (index) => function (x) {
  if (x === undefined) return this._at(index);
  if (!this.isValid() || isNaN(x)) return this;
  var a = this._fields();
  a[index] = +x;
  if (index < 2) a[2] = Math.min(a[2], daysIn(a[0] + Math.floor(a[1] / 12), ((a[1] % 12) + 12) % 12));
  return this._put(a);
};
const shown = (m) => new Date(+m._d + (m._offset || 0) * 60000);
Object.assign(proto, {
  _at(i) { return this._offset !== undefined ? shown(this)['getUTC' + parts[i]]() : this._d[(this._utc ? 'getUTC' : 'get') + parts[i]](); },
  _fields() { return parts.map((x, i) => this._at(i)); },
  _put(a) {
    if (this._utc || this._offset !== undefined) {
      var d = new Date(0);
      d.setUTCFullYear(a[0], a[1], a[2]);
      d.setUTCHours(a[3], a[4], a[5], a[6]);
      this._d = new Date(+d - (this._offset || 0) * 60000);
    } else {
      var e = new Date(2000, 0, 1);
      e.setFullYear(a[0], a[1], a[2]);
      e.setHours(a[3], a[4], a[5], a[6]);
      this._d = e;
    }
    return this;
  },
  isValid() { return !isNaN(this._d); },
  year: field(0), month(x) { if (typeof x === 'string') { var i = indexIn([locales[this._locale].months, locales[this._locale].monthsShort], x); x = i < 0 ? +x : i; } return field(1).call(this, x); },
  date: field(2), hour: field(3), minute: field(4), second: field(5), millisecond: field(6),
  day(x) {
    var now = this._offset !== undefined ? shown(this).getUTCDay() : this._d[this._utc ? 'getUTCDay' : 'getDay']();
    if (x === undefined) return now;
    if (typeof x === 'string') { var l = locales[this._locale], i = indexIn([l.weekdays, l.weekdaysShort, l.weekdaysMin], x); x = i < 0 ? +x : i; }
    return this.add(x - now, 'day');
  },
  weekday(x) { var now = (this.day() + 7 - locales[this._locale].week[0]) % 7; return x === undefined ? now : this.add(x - now, 'day'); },
  isoWeekday(x) { var now = this.day() || 7; return x === undefined ? now : this.add(x - now, 'day'); },
  quarter(x) { return x === undefined ? Math.ceil((this.month() + 1) / 3) : this.month((x - 1) * 3 + (this.month() % 3)); },
  dayOfYear(x) { var n = Math.round((Date.UTC(this.year(), this.month(), this.date()) - Date.UTC(this.year(), 0, 1)) / 86400000) + 1; return x === undefined ? n : this.add(x - n, 'day'); },
  _week(first, least) {
    var day = Date.UTC(this.year(), this.month(), this.date()) / 86400000;
    var fix = 7 + first - least;
    var start = (year) => { var d = Date.UTC(year, 0, fix) / 86400000; return d + (-((7 + ((d + 4) % 7) - first) % 7) + fix - 1) - fix + 1; };
    var year = this.year();
    if (day < start(year)) year--; else if (day >= start(year + 1)) year++;
    return [year, Math.floor((day - start(year)) / 7) + 1];
  },
  week(x) { var w = locales[this._locale].week, n = this._week(w[0], w[0] ? 4 : 6)[1]; return x === undefined ? n : this.add((x - n) * 7, 'day'); },
  isoWeek(x) { var n = this._week(1, 4)[1]; return x === undefined ? n : this.add((x - n) * 7, 'day'); },
  weekYear() { var w = locales[this._locale].week; return this._week(w[0], w[0] ? 4 : 6)[0]; }, isoWeekYear() { return this._week(1, 4)[0]; },
  weeksInYear() { return moment([this.year(), 11, 28]).isoWeek(); }, isoWeeksInYear() { return moment([this.year(), 11, 28]).isoWeek(); },
  get(name) { name = unit(name); return this[name] ? this[name]() : undefined; },
  set(name, x) { if (typeof name === 'object') { for (var k of ['year', 'month', 'date', 'day', 'hour', 'minute', 'second', 'millisecond']) for (var given in name) if (unit(given) === k) this[k](name[given]); return this; } return this[unit(name)](x); },
  clone() { return create(this); }, valueOf() { return +this._d; }, unix() { return Math.floor(+this._d / 1000); }, toDate() { return new Date(+this._d); },
  toISOString(keep) { return !this.isValid() ? null : keep ? this.format('YYYY-MM-DD[T]HH:mm:ss.SSSZ') : this._d.toISOString(); }, toJSON() { return this.isValid() ? this.toISOString() : null; },
  toString() { return this.clone().locale('en').format('ddd MMM DD YYYY HH:mm:ss [GMT]ZZ'); }, inspect() { return 'moment("' + this.format('YYYY-MM-DD[T]HH:mm:ss.SSS') + '")'; },
  toArray() { return this._fields(); }, toObject() { var a = this._fields(); return { years: a[0], months: a[1], date: a[2], hours: a[3], minutes: a[4], seconds: a[5], milliseconds: a[6] }; },
  format(format) { return this.isValid() ? text(this, format || (this._utc && !this._offset ? 'YYYY-MM-DDTHH:mm:ss[Z]' : 'YYYY-MM-DDTHH:mm:ssZ')) : 'Invalid date'; },
  locale(name) { if (name === undefined) return this._locale; this._locale = localeOf(name) || this._locale; return this; }, lang(name) { return this.locale(name); },
  localeData() { return moment.localeData(this._locale); },
  utc() { this._utc = true; this._offset = undefined; return this; }, local() { this._utc = false; this._offset = undefined; return this; }, isUTC() { return this._utc; }, isUtc() { return this._utc; }, isLocal() { return !this._utc; },
  utcOffset(x, keep) {
    if (x === undefined) return this._offset !== undefined ? this._offset : this._utc ? 0 : -Math.round(this._d.getTimezoneOffset());
    if (typeof x === 'string') { var z = x.match(/([+-])(\d\d):?(\d\d)/); x = z ? (z[1] + 1) * (+z[2] * 60 + +z[3]) : 0; } else if (Math.abs(x) < 16) x *= 60;
    if (keep) this._d = new Date(+this._d + (this.utcOffset() - x) * 60000);
    this._utc = true; this._offset = x; return this;
  },
  tz() { return this.local(); }, zone() { return -this.utcOffset(); }, isDST() { return !this._utc && this.utcOffset() > moment([this.year(), 0, 1]).utcOffset(); },
  daysInMonth() { return daysIn(this.year(), this.month()); }, isLeapYear() { return daysIn(this.year(), 1) === 29; },
  add(x, name) { return shift(this, x, name, 1); }, subtract(x, name) { return shift(this, x, name, -1); },
  startOf(name) {
    name = unit(name);
    if (name === undefined || name === 'millisecond' || !this.isValid()) return this;
    var a = this._fields(), at = ['year', 'month', 'date', 'hour', 'minute', 'second'].indexOf(name === 'day' ? 'date' : name);
    if (name === 'quarter') { a[1] -= a[1] % 3; at = 1; }
    if (name === 'week') { a[2] -= this.weekday(); at = 2; }
    if (name === 'isoWeek') { a[2] -= this.isoWeekday() - 1; at = 2; }
    if (at < 0) return this;
    for (var i = at + 1; i < 7; i++) a[i] = i === 2 ? 1 : 0;
    return this._put(a);
  },
  endOf(name) { name = unit(name); return name === undefined || name === 'millisecond' ? this : this.startOf(name).add(1, name === 'isoWeek' ? 'week' : name === 'date' ? 'day' : name).subtract(1, 'ms'); },
  diff(input, name, exact) {
    if (!this.isValid()) return NaN;
    var that = coerce(input, this);
    if (!that.isValid()) return NaN;
    name = unit(name);
    var zone = (that.utcOffset() - this.utcOffset()) * 60000, out;
    if (this._utc) zone = 0;
    if (name === 'year') out = months(this, that) / 12;
    else if (name === 'month') out = months(this, that);
    else if (name === 'quarter') out = months(this, that) / 3;
    else if (name === 'day' || name === 'week') out = (this - that - zone) / steps[name];
    else out = (this - that) / (steps[name] || 1);
    return exact ? out : truncated(out);
  },
  isBefore(x, name) { x = coerce(x); if (!this.isValid() || !x.isValid()) return false; name = unit(name || 'ms'); return name === 'millisecond' ? +this < +x : +this.clone().endOf(name) < +x; },
  isAfter(x, name) { x = coerce(x); if (!this.isValid() || !x.isValid()) return false; name = unit(name || 'ms'); return name === 'millisecond' ? +this > +x : +x < +this.clone().startOf(name); },
  isSame(x, name) { x = coerce(x); if (!this.isValid() || !x.isValid()) return false; name = unit(name || 'ms'); return name === 'millisecond' ? +this === +x : +this.clone().startOf(name) <= +x && +x <= +this.clone().endOf(name); },
  isSameOrBefore(x, name) { return this.isSame(x, name) || this.isBefore(x, name); }, isSameOrAfter(x, name) { return this.isSame(x, name) || this.isAfter(x, name); },
  isBetween(a, b, name, edges) {
    a = coerce(a); b = coerce(b); edges = edges || '()';
    if (!(this.isValid() && a.isValid() && b.isValid())) return false;
    return (edges[0] === '(' ? this.isAfter(a, name) : !this.isBefore(a, name)) && (edges[1] === ')' ? this.isBefore(b, name) : !this.isAfter(b, name));
  },
  from(x, bare) { x = coerce(x); return this.isValid() && x.isValid() ? duration(this - x).locale(this._locale).humanize(!bare) : 'Invalid date'; }, fromNow(bare) { return this.from(moment(), bare); }, to(x, bare) { return coerce(x).locale(this._locale).from(this, bare); }, toNow(bare) { return this.to(moment(), bare); },
  calendar() { return this.format('L'); }, creationData() { return {}; }, parsingFlags() { return {}; }, invalidAt() { return this.isValid() ? -1 : 0; },
});
['year', 'month', 'day', 'date', 'hour', 'minute', 'second', 'millisecond', 'week', 'isoWeek', 'quarter'].forEach((name) => { proto[name + 's'] = proto[name]; });
const months = (a, b) => {
  if (a.date() < b.date()) return -months(b, a);
  var whole = (b.year() - a.year()) * 12 + (b.month() - a.month()), anchor = a.clone().add(whole, 'month'), other;
  if (b - anchor < 0) { other = a.clone().add(whole - 1, 'month'); return -(whole + (b - anchor) / (anchor - other)) || 0; }
  other = a.clone().add(whole + 1, 'month');
  return -(whole + (b - anchor) / (other - anchor)) || 0;
};
const shift = (m, x, name, sign) => {
  if (isUnit(x) && name !== undefined && typeof name === 'number') [x, name] = [name, x];
  var d = x instanceof Duration ? x : duration(isUnit(x) && isNaN(x) === false ? +x : x, name);
  if (!m.isValid()) return m;
  if (d._months) m.month(m.month() + rounded(d._months) * sign);
  if (d._days) m.date(m.date() + rounded(d._days) * sign);
  if (d._ms) m._d = new Date(+m._d + d._ms * sign);
  return m;
};
function Duration(o) {
  var n = (k) => +o[k] || 0;
  this._months = n('month') + n('quarter') * 3 + n('year') * 12;
  this._days = n('day') + n('date') + (n('week') + n('isoWeek')) * 7;
  this._ms = n('millisecond') + n('second') * 1000 + n('minute') * 60000 + n('hour') * 3600000;
  this._locale = current;
}
const duration = (x, name) => {
  if (x instanceof Duration) return Object.assign(new Duration({}), x);
  var o = {};
  if (typeof x === 'number' || (typeof x === 'string' && x !== '' && !isNaN(x))) o[name === undefined ? 'millisecond' : unit(name)] = +x;
  else if (typeof x === 'string') {
    var clock = /^(-)?(?:(\d+)[. ])?(\d+):(\d+)(?::(\d+)(?:\.(\d+))?)?$/.exec(x), period = /^(-|\+)?P(?:([-+]?[\d.]+)Y)?(?:([-+]?[\d.]+)M)?(?:([-+]?[\d.]+)W)?(?:([-+]?[\d.]+)D)?(?:T(?:([-+]?[\d.]+)H)?(?:([-+]?[\d.]+)M)?(?:([-+]?[\d.]+)S)?)?$/.exec(x), s;
    if (clock) { s = clock[1] ? -1 : 1; o = { day: s * (clock[2] || 0), hour: s * clock[3], minute: s * clock[4], second: s * (clock[5] || 0), millisecond: s * Math.round(+('0.' + (clock[6] || 0)) * 1000) }; }
    else if (period) { s = period[1] === '-' ? -1 : 1; ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'].forEach((k, i) => { o[k] = s * (period[i + 2] || 0); }); }
  } else if (x && typeof x === 'object') for (var k in x) o[unit(k)] = +x[k];
  return new Duration(o);
};
const inMonths = (days) => (days * 4800) / 146097;
Object.assign(Duration.prototype, {
  valueOf() { return this._ms + this._days * 864e5 + (this._months % 12) * 2592e6 + Math.trunc(this._months / 12) * 31536e6; }, asMilliseconds() { return this.as('ms'); },
  as(name) { name = unit(name); if (name === 'month' || name === 'year' || name === 'quarter') { var n = this._months + inMonths(this._days + this._ms / 864e5); return name === 'month' ? n : n / (name === 'year' ? 12 : 3); } return (this._ms + (this._days + Math.round((this._months * 146097) / 4800)) * 864e5) / (steps[name] || 1); },
  _bubble() {
    var ms = this._ms, days = this._days, mo = this._months;
    if (!((ms >= 0 && days >= 0 && mo >= 0) || (ms <= 0 && days <= 0 && mo <= 0))) { ms += Math.ceil((mo * 146097) / 4800 + days) * 864e5 * 1; days = 0; mo = 0; }
    days += truncated(ms / 864e5); ms %= 864e5;
    var more = truncated(inMonths(days)); mo += more; days -= more < 0 ? Math.floor((more * 146097) / 4800) : Math.ceil((more * 146097) / 4800);
    return { years: truncated(mo / 12), months: mo % 12, days, hours: truncated(ms / 36e5), minutes: truncated(ms / 6e4) % 60, seconds: truncated(ms / 1000) % 60, milliseconds: ms % 1000 };
  },
  get(name) { return this._bubble()[unit(name) + 's']; }, weeks() { return truncated(this.days() / 7); }, abs() { return new Duration({ month: Math.abs(this._months), day: Math.abs(this._days), millisecond: Math.abs(this._ms) }); },
  add(x, name) { var d = duration(x, name); this._months += d._months; this._days += d._days; this._ms += d._ms; return this; }, subtract(x, name) { var d = duration(x, name); this._months -= d._months; this._days -= d._days; this._ms -= d._ms; return this; },
  clone() { return duration(this); }, isValid() { return !isNaN(+this); }, locale(name) { if (name === undefined) return this._locale; this._locale = localeOf(name) || this._locale; return this; },
  humanize(suffix) {
    var d = this.abs(), s = Math.round(d.as('s')), m = Math.round(d.as('m')), h = Math.round(d.as('h')), days = Math.round(d.as('d')), mo = Math.round(d.as('M')), y = Math.round(d.as('y')), l = locales[this._locale];
    var key = s <= 44 ? ['s', s] : s < 45 ? ['ss', s] : m <= 1 ? ['m', 1] : m < 45 ? ['mm', m] : h <= 1 ? ['h', 1] : h < 22 ? ['hh', h] : days <= 1 ? ['d', 1] : days < 26 ? ['dd', days] : mo <= 1 ? ['M', 1] : mo < 11 ? ['MM', mo] : y <= 1 ? ['y', 1] : ['yy', y];
    var said = ((!suffix && l.alone && l.alone[key[0]]) || l.relative[key[0]]).replace('%d', key[1]);
    return suffix ? l.relative[+this > 0 ? 'future' : 'past'].replace('%s', said) : said;
  },
  toISOString() { var b = this._bubble(), t = (b.hours ? b.hours + 'H' : '') + (b.minutes ? b.minutes + 'M' : '') + (b.seconds || b.milliseconds ? b.seconds + b.milliseconds / 1000 + 'S' : ''), d = (b.years ? b.years + 'Y' : '') + (b.months ? b.months + 'M' : '') + (b.days ? b.days + 'D' : ''); return d || t ? 'P' + d + (t ? 'T' + t : '') : 'P0D'; }, toJSON() { return this.toISOString(); },
});
['year', 'month', 'week', 'day', 'hour', 'minute', 'second'].forEach((name) => { Duration.prototype['as' + name[0].toUpperCase() + name.slice(1) + 's'] = function () { return this.as(name); }; });
['years', 'months', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'].forEach((name) => { Duration.prototype[name] = function () { return this._bubble()[name]; }; });
Object.assign(moment, {
  utc: (input, format, locale, strict) => create(input, format, locale, strict, true), unix: (s) => create(s * 1000), isMoment, isDate: (x) => x instanceof Date, duration, isDuration: (x) => x instanceof Duration, invalid: () => create(NaN), now: () => Date.now(), ISO_8601: 'YYYY-MM-DDTHH:mm:ss.SSSSZ', parseZone: (x) => { var z = /([+-])(\d\d):?(\d\d)$/.exec(x); return z ? create(x).utcOffset(z[0]) : create(x, undefined, undefined, undefined, true); },
  locale: (name) => { if (name !== undefined) current = localeOf(name) || current; return current; }, lang: (name) => moment.locale(name), locales: () => Object.keys(locales), normalizeUnits: unit, fn: proto, updateLocale: () => null, defineLocale: () => null,
  localeData: (name) => { var l = locales[localeOf(name) || current]; return { months: () => l.months, monthsShort: () => l.monthsShort, weekdays: () => l.weekdays, weekdaysShort: () => l.weekdaysShort, weekdaysMin: () => l.weekdaysMin, firstDayOfWeek: () => l.week[0], longDateFormat: (k) => l.formats[k], ordinal: l.ordinal }; },
  months: (i) => (i === undefined ? locales[current].months : locales[current].months[i]), monthsShort: (i) => (i === undefined ? locales[current].monthsShort : locales[current].monthsShort[i]), weekdays: (i) => (typeof i === 'number' ? locales[current].weekdays[i] : locales[current].weekdays), weekdaysShort: (i) => (typeof i === 'number' ? locales[current].weekdaysShort[i] : locales[current].weekdaysShort),
  max: (...all) => { all = all.flat(); return all.length ? all.reduce((a, b) => (!a.isValid() ? a : !b.isValid() || b.isAfter(a) ? b : a)) : moment(); }, min: (...all) => { all = all.flat(); return all.length ? all.reduce((a, b) => (!a.isValid() ? a : !b.isValid() || b.isBefore(a) ? b : a)) : moment(); },
});
moment.tz = (...args) => moment(...args.filter((x, i) => i === 0 || !/\//.test(x)));
moment.locale(__language());
return moment;

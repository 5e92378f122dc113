// Dates and numbers in Italian, German and English. Runs in the interpreter, not in the page.
const names = {
  it: ['gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre', 'domenica lunedì martedì mercoledì giovedì venerdì sabato', 'gen feb mar apr mag giu lug ago set ott nov dic', 'dom lun mar mer gio ven sab'],
  de: ['Januar Februar März April Mai Juni Juli August September Oktober November Dezember', 'Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag', 'Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.', 'So Mo Di Mi Do Fr Sa'],
  en: ['January February March April May June July August September October November December', 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday', 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec', 'Sun Mon Tue Wed Thu Fri Sat'],
};
for (var language in names) names[language] = names[language].map((text) => text.split(' '));
// Language and, for English, whether the day comes first.
const locale = (wanted) => {
  if (Array.isArray(wanted)) wanted = wanted[0];
  var text = String(wanted === undefined ? __language() : wanted), short = text.slice(0, 2).toLowerCase();
  if (!names[short]) short = 'en';
  return { tag: text, short, names: names[short], us: short === 'en' && !/-(GB|IE|AU|NZ)/i.test(text) };
};
const two = (x) => String(x).padStart(2, '0');
const styles = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { day: '2-digit', month: '2-digit', year: '2-digit' },
};
const textDate = (l, o, f) => {
  var long = o.month === 'long', month = o.month && (o.month === 'narrow' ? l.names[2][f.month][0] : l.names[long ? 0 : 2][f.month]);
  if (l.short === 'de' && o.month === 'short' && !o.day && !o.year) month = month.slice(0, 3);
  if (l.tag.slice(0, 5) === 'en-GB' && month === 'Sep') month = 'Sept';
  var day = o.day && (o.day === '2-digit' ? two(f.day) : String(f.day)), year = o.year && (o.year === '2-digit' ? two(f.year % 100) : String(f.year));
  var weekday = o.weekday && l.names[o.weekday === 'long' ? 1 : 3][f.weekday];
  if (l.us) return [weekday, [month, day].filter(Boolean).join(' '), year].filter(Boolean).join(day || weekday ? ', ' : ' ');
  if (l.short === 'de') {
    if (weekday && o.weekday === 'short') weekday += '.';
    return [weekday, [day && day + '.', month, year].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  }
  var comma = l.short === 'en' && year && weekday;
  return [comma ? weekday + ',' : weekday, day, month, year].filter(Boolean).join(' ');
};
const numericDate = (l, o, f) => {
  var whole = o.day && o.month && o.year, wide = (l.short === 'it' || (l.short === 'en' && !l.us)) && (whole || (o.month && o.year));
  var part = (kind, x) => kind && (kind === '2-digit' || wide ? two(x) : String(x));
  var day = part(o.day, f.day), month = part(o.month, f.month + 1), year = o.year && (o.year === '2-digit' ? two(f.year % 100) : String(f.year));
  var joined = l.us ? [month, day, year].filter(Boolean).join('/') : l.short === 'de' && day ? [day, month, year].filter(Boolean).join('.') + (year || !month ? '' : '.') : [day, month, year].filter(Boolean).join('/');
  if (!o.weekday) return joined;
  var weekday = l.names[o.weekday === 'long' ? 1 : 3][f.weekday];
  if (!joined) return weekday;
  if (l.short === 'de' && o.weekday !== 'long') weekday += '.';
  return weekday + (l.short === 'it' ? ' ' : ', ') + joined;
};
const clock = (l, o, f) => {
  var twelve = o.hour12 !== undefined ? o.hour12 : o.hourCycle ? /h1[12]/.test(o.hourCycle) : l.us, hour = f.hours;
  if (twelve) hour = hour % 12 || 12;
  var parts = [];
  if (o.hour) parts.push(o.hour === '2-digit' || ((o.minute || l.short === 'de') && !twelve) || (l.short === 'en' && !twelve) ? two(hour) : String(hour));
  if (o.minute) parts.push(o.hour || o.second ? two(f.minutes) : String(f.minutes));
  if (o.second) parts.push(o.minute ? two(f.seconds) : String(f.seconds));
  var text = parts.join(':');
  if (o.hour && twelve) text += '\u202f' + (f.hours < 12 ? 'AM' : 'PM');
  else if (o.hour && parts.length === 1 && l.short === 'de') text += ' Uhr';
  return text;
};
const formatDate = (date, l, o) => {
  if (isNaN(date)) return 'Invalid Date';
  var utc = o.timeZone === 'UTC' || o.timeZone === 'Etc/UTC', at = (name) => date[(utc ? 'getUTC' : 'get') + name]();
  var f = { year: at('FullYear'), month: at('Month'), day: at('Date'), weekday: at('Day'), hours: at('Hours'), minutes: at('Minutes'), seconds: at('Seconds') };
  var worded = o.month === 'long' || o.month === 'short' || o.month === 'narrow';
  var day = worded ? textDate(l, o, f) : numericDate(l, o, f), time = clock(l, o, f);
  if (!day || !time) return day || time;
  if (o.weekday && !o.day && !o.month) return day + (l.short === 'de' ? ', ' : ' ') + time;
  var at_ = { it: ' alle ore ', de: ' um ', en: ' at ' }[l.short];
  return day + (o.month === 'long' ? at_ : ', ') + time;
};
const expand = (o, l, needs) => {
  o = Object.assign({}, o);
  if (o.dateStyle || o.timeStyle) {
    var out = { timeZone: o.timeZone, hour12: o.hour12 };
    if (o.dateStyle) Object.assign(out, styles[o.dateStyle]);
    if (o.dateStyle === 'short' && l.us) out.day = out.month = 'numeric';
    if (o.dateStyle === 'short' && l.short === 'en' && !l.us) out.year = 'numeric';
    if (o.dateStyle === 'full' && l.short === 'en' && !l.us) out.weekday = 'long';
    if (o.dateStyle === 'medium' && l.short === 'de') Object.assign(out, styles.short, { year: 'numeric' });
    if (o.timeStyle) Object.assign(out, { hour: l.us ? 'numeric' : '2-digit', minute: '2-digit' }, o.timeStyle === 'short' ? {} : { second: '2-digit' });
    return out;
  }
  var dates = o.weekday || o.year || o.month || o.day, times = o.hour || o.minute || o.second;
  if (needs === 'date' ? !dates : needs === 'time' ? !times : !dates && !times) {
    if (needs !== 'time') o.year = o.month = o.day = 'numeric';
    if (needs !== 'date') { o.hour = 'numeric'; o.minute = o.second = '2-digit'; }
  }
  return o;
};
const currencies = { EUR: '€', USD: '$', GBP: '£', CHF: 'CHF', JPY: '¥' };
// The decimal that is read and written, rounded to `n` places, a half up: `toFixed` rounds what the number is exactly.
const fixed = (x, n) => {
  var text = String(x), places = (text.split('.')[1] || '').length;
  if (x < 1e-6 || x >= 1e21) return x.toFixed(n);
  if (places > n) return (+(Math.round(+(text + 'e' + n)) + 'e-' + n)).toFixed(n);
  return places < n ? text + (places ? '' : '.') + '0'.repeat(n - places) : text;
};
const formatNumber = (x, l, o) => {
  var money = o.style === 'currency', percent = o.style === 'percent', value = percent ? x * 100 : x;
  var yen = money && o.currency === 'JPY', least = o.minimumFractionDigits, most = o.maximumFractionDigits;
  if (least === undefined) least = money && !yen ? 2 : 0;
  if (money && most !== undefined && o.minimumFractionDigits === undefined) least = Math.min(least, most);
  if (most === undefined) most = Math.max(least, money ? (yen ? 0 : 2) : percent ? 0 : 3);
  var size = Math.abs(value), text;
  if (isNaN(value)) text = 'NaN';
  else if (!isFinite(value)) text = '∞';
  else {
    text = o.maximumSignificantDigits ? String(+size.toPrecision(o.maximumSignificantDigits)) : fixed(size, most);
    var parts = text.split('.'), whole = parts[0], rest = parts[1] || '';
    while (rest.length > least && rest.slice(-1) === '0') rest = rest.slice(0, -1);
    whole = whole.padStart(o.minimumIntegerDigits || 1, '0');
    if (o.useGrouping !== false && (whole.length > 4 || l.short !== 'it' || o.useGrouping === 'always')) whole = whole.replace(/\B(?=(\d{3})+$)/g, l.short === 'en' ? ',' : '.');
    text = whole + (rest ? (l.short === 'en' ? '.' : ',') + rest : '');
  }
  var symbol = money ? (o.currencyDisplay === 'code' ? o.currency : o.currency === 'USD' && (l.short === 'it' || (l.short === 'en' && !l.us)) ? (l.short === 'it' ? 'USD' : 'US$') : currencies[o.currency] || o.currency) : '';
  if (money) text = l.short === 'en' ? symbol + (symbol.length > 1 && symbol !== 'US$' ? '\u00a0' : '') + text : text + '\u00a0' + symbol;
  if (percent) text += l.short === 'de' ? '\u00a0%' : '%';
  if (o.style === 'unit') text += ' ' + o.unit;
  return value < 0 || Object.is(value, -0) ? '-' + text : o.signDisplay === 'always' ? '+' + text : text;
};
function DateTimeFormat(wanted, o) { if (!(this instanceof DateTimeFormat)) return new DateTimeFormat(wanted, o); this.locale = locale(wanted); this.options = expand(o, this.locale, 'date'); }
DateTimeFormat.prototype.format = function (x) { return formatDate(x === undefined ? new Date() : new Date(x), this.locale, this.options); };
DateTimeFormat.prototype.resolvedOptions = function () { return { locale: this.locale.tag, timeZone: 'Europe/Rome', calendar: 'gregory' }; };
function NumberFormat(wanted, o) { if (!(this instanceof NumberFormat)) return new NumberFormat(wanted, o); this.locale = locale(wanted); this.options = o || {}; }
NumberFormat.prototype.format = function (x) { return formatNumber(Number(x), this.locale, this.options); };
NumberFormat.prototype.resolvedOptions = function () { return { locale: this.locale.tag }; };
function Collator() { if (!(this instanceof Collator)) return new Collator(); }
Collator.prototype.compare = function (a, b) { return String(a).localeCompare(String(b)); };
function PluralRules() {}
PluralRules.prototype.select = function (n) { return n === 1 ? 'one' : 'other'; };
const dated = (needs) => function (wanted, o) { var l = locale(wanted); return formatDate(new Date(this), l, expand(o, l, needs)); };
const Intl = { DateTimeFormat, NumberFormat, Collator, PluralRules, getCanonicalLocales: (x) => [].concat(x) };
const date = { toLocaleString: dated(), toLocaleDateString: dated('date'), toLocaleTimeString: dated('time') };
Object.defineProperty(Intl, '@@date', { value: date });
return {
  Intl,
  number: { toLocaleString(wanted, o) { return formatNumber(Number(this), locale(wanted), o || {}); } },
};

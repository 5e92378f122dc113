// The part of moment that forms use. Runs in the interpreter, not in the page.
const words = (text) => text.split('_');
const locales = {
  it: {
    months: words('gennaio_febbraio_marzo_aprile_maggio_giugno_luglio_agosto_settembre_ottobre_novembre_dicembre'),
    monthsShort: words('gen_feb_mar_apr_mag_giu_lug_ago_set_ott_nov_dic'),
    weekdays: words('domenica_lunedì_martedì_mercoledì_giovedì_venerdì_sabato'), weekdaysShort: words('dom_lun_mar_mer_gio_ven_sab'), weekdaysMin: words('do_lu_ma_me_gi_ve_sa'),
    formats: { LT: 'HH:mm', LTS: 'HH:mm:ss', L: 'DD/MM/YYYY', LL: 'D MMMM YYYY', LLL: 'D MMMM YYYY HH:mm', LLLL: 'dddd D MMMM YYYY HH:mm' },
    ordinal: (n) => n + 'º', week: [1, 4],
    relative: { future: 'tra %s', past: '%s fa', s: 'alcuni secondi', ss: '%d secondi', m: 'un minuto', mm: '%d minuti', h: "un'ora", hh: '%d ore', d: 'un giorno', dd: '%d giorni', M: 'un mese', MM: '%d mesi', y: 'un anno', yy: '%d anni' },
  },
  de: {
    months: words('Januar_Februar_März_April_Mai_Juni_Juli_August_September_Oktober_November_Dezember'),
    monthsShort: words('Jan._Feb._März_Apr._Mai_Juni_Juli_Aug._Sep._Okt._Nov._Dez.'),
    weekdays: words('Sonntag_Montag_Dienstag_Mittwoch_Donnerstag_Freitag_Samstag'), weekdaysShort: words('So._Mo._Di._Mi._Do._Fr._Sa.'), weekdaysMin: words('So_Mo_Di_Mi_Do_Fr_Sa'),
    formats: { LT: 'HH:mm', LTS: 'HH:mm:ss', L: 'DD.MM.YYYY', LL: 'D. MMMM YYYY', LLL: 'D. MMMM YYYY HH:mm', LLLL: 'dddd, D. MMMM YYYY HH:mm' },
    ordinal: (n) => n + '.', week: [1, 4],
    relative: { future: 'in %s', past: 'vor %s', s: 'ein paar Sekunden', ss: '%d Sekunden', m: 'einer Minute', mm: '%d Minuten', h: 'einer Stunde', hh: '%d Stunden', d: 'einem Tag', dd: '%d Tagen', M: 'einem Monat', MM: '%d Monaten', y: 'einem Jahr', yy: '%d Jahren' },
    alone: { m: 'eine Minute', h: 'eine Stunde', d: 'ein Tag', dd: '%d Tage', M: 'ein Monat', MM: '%d Monate', y: 'ein Jahr', yy: '%d Jahre' },
  },
  en: {
    months: words('January_February_March_April_May_June_July_August_September_October_November_December'),
    monthsShort: words('Jan_Feb_Mar_Apr_May_Jun_Jul_Aug_Sep_Oct_Nov_Dec'),
    weekdays: words('Sunday_Monday_Tuesday_Wednesday_Thursday_Friday_Saturday'), weekdaysShort: words('Sun_Mon_Tue_Wed_Thu_Fri_Sat'), weekdaysMin: words('Su_Mo_Tu_We_Th_Fr_Sa'),
    formats: { LT: 'h:mm A', LTS: 'h:mm:ss A', L: 'MM/DD/YYYY', LL: 'MMMM D, YYYY', LLL: 'MMMM D, YYYY h:mm A', LLLL: 'dddd, MMMM D, YYYY h:mm A' },
    ordinal: (n) => n + (Math.floor((n % 100) / 10) === 1 ? 'th' : ['th', 'st', 'nd', 'rd'][n % 10] || 'th'), week: [0, 6],
    relative: { future: 'in %s', past: '%s ago', s: 'a few seconds', ss: '%d seconds', m: 'a minute', mm: '%d minutes', h: 'an hour', hh: '%d hours', d: 'a day', dd: '%d days', M: 'a month', MM: '%d months', y: 'a year', yy: '%d years' },
  },
};
var current = 'en';
const localeOf = (name) => {
  if (Array.isArray(name)) name = name.find((one) => locales[String(one).slice(0, 2).toLowerCase()]);
  name = String(name).slice(0, 2).toLowerCase();
  return locales[name] ? name : undefined;
};
const pad = (n, size) => (n < 0 ? '-' : '') + String(Math.abs(n)).padStart(size, '0');
const offsetText = (minutes, separator) => (minutes < 0 ? '-' : '+') + pad(Math.floor(Math.abs(minutes) / 60), 2) + separator + pad(Math.abs(minutes) % 60, 2);
const tokens = /(\[[^[]*\])|(\\)?([Hh]mm(ss)?|Mo|MM?M?M?|Do|DDDo|DD?D?D?|ddd?d?|do?|w[o|w]?|W[o|W]?|Qo?|N{1,5}|YYYYYY|YYYYY|YYYY|YY|y{2,4}|yo?|gg(ggg?)?|GG(GGG?)?|e|E|a|A|hh?|HH?|kk?|mm?|ss?|S{1,9}|x|X|zz?|ZZ?|.)/g;
const longer = (format, l) => {
  for (var i = 0; i < 5 && /(\[[^[]*\])|(\\)?(LTS|LT|LL?L?L?|l{1,4})/.test(format); i++) {
    format = format.replace(/(\[[^[]*\])|(\\)?(LTS|LT|LL?L?L?|l{1,4})/g, (m) => {
      if (m[0] === '[' || m[0] === '\\') return m;
      return l.formats[m] || (l.formats[m.toUpperCase()] || m).replace(/MMMM|MM|DD|dddd/g, (tag) => tag.slice(1));
    });
  }
  return format;
};
const write = {
  M: (m) => m.month() + 1, MM: (m) => pad(m.month() + 1, 2), MMM: (m, l) => l.monthsShort[m.month()], MMMM: (m, l) => l.months[m.month()], Mo: (m, l) => l.ordinal(m.month() + 1),
  D: (m) => m.date(), DD: (m) => pad(m.date(), 2), Do: (m, l) => l.ordinal(m.date()), DDD: (m) => m.dayOfYear(), DDDD: (m) => pad(m.dayOfYear(), 3),
  d: (m) => m.day(), dd: (m, l) => l.weekdaysMin[m.day()], ddd: (m, l) => l.weekdaysShort[m.day()], dddd: (m, l) => l.weekdays[m.day()], do: (m, l) => l.ordinal(m.day()), e: (m) => m.weekday(), E: (m) => m.isoWeekday(),
  w: (m) => m.week(), ww: (m) => pad(m.week(), 2), W: (m) => m.isoWeek(), WW: (m) => pad(m.isoWeek(), 2), GGGG: (m) => pad(m.isoWeekYear(), 4), gggg: (m) => pad(m.weekYear(), 4),
  Q: (m) => m.quarter(), Qo: (m, l) => l.ordinal(m.quarter()), YY: (m) => pad(m.year() % 100, 2), YYYY: (m) => (m.year() <= 9999 ? pad(m.year(), 4) : '+' + m.year()), Y: (m) => m.year(), y: (m) => m.year(),
  H: (m) => m.hour(), HH: (m) => pad(m.hour(), 2), h: (m) => m.hour() % 12 || 12, hh: (m) => pad(m.hour() % 12 || 12, 2), k: (m) => m.hour() || 24, kk: (m) => pad(m.hour() || 24, 2),
  a: (m) => (m.hour() < 12 ? 'am' : 'pm'), A: (m) => (m.hour() < 12 ? 'AM' : 'PM'), m: (m) => m.minute(), mm: (m) => pad(m.minute(), 2), s: (m) => m.second(), ss: (m) => pad(m.second(), 2),
  hmm: (m) => (m.hour() % 12 || 12) + pad(m.minute(), 2), Hmm: (m) => m.hour() + pad(m.minute(), 2),
  X: (m) => m.unix(), x: (m) => m.valueOf(), Z: (m) => offsetText(m.utcOffset(), ':'), ZZ: (m) => offsetText(m.utcOffset(), ''), z: (m) => (m._utc ? 'UTC' : ''), zz: (m) => (m._utc ? 'Coordinated Universal Time' : ''),
};
const text = (m, format) => {
  var l = locales[m._locale];
  return longer(format, l).replace(tokens, (token) => {
    if (token[0] === '[') return token.slice(1, -1);
    if (token[0] === '\\') return token.slice(1);
    if (/^S+$/.test(token)) return pad(m.millisecond(), 3).padEnd(9, '0').slice(0, token.length);
    return write[token] ? write[token](m, l) : token;
  });
};

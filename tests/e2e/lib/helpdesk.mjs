// "Richiedi assistenza" as citizens use it: what they fill in, press and read.

/** The demonstration site's page with the form. */
export const PAGE = '/richiedi_assistenza.html';

/** A host page of a test's own with the same form. */
export const DESK = '<main><div id="oc-helpdesk"><p>Telefona al centralino</p></div></main>';

/** Texts of the form in each language, as far as tests look for them. */
export const WORDS = {
  it: { name: /^Nome/, surname: /^Cognome/, code: /^Codice fiscale/, email: /^Email/, category: /^Categoria di servizio/, service: /^Servizio/, details: /^Dettagli/, privacy: /^Ho letto e compreso/, next: 'Vai al riepilogo', send: 'Conferma e invia', office: 'Relazioni con il pubblico', summary: 'Riepilogo', done: 'Richiesta inviata' },
  de: { name: /^Vorname/, surname: /^Nachname/, code: /^Steuernummer/, email: /^E-Mail/, category: /^Dienstkategorie/, service: /^Dienst\*?$/, details: /^Einzelheiten/, privacy: /^Ich habe die Datenschutzhinweise/, next: 'Zur Zusammenfassung', send: 'Bestätigen und absenden', office: 'Amt für Öffentlichkeitsarbeit', summary: 'Zusammenfassung', done: 'Anfrage gesendet' },
  en: { name: /^First name/, surname: /^Last name/, code: /^Tax code/, email: /^Email/, category: /^Service category/, service: /^Service\*?$/, details: /^Details/, privacy: /^I have read and understood/, next: 'Go to the summary', send: 'Confirm and send', office: 'Public relations office', summary: 'Summary', done: 'Request sent' },
};

/** A citizen nobody knows, and what they ask. */
export const ADA = { name: 'Ada', surname: 'De Amicis', code: 'RSSMRA80A01F205X', email: 'ada@example.org' };
export const ASK = { category: 'Ambiente', service: 'Ritiro rifiuti ingombranti', details: 'Il "divano" <vecchio>\nè ancora in strada: 100 € & più.' };

/** The same category and service as the core knows them. */
export const SENT = {
  category: { id: '42ba60c4-923f-41fe-a2d1-f7138e542589', name: 'Ambiente' },
  service: { id: '31cc372b-502b-464f-8c9c-7ee119ec9578', name: 'Ritiro rifiuti ingombranti' },
  details: ASK.details,
};

/** The widget. */
export const desk = (page) => page.locator('oc-helpdesk');

/** A field by its name in `WORDS`. */
export const field = (page, name, lang = 'it') => desk(page).getByLabel(WORDS[lang][name]);

/** A button of the widget by what is written on it. */
export const press = (page, name) => desk(page).getByRole('button', { name, exact: true });

/** The heading of a step. */
export const heading = (page, name) => desk(page).getByRole('heading', { level: 2, name });

export const next = (page, lang = 'it') => press(page, WORDS[lang].next);
export const send = (page, lang = 'it') => press(page, WORDS[lang].send);
export const done = (page, lang = 'it') => heading(page, WORDS[lang].done);

/** Fills in who asks. */
export async function fillApplicant(page, { lang = 'it', ...values } = {}) {
  for (const [name, value] of Object.entries({ ...ADA, ...values })) await field(page, name, lang).fill(value);
}

/** Gives the consent as people do: Bootstrap Italia draws the box in front of the real one, as part of its label. */
export const consent = (page, lang = 'it') => desk(page).getByText(WORDS[lang].privacy).click();

/** Fills in what is asked; without `service`, only the office for the public is chosen. */
export async function fillRequest(page, { lang = 'it', ...values } = {}) {
  const { category, service, details } = { ...ASK, ...values };
  await field(page, 'category', lang).selectOption({ label: category });
  if (service) await field(page, 'service', lang).selectOption(typeof service === 'string' ? { label: service } : service);
  await field(page, 'details', lang).fill(details);
  await consent(page, lang);
}

/** Everything up to the summary, for someone nobody knows. */
export async function toSummary(page, values = {}) {
  await fillApplicant(page);
  await fillRequest(page, values);
  await next(page).click();
  await heading(page, WORDS.it.summary).waitFor();
}

/** The same for someone who is logged in: name, surname and fiscal code are there already. */
export async function toSummaryLoggedIn(page, values = {}) {
  await page.waitForFunction(() => document.querySelector('oc-helpdesk input[readonly]'));
  await fillRequest(page, values);
  await next(page).click();
  await heading(page, WORDS.it.summary).waitFor();
}

/** What the core holds, as the core stores it; the seeds bring no applications, so all are this form's. */
export async function received(stack) {
  const all = await stack.applications();
  return all.map((application) => ({ ...application, status: String(application.status) }));
}

/** Requests that would make an application. */
export const posts = async (stack) => (await stack.requests('POST /lang/api/applications')).length;

/** Lets pass what the browser itself says of requests that failed on purpose. */
export function tolerate(problems) {
  const said = [/^status \d{3}/, /^request failed/, /^console: Access to fetch/];
  problems.allow(...said.filter((pattern) => problems.unexpected().some((text) => pattern.test(text))));
}

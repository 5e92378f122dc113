// English for the texts of the widgets' contracts: each under the words it has there (those are English: only what is Italian there is here). Attributes have a name under their own.
export default {
  'base-url': 'Address of the core',
  'auth-url': 'Login page',
  'privacy-url': 'Privacy page',
  'render-breadcrumb': 'Breadcrumb',
  'page-name': 'Service of the page',
  'spid-button': 'Direct login',
  'auth-label': 'Title of the pop-up',
  'user-menu-disabled': 'Only the way out',
  'data-entrypoints': 'Entry point',
  'data-api-configs': 'Configuration service',
  'data-api-ratings': 'Ratings service',
  'data-service': 'Digital service',
  'Richiedi assistenza': 'Ask for help',
  "Accedi all'area personale": 'Log in to your personal area',
  'Valutazione della pagina': 'Rating of the page',
  false: 'no',
};

// The settings of the widgets. Most sites write them in an inline script, with their own addresses; here they are in a file, so that
// the page works under a content security policy that forbids inline scripts. The page says where the core is.
{
  const { core } = document.currentScript.dataset;
  window.OC_BASE_URL = core;
  window.OC_AUTH_URL = `${core}/login`;
  window.OC_PRIVACY_URL = '/privacy.html';
  window.OC_SPID_BUTTON = 'true';
  window.OC_AUTH_LABEL = 'SPID/CIE';
}

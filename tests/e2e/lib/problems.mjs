// Everything a browser complains about while a test runs, so that a scenario fails for what nobody looked at.
import assert from 'node:assert/strict';

/** Watches a browser context. Problems are strings such as `console: …`, `policy: …`, `status 404: GET https://…`. */
export class Problems {
  #found = [];
  #allowed = [];

  static async watch(context) {
    const problems = new Problems();
    await context.exposeBinding('ocTestViolation', (_source, text) => problems.#add(`policy: ${text}`));
    await context.addInitScript(() => {
      const report = window.ocTestViolation;
      document.addEventListener('securitypolicyviolation', (event) => {
        report(`${event.effectiveDirective} refused ${event.blockedURI} (${event.sourceFile || 'page'}:${event.lineNumber})`);
      });
    });
    context.on('console', (message) => {
      const text = message.text();
      // A failed load is reported below with its address, and a refused one by the listener above.
      if (message.type() !== 'error' || /^Failed to load resource|Content Security Policy/.test(text)) return;
      problems.#add(`console: ${text}`);
    });
    context.on('weberror', (error) => problems.#add(`page error: ${error.error().message}`));
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'unknown';
      // Leaving a page cancels what it was still loading.
      if (reason !== 'net::ERR_ABORTED') problems.#add(`request failed: ${request.method()} ${request.url()} (${reason})`);
    });
    context.on('response', (response) => {
      if (response.status() >= 400) problems.#add(`status ${response.status()}: ${response.request().method()} ${response.url()}`);
    });
    return problems;
  }

  #add(text) {
    this.#found.push(text);
  }

  /** From here on, and before, problems that match one of these patterns are part of the scenario. */
  allow(...patterns) {
    this.#allowed.push(...patterns);
  }

  /** Problems that nobody allowed, oldest first. */
  unexpected() {
    return this.#found.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)));
  }

  /** Fails when the browser complained about something, or when something that was allowed never happened. */
  expectNone() {
    assert.deepEqual(this.unexpected(), [], 'the browser complained');
    const unused = this.#allowed.filter((pattern) => !this.#found.some((text) => pattern.test(text)));
    assert.deepEqual(unused.map(String), [], 'these problems were expected and did not happen');
  }
}

// Finds in Rust sources the class names, elements and attributes their views may put in the page.
// It looks at string literals, at the elements of `el(…)`, `tag(…)` and `svg(…)` and at the markup of `view!`, never at comments: a
// class named in a remark is not used.

/**
 * Splits a Rust source into its code (comments blanked, literals emptied) and the contents of its string literals.
 * @param {string} source
 * @returns {{ code: string, strings: string[] }}
 */
export function split(source) {
  const strings = [];
  // Alternatives in order: comments, raw strings, strings, characters and lifetimes, anything else.
  const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|\bb?r(#*)"([\s\S]*?)"\1|"((?:[^"\\]|\\[\s\S])*)"|'(?:\\[^']+|[^'\\])'/g;
  const code = source.replace(token, (whole, _hashes, raw, plain) => {
    const text = raw ?? plain;
    if (text === undefined) return ' ';
    strings.push(text.replace(/\\\s*\n\s*/g, ' '));
    return '""';
  });
  return { code, strings };
}

/**
 * What the views in these sources may use.
 * @param {string[]} sources Rust sources
 * @returns {{ classes: Set<string>, tags: Set<string>, attributes: Set<string>, values: Set<string>, pieces: Set<string> }}
 *   `pieces` are beginnings of class-like words whose rest comes at run time (`alert-` of `alert-{kind}`)
 */
export function used(sources) {
  const out = { classes: new Set(), tags: new Set(), attributes: new Set(), values: new Set(), pieces: new Set() };
  for (const source of sources) {
    const { code, strings } = split(source);
    for (const text of strings) {
      for (const word of text.split(/[\s"'=<>/;,()[\]]+/)) {
        const [, piece] = /^([a-z][\w-]*-)(\{.*)?$/.exec(word) ?? [];
        if (piece) out.pieces.add(piece);
        else if (/^[A-Za-z_-][\w@-]*$/.test(word)) out.classes.add(word);
        if (word) out.values.add(word);
      }
      for (const [, tag] of text.matchAll(/<([a-z][a-z0-9-]*)/g)) out.tags.add(tag);
      for (const [name] of text.matchAll(/\b(?:aria|data)-[a-z-]+/g)) out.attributes.add(name);
    }
    for (const [, name] of code.matchAll(/\bclass:([\w-]+)/g)) out.classes.add(name);
    for (const [, tag] of code.matchAll(/<([a-z][a-z0-9-]*)/g)) out.tags.add(tag);
    for (const [, tag] of code.matchAll(/\b([a-z][a-z0-9]*)\(\)/g)) out.tags.add(tag);
    for (const [, tag] of source.replace(/\/\/[^\n]*/g, '').matchAll(/\b(?:el|svg|tag)\(\s*"([a-z][a-z0-9]*)"/g)) out.tags.add(tag);
    for (const [name] of code.matchAll(/\b[a-z]+(?:-[a-z]+)*\b/g)) out.attributes.add(name);
  }
  return out;
}

/**
 * Writes what a script puts in the page the way a Rust source would, so that {@link used} finds it: its strings, and the
 * elements it creates.
 * @param {string} script JavaScript
 * @returns {string}
 */
export function asRust(script) {
  const code = script.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, ' ');
  const strings = [...code.matchAll(/'([^'\\\n]*)'|"([^"\\\n]*)"/g)].map(([, single, double]) => `"${single ?? double}"`);
  const elements = [...code.matchAll(/createElement\(['"]([a-z]+)/g)].map(([, tag]) => `${tag}()`);
  return [...strings, ...elements].join('\n');
}

/** Names a Rust source offers to others. */
function offers(source) {
  const { code } = split(source);
  return [...code.matchAll(/\bpub(?:\([^)]*\))?\s+(?:const\s+|async\s+)?(?:fn|struct|enum|trait|const|static|type)\s+(\w+)/g)].map((m) => m[1]);
}

/**
 * The shared files a widget's sources reach by naming something they offer, directly or through another shared file.
 * A widget so carries the styles of the components it uses and not of all there are.
 * @param {string[]} own sources of the widget
 * @param {string[]} shared sources of the shared components
 * @returns {string[]} the reached members of `shared`
 */
export function reached(own, shared) {
  const files = shared.map((source) => ({ source, names: offers(source), code: split(source).code }));
  const found = new Set();
  let frontier = own.map((source) => split(source).code);
  while (frontier.length > 0) {
    const words = new Set(frontier.flatMap((code) => code.match(/\w+/g) ?? []));
    const next = files.filter((file) => !found.has(file) && file.names.some((name) => words.has(name)));
    next.forEach((file) => found.add(file));
    frontier = next.map((file) => file.code);
  }
  return [...found].map((file) => file.source);
}

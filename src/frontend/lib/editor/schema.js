/** The words of the graph, as /sparql/schema has them; fetched once, and an empty set where that fails. */

const NONE = { prefixes: {}, classes: [], properties: [] };
let asked;

/**
 * @typedef {{ name: string, label: string, definition: string, count: number }} Term
 * @returns {Promise<{ prefixes: Record<string, string>, classes: Term[], properties: Term[] }>}
 */
export function schema() {
  asked ??= load();
  return asked;
}

async function load() {
  try {
    const reply = await fetch("/sparql/schema", { headers: { accept: "application/json" } });
    if (reply.ok) return await reply.json();
  } catch {
    asked = undefined;
  }
  return NONE;
}

/**
 * The shortest prefixed name of an IRI; in angle brackets where none fits.
 * @param {string} iri
 * @param {Record<string, string>} prefixes
 */
export function compact(iri, prefixes) {
  const fits = Object.entries(prefixes)
    .filter(([, base]) => iri.startsWith(base) && /^[A-Za-z0-9_](?:[\w.-]*[\w-])?$/.test(iri.slice(base.length)))
    .map(([prefix, base]) => `${prefix}:${iri.slice(base.length)}`)
    .sort((one, other) => one.length - other.length);
  return fits[0] ?? `<${iri}>`;
}

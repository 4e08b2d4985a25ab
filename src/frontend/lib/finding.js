/** What /api/find knows, in the words of a suggestion. */

const ID = "https://w3id.org/mandategraph/id/";
const LIMIT = 8;
const GUESSED = ["fuzzy", "some"];

/** @typedef {{ name: string, address: string, type: string, also: string }} Suggestion */

/**
 * The page of a thing.
 * @param {string} iri
 */
export function addressOf(iri) {
  return iri.startsWith(ID) ? `/id/${iri.slice(ID.length)}` : `/resource?iri=${encodeURIComponent(iri)}`;
}

/** The name that matched, where it says more than the thing's own name. */
function other(match) {
  const [name, matched] = [match.thing.name, match.matched].map((text) => text.toLowerCase());
  return name.includes(matched) || matched.includes(name) ? "" : match.matched;
}

/** @returns {Suggestion} */
function suggestion(match) {
  return {
    name: match.thing.name,
    address: addressOf(match.thing.iri),
    type: match.thing.type ?? "",
    also: other(match),
  };
}

/**
 * Things called so, after those that the text names in passing; `near` says that nothing is, and these are only spelled
 * alike or have some of the words.
 * @param {string} text
 * @param {AbortSignal} signal
 * @param {string} [kind] only things of this kind
 * @returns {Promise<{ near: boolean, suggestions: Suggestion[] }>} rejected where the server does not answer
 */
export async function find(text, signal, kind = "") {
  const address = `/api/find?${new URLSearchParams({ text, size: LIMIT, type: kind })}`;
  const reply = await fetch(address, { signal, headers: { accept: "application/json" } });
  if (!reply.ok) throw new Error(`status ${reply.status}`);
  const { answer } = await reply.json();
  const found = answer.matches.length ? answer.matches : answer.nearest;
  const near = !answer.named.length && (!answer.matches.length || GUESSED.includes(found[0].how));
  const each = new Map([...answer.named, ...found].map((match) => [match.thing.iri, match]));
  return { near, suggestions: [...each.values()].slice(0, LIMIT).map(suggestion) };
}

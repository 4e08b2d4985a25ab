/** Which words are offered for what was typed: by their names, and by the everyday words that explain them. */

const words = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
/** The parts of a name such as mg:assistedCountry, in small letters. */
const parts = (local) => words(local.replace(/(?<=[a-z\d])(?=[A-Z])/g, " "));
/** Words of definitions shorter than this would match nearly all. */
const LEAST = 4;

/** How well a word fits, less is better; Infinity where it does not. @param {import("./schema.js").Term} term */
function rank({ name, label, definition }, typed) {
  const wanted = typed.toLowerCase();
  const local = name.slice(name.indexOf(":") + 1);
  if (name.toLowerCase() === wanted) return -1;
  if (!wanted || name.toLowerCase().startsWith(wanted)) return 0;
  const colon = wanted.indexOf(":") + 1;
  if (colon) return name.toLowerCase().startsWith(wanted.slice(0, colon)) ? rank({ name: local, label, definition }, wanted.slice(colon)) + 0.5 : Infinity;
  if (local.toLowerCase() === wanted || label.toLowerCase() === wanted) return 0;
  if (local.toLowerCase().startsWith(wanted)) return 1;
  if (words(label).some((word) => word.startsWith(wanted))) return 2;
  if (parts(local).some((part) => part.startsWith(wanted))) return 2;
  if (local.toLowerCase().includes(wanted)) return 3;
  return wanted.length >= LEAST && words(definition).some((word) => word.startsWith(wanted)) ? 4 : Infinity;
}

/**
 * The words that fit, the best first, and of those as good the most used.
 * @template {import("./schema.js").Term} T
 * @param {T[]} terms @param {string} typed @returns {T[]}
 */
export function fitting(terms, typed) {
  return terms
    .map((term) => ({ term, at: rank(term, typed) }))
    .filter(({ at }) => at < Infinity)
    .sort((one, other) => one.at - other.at || other.term.count - one.term.count)
    .map(({ term }) => term);
}

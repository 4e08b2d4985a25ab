/**
 * Completion: while typing from the words of the graph, with how often each is used; on demand (Ctrl+Space) also from
 * the things, by any of their names.
 */

import { autocompletion } from "@codemirror/autocomplete";
import { fitting } from "./matching.js";
import { thingsCalled } from "./things.js";
import { schema } from "./schema.js";
import { WIDE } from "./make.js";

const KEYWORDS = (
  "SELECT DISTINCT WHERE GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES EXISTS CONSTRUCT DESCRIBE ASK PREFIX LIMIT " +
  "OFFSET HAVING COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT CONTAINS STRSTARTS STRENDS LCASE UCASE REGEX COALESCE IF " +
  "BOUND STR LANG YEAR FROM NAMED UNDEF REDUCED"
)
  .split(" ")
  .concat("ORDER BY", "GROUP BY", "NOT EXISTS", "ORDER BY DESC")
  .map((name) => ({ name, label: "", definition: "", count: 0, keyword: true }));
/** Where a class is wanted: after `a` and after rdf:type. */
const TYPED = /(?:^|[\s;])(?:a|rdf:type)\s+[\w-]*:?[\w-]*$/;

/** How often, in few letters. */
const used = ({ count }) => (count ? count.toLocaleString("en") : "not used");

/** The part of the name that was typed, for its mark. */
function typedPart({ label }, typed) {
  const at = typed ? label.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  return at < 0 ? [] : [at, at + typed.length];
}

/** Whether the meaning of a word has room beside the list; below it, it would cover the list or the query. */
const roomy = () => matchMedia(WIDE).matches;

function options(terms) {
  const explained = roomy();
  return terms.map((term) => ({
    label: term.name,
    type: term.keyword ? "keyword" : "property",
    detail: term.keyword ? undefined : `${term.label ? `${term.label} · ` : ""}${used(term)}`,
    info: (explained && term.definition) || undefined,
  }));
}

/** Variables of the query, without the one at the cursor. */
function variables(text, at) {
  const found = new Set();
  for (const { 0: name, index } of text.matchAll(/[?$][A-Za-z_]\w*/g)) {
    if (at <= index || at > index + name.length) found.add(name);
  }
  return [...found].map((label) => ({ label, type: "variable" }));
}

/** Whether the cursor stands in a comment or a text, where words of the query language mean nothing. */
function inText(line) {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"|<[^<>\s]*>/g, "");
  return /#|"/.test(bare);
}

/** @param {import("@codemirror/autocomplete").CompletionContext} context */
async function fromSchema(context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const word = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
  if (inText(before) || (!context.explicit && (!word || word.from === word.to))) return null;
  if (/^[?$]/.test(word.text)) {
    return { from: word.from, options: variables(context.state.doc.toString(), context.pos), validFor: /^[?$]\w*$/ };
  }
  const { prefixes, classes, properties } = await schema();
  const typed = TYPED.test(before);
  const begins = ({ label }) => label.toLowerCase().startsWith(word.text.toLowerCase());
  const names = Object.entries(prefixes).map(([name, base]) => ({ label: `${name}:`, type: "namespace", detail: base }));
  const words = typed ? [classes] : [[...properties, ...KEYWORDS], classes];
  const terms = words.flatMap((some) => options(fitting(some, word.text)));
  return { from: word.from, options: [...terms, ...names.filter(begins)], filter: false, getMatch: (one) => typedPart(one, word.text) };
}

export const completion = autocompletion({
  override: [fromSchema, thingsCalled],
  icons: false,
  maxRenderedOptions: 60,
  defaultKeymap: true,
});

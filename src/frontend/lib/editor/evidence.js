/** The pattern that asks in which paragraph something is written, put into the query. */

const CLAUSE = /\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?[?$(][^*{}]*?(?=\s*(?:\bWHERE\b|\{))/i;
const NAME = String.raw`(?:[?$]\w+|[\w-]*:[\w.-]*\w|<[^<>\s]+>)`;
/** A plain statement that ends at a full stop, a brace or the end of its line. */
const STATEMENT = new RegExp(String.raw`${NAME}\s+(?:a|${NAME})\s+(?:${NAME}|"[^"\n]*"(?:@[\w-]+)?)(?=\s*[.}\n])`, "g");
const COMMENT = /(?:^|(?<=\s))#[^\n]*$/gm;
const GRAPH = /\bGRAPH\s+\?(\w+)/i;

/** What to wrap: the selection, else the statement at the cursor, else the first; nothing where there is none. */
function chosen(state, text) {
  const { from, to, empty } = state.selection.main;
  if (!empty) return { from, to };
  const body = text.indexOf("{");
  const found = [...text.matchAll(STATEMENT)].filter(({ index }) => index > body).map(({ index, 0: said }) => ({ from: index, to: index + said.length }));
  return found.find((one) => one.from <= from && from <= one.to) ?? found[0];
}

/** The change that lets the query also give the graph, which the table shows as the sign. */
function selecting(text, graph) {
  const found = CLAUSE.exec(text);
  if (!found || found[0].includes(`?${graph}`) || /GROUP\s+BY/i.test(text)) return [];
  return [{ from: found.index + found[0].length, insert: ` ?${graph}` }];
}

/**
 * @param {import("@codemirror/view").EditorView} view
 * @param {string} pattern a comment, the GRAPH, and what tells about it, each in its lines
 * @returns {string} what was done, in words
 */
export function addEvidence(view, pattern) {
  const text = view.state.doc.toString();
  const end = text.lastIndexOf("}");
  if (end < 0) return "Write a query with braces first, or take an example.";
  const graph = GRAPH.exec(text)?.[1] ?? "graph";
  if (new RegExp(String.raw`\?${graph}\s[^{}]*mg:inParagraph`).test(text)) return `The pattern is there already; see ?${graph}.`;
  const [comment, whole, ...about] = pattern.split("\n");
  const wrapped = GRAPH.test(text) ? null : chosen(view.state, text);
  const told = GRAPH.test(text) || wrapped ? about : [comment, whole, ...about];
  const changes = selecting(text, graph);
  if (wrapped) changes.push({ from: wrapped.from, insert: "GRAPH ?graph { " }, { from: wrapped.to, insert: " }" });
  const before = /\n[ \t]*$/.test(text.slice(0, end)) ? "" : "\n";
  const stop = /(?:^|[.{}])\s*$/.test(text.slice(0, end).replace(COMMENT, "")) ? "" : "  .\n";
  changes.push({ from: end, insert: `${before}${stop}${told.join("\n").replaceAll("?graph", `?${graph}`)}\n` });
  view.dispatch({ changes });
  view.focus();
  return wrapped ? "The pattern was put around a statement." : "The pattern was added at the end.";
}

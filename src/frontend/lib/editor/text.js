/**
 * The editor over the field of the form. CodeMirror lives in a shadow root, where its styles are constructed sheets,
 * which the policy of the pages allows; the field stays in the form and always has the same text.
 */

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, toggleComment } from "@codemirror/commands";
import { bracketMatching, indentUnit, LanguageSupport } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { checking } from "./checking.js";
import { completion } from "./completion.js";
import { look } from "./look.js";
import { make } from "./make.js";
import { replacing } from "./replacing.js";

/** The grammar gives prefixed names no colour of their own. */
const names = styleTags({ "Pname_ln Pname_ns": tags.propertyName, A_predicate: tags.keyword });
const language = new LanguageSupport(SparqlLanguage.configure({ props: [names] }));

/** The keys; Tab is none of them, so that it leaves the editor. */
function keys(run) {
  return keymap.of([
    { key: "Mod-Enter", run: () => (run(), true), preventDefault: true },
    { key: "Mod-/", run: toggleComment },
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...lintKeymap,
    ...defaultKeymap,
  ]);
}

/** @param {HTMLTextAreaElement} field @param {() => void} run @param {(text: string) => void} changed */
function state(field, run, changed) {
  return EditorState.create({
    doc: field.value,
    extensions: [
      lineNumbers(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      search({ top: false }),
      highlightSelectionMatches(),
      indentUnit.of("  "),
      language,
      EditorState.languageData.of(() => [{ commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } }]),
      completion,
      checking,
      look,
      replacing,
      keys(run),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "SPARQL query", "aria-describedby": "keys", spellcheck: "false", autocapitalize: "off" }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        field.value = update.state.doc.toString();
        changed(field.value);
      }),
    ],
  });
}

/**
 * Put the editor in the place of the field.
 * @param {HTMLTextAreaElement} field
 * @param {() => void} run what Ctrl+Enter does
 * @param {(text: string) => void} changed what follows a change of the text
 */
export function editorOver(field, run, changed) {
  const host = make("div", { class: "code" });
  const root = host.attachShadow({ mode: "open" });
  const hint = make("span", { id: "keys", hidden: "" }, "Tab leaves the editor. Control and Space completes, Control and Enter runs.");
  field.before(host);
  root.append(hint);
  const view = new EditorView({ state: state(field, run, changed), root, parent: root });
  view.scrollDOM.addEventListener("focus", () => view.focus());
  field.hidden = true;
  field.labels[0]?.addEventListener("click", (event) => {
    event.preventDefault();
    view.focus();
  });
  return view;
}

/** Put another text into the editor; it can be undone. */
export function replaceText(view, text) {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** How the editor looks: the tokens of the pages reach into the shadow root, so both colour schemes come by themselves. */

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.modifier], color: "var(--link)", fontWeight: "650" },
  { tag: [tags.variableName, tags.atom, tags.special(tags.variableName)], color: "var(--work)" },
  { tag: [tags.string, tags.literal], color: "var(--place)" },
  { tag: [tags.number, tags.bool], color: "var(--meeting)" },
  { tag: [tags.namespace, tags.url, tags.tagName, tags.propertyName, tags.typeName], color: "var(--doc)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
]);

const frame = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "var(--t1)", maxHeight: "70vh" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused::after": { content: "''", position: "absolute", inset: "0", zIndex: "301", border: "3px solid var(--focus)", pointerEvents: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "12rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: "var(--s2) 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--quiet)", border: "0" },
  ".cm-activeLineGutter": { backgroundColor: "var(--wash)", color: "var(--ink)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--mark)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "1px solid var(--edge)" },
  ".cm-searchMatch": { backgroundColor: "var(--mark)" },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--edge)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16rem", maxWidth: "min(34rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", minHeight: "24px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--wash)", color: "var(--ink)", boxShadow: "inset 4px 0 var(--link)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontFamily: "var(--sans)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "650" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", maxWidth: "22rem", padding: "var(--s2) var(--s3)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textDecorationSkipInk: "none" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline dashed var(--work)", textDecorationSkipInk: "none" },
  ".cm-diagnostic-warning": { borderLeft: "4px solid var(--work)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--wash)", color: "var(--link)", border: "1px solid var(--edge)", minHeight: "24px" },
  ".cm-diagnostic": { fontFamily: "var(--sans)", borderLeft: "4px solid var(--bad)", padding: "var(--s2) var(--s3)", maxWidth: "24rem" },
  ".cm-panels": { backgroundColor: "var(--wash)", color: "var(--ink)", fontFamily: "var(--sans)" },
  ".cm-panels-bottom": { borderTop: "var(--hair)" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button": {
    backgroundColor: "var(--paper)", backgroundImage: "none", color: "var(--ink)", border: "1px solid var(--edge)",
    borderRadius: "2px", minHeight: "28px", fontSize: "var(--t1)",
  },
  ".cm-panel.cm-search label": { fontSize: "var(--t1)" },
  ".cm-placeholder": { color: "var(--quiet)" },
});

export const look = [frame, syntaxHighlighting(words)];

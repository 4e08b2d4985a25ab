import { checkNow, markFault } from "../lib/editor/checking.js";
import { addEvidence } from "../lib/editor/evidence.js";
import { button } from "../lib/editor/make.js";
import { History } from "../lib/editor/past.js";
import { writePrefixes } from "../lib/editor/prefixes.js";
import { Runner } from "../lib/editor/running.js";
import { Stale } from "../lib/editor/stale.js";
import { editorOver, replaceText } from "../lib/editor/text.js";
import { offerViews } from "../lib/editor/views.js";

const form = document.getElementById("ask");
const field = document.getElementById("query");
const stale = new Stale(document.getElementById("answer"));
const view = editorOver(field, () => runner.run(field.value), (text) => stale.compare(text));
form.querySelector(".btns").append(
  button("Write out the prefixes", async () => runner.say(await writePrefixes(view))),
);
const runner = new Runner(form.querySelector(".btns"), answered);
const past = new History(document.getElementById("history"), (text) => {
  replaceText(view, text);
  view.focus();
});

/** Mark the fault of an answer in the query, and keep the query in the history. */
function answered(text, answer) {
  const fault = answer.querySelector("#fault");
  if (fault?.dataset.line > 0) {
    const { line, column, length } = fault.dataset;
    const reason = fault.querySelector("[data-reason]").textContent;
    markFault(view, { line: Number(line), column: Number(column), length: Number(length), reason });
  }
  const count = answer.querySelector("#res");
  stale.answered(count ? text : null, field.value);
  if (count) past.add(text, count.firstChild.textContent.trim());
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const wanted = event.submitter?.value;
  if (wanted === "evidence") runner.say(await addEvidence(view));
  else if (wanted === "check") runner.say(await checkNow(view));
  else runner.run(field.value);
});

window.addEventListener("popstate", () => {
  const text = new URLSearchParams(location.search).get("query");
  if (text === null) {
    location.reload();
    return;
  }
  replaceText(view, text);
  runner.run(text, false);
});

form.querySelector("[data-keys]").hidden = false;
offerViews(document);
const first = document.getElementById("answer");
if (first.querySelector("#fault, #res")) answered(field.value, first);

/**
 * Runs the query in place: the page of its answer is fetched, and its answer, notes and citation are taken over, so
 * that what one sees is what the address gives. The address follows, so Back works and a reload shows the same.
 */

import { showCopyButtons } from "../copy.js";
import { region } from "../said.js";
import { addressOf, LONGEST, viewAsked } from "./address.js";
import { faultOf } from "./checking.js";
import { button, make, WIDE } from "./make.js";
import { offerViews } from "./views.js";

const PARTS = ["answer", "use"];
/** After so many milliseconds the seconds are shown. */
const LONG = 1000;

/**
 * The page of an answer; of a query that cannot be read the page that says so, without running it. A query too long
 * for an address goes as a form.
 */
async function ask(text, signal) {
  const options = { signal, headers: { accept: "text/html" } };
  const given = new URLSearchParams({ query: text });
  if (await faultOf(text)) given.set("do", "check");
  signal.throwIfAborted();
  const address = `/sparql?${given}`;
  if (address.length <= LONGEST) return fetch(address, options);
  return fetch("/sparql", { ...options, method: "POST", body: given });
}

/** Take the parts of another page over; false where it is not a page of this kind. */
function takeOver(page) {
  if (!page.getElementById("answer")) return false;
  for (const id of PARTS) {
    const [now, then] = [document.getElementById(id), page.getElementById(id)];
    if (now && then) now.replaceWith(document.importNode(then, true));
    else if (then) document.querySelector("main").append(document.importNode(then, true));
    else now?.remove();
  }
  const notes = page.querySelector(".notes");
  if (notes) document.querySelector(".notes")?.replaceWith(document.importNode(notes, true));
  showCopyButtons();
  return true;
}

/** In a narrow window the rows stand far below the query: go to their heading. */
function goToRows(heading) {
  if (!heading || matchMedia(WIDE).matches) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}

/** Seconds in words. */
const lasting = (seconds, digits = 0) => `${seconds.toFixed(digits)} ${seconds.toFixed(digits) === "1" ? "second" : "seconds"}`;

/** What an answer says of itself, for the status line. */
function summary(answer) {
  const fault = answer.querySelector("#fault strong");
  return fault ? fault.textContent : (answer.querySelector("#res")?.firstChild?.textContent.trim() ?? "");
}

export class Runner {
  #status = region("q");
  #clock = make("span", { class: "q", "aria-hidden": "true" });
  #stop = button("Stop", () => this.stop());
  #asking = null;
  #after;

  /** @param {HTMLElement} bar @param {(text: string, answer: HTMLElement) => void} after what follows an answer */
  constructor(bar, after) {
    this.#after = after;
    this.#stop.hidden = true;
    bar.append(this.#stop, this.#clock, this.#status);
  }

  say(text) {
    this.#status.textContent = text;
  }

  stop() {
    this.#asking?.abort();
  }

  /** @param {string} text @param {boolean} [push] whether the address is to follow */
  async run(text, push = true) {
    const view = viewAsked();
    this.stop();
    const asking = new AbortController();
    const started = performance.now();
    this.#asking = asking;
    this.#wait(started);
    try {
      const reply = await ask(text, asking.signal);
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      if (this.#asking === asking) this.#done(text, page, started, push, view);
    } catch {
      if (this.#asking === asking) this.#failed(asking.signal.aborted);
    } finally {
      if (this.#asking === asking) this.#rest();
    }
  }

  #wait(started) {
    this.say("Running the query.");
    this.#stop.hidden = false;
    document.getElementById("answer").ariaBusy = "true";
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      const passed = performance.now() - started;
      if (passed > LONG) this.#clock.textContent = lasting(Math.floor(passed / 1000));
    }, 250);
  }

  #rest() {
    clearInterval(this.timer);
    this.#clock.textContent = "";
    this.#stop.hidden = true;
    this.#asking = null;
    document.getElementById("answer").ariaBusy = null;
  }

  #done(text, page, started, push, asked) {
    if (!takeOver(page)) {
      this.say(page.querySelector("main .bad, main p")?.textContent.trim() || "The server did not answer the query.");
      return;
    }
    const answer = document.getElementById("answer");
    const address = addressOf(text, offerViews(answer, { asked, told: !push }));
    if (push && address.length <= LONGEST && address !== location.pathname + location.search) history.pushState(null, "", address);
    document.title = page.title;
    const fault = answer.querySelector("#fault");
    this.say(fault ? summary(answer) : `${summary(answer)} in ${lasting((performance.now() - started) / 1000, 2)}.`);
    fault?.removeAttribute("role");
    this.#after(text, answer);
    if (push) goToRows(answer.querySelector("#res"));
  }

  #failed(stopped) {
    this.say(stopped ? "Stopped. The query is as you left it." : "The server cannot be reached. Nothing is lost; run it again later.");
  }
}

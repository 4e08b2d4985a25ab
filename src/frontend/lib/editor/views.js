/** The views of a result beside its table, where they fit: chart, graph and map. The table always stays. */

import { rememberView, shareView, viewAsked } from "./address.js";
import { chart, chartFits } from "./chart.js";
import { button, make } from "./make.js";
import { netFits, netOf } from "./net.js";
import { tableOf } from "./reading.js";
import { mapFits, mapOf } from "./world.js";

const TABLE = { name: "Table", key: "" };
const VIEWS = [
  { name: "Chart", key: "chart", fits: chartFits, make: chart },
  { name: "Graph", key: "graph", fits: netFits, make: netOf },
  { name: "Map", key: "map", fits: mapFits, make: mapOf },
];

/** Draw a view over the table; a map whose places do not come says so. */
async function show(place, view, table) {
  place.hidden = !view.make;
  if (!view.make) return place.replaceChildren();
  try {
    place.replaceChildren(await view.make(table, place.clientWidth));
  } catch {
    place.replaceChildren(make("p", { class: "state" }, "This could not be drawn now. The table below has all of it."));
  }
}

/** Say over the table that a view does not fit it. */
function refuse(place, key) {
  const name = VIEWS.find((view) => view.key === key)?.name.toLowerCase() ?? key;
  place.replaceChildren(make("p", { class: "state" }, `These rows cannot be shown as a ${name}. The table below has all of them.`));
  place.hidden = false;
}

/**
 * Offer the views that fit a result, and show the one that is asked for.
 * @param {ParentNode} answer
 * @param {{ asked?: string, told?: boolean }} [options] `told`: say it where the view that is asked for does not fit
 * @returns {string} the key of the view that is shown; empty for the table
 */
export function offerViews(answer, { asked = viewAsked(), told = true } = {}) {
  const results = answer.querySelector("table.results");
  const slot = answer.querySelector("[data-views]");
  const place = answer.querySelector("[data-view=drawn]");
  if (!results || !slot || !place) return "";
  const table = tableOf(results);
  const fitting = VIEWS.filter((view) => view.fits(table));
  const first = fitting.find(({ key }) => key === asked) ?? TABLE;
  if (fitting.length) {
    const choose = (view) => rememberView(answer, view.key);
    slot.replaceChildren("Show as: ", ...buttons(place, table, fitting, first, choose));
    slot.hidden = false;
  }
  if (first !== TABLE) {
    shareView(answer, first.key);
    show(place, first, table);
  } else if (asked && told) refuse(place, asked);
  return first.key;
}

/** A button for each view, with blanks between them. */
function buttons(place, table, fitting, first, chosen) {
  const made = [TABLE, ...fitting].map((view) => {
    const one = button(view.name, () => {
      for (const other of made) other.setAttribute("aria-pressed", String(other === one));
      show(place, view, table);
      chosen(view);
    }, "plain");
    one.setAttribute("aria-pressed", String(view === first));
    return one;
  });
  return made.flatMap((one) => [one, " "]);
}

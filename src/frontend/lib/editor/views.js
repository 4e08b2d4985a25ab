/** The views of a result beside its table, where they fit: chart, graph and map. The table always stays. */

import { chart, chartFits } from "./chart.js";
import { button, make } from "./make.js";
import { netFits, netOf } from "./net.js";
import { tableOf } from "./reading.js";
import { mapFits, mapOf } from "./world.js";

const VIEWS = [
  { name: "Chart", fits: chartFits, make: chart },
  { name: "Graph", fits: netFits, make: netOf },
  { name: "Map", fits: mapFits, make: mapOf },
];

/** Draw a view over the table; a map whose places do not come says so. */
async function show(place, view, table) {
  place.hidden = !view;
  if (!view) return place.replaceChildren();
  try {
    place.replaceChildren(await view.make(table));
  } catch {
    place.replaceChildren(make("p", { class: "state" }, "This could not be drawn now. The table below has all of it."));
  }
}

/** Offer the views that fit a result. @param {ParentNode} answer */
export function offerViews(answer) {
  const results = answer.querySelector("table.results");
  const slot = answer.querySelector("[data-views]");
  const place = answer.querySelector("[data-view=drawn]");
  if (!results || !slot || !place) return;
  const table = tableOf(results);
  const fitting = VIEWS.filter((view) => view.fits(table));
  if (!fitting.length) return;
  const buttons = [{ name: "Table" }, ...fitting].map((view) => {
    const made = button(view.name, () => choose(made, view), "plain");
    made.setAttribute("aria-pressed", String(view.name === "Table"));
    return made;
  });
  function choose(chosen, view) {
    for (const one of buttons) one.setAttribute("aria-pressed", String(one === chosen));
    show(place, view.make && view, table);
  }
  slot.replaceChildren("Show as: ", ...buttons.flatMap((one) => [one, " "]));
  slot.hidden = false;
}

/** Bars: a column of names and a column of numbers. */

import { make } from "./make.js";
import { columnsWith, plain } from "./reading.js";

const MOST = 50;

/** The columns to draw; null where bars do not fit. */
function chosen(table) {
  if (!table.rows.length || table.rows.length > MOST) return null;
  const [value] = columnsWith(table, (cell) => Number.isFinite(cell.value) && cell.value >= 0);
  const [name] = columnsWith(table, (cell) => !Number.isFinite(cell.value) && cell.text);
  return value === undefined || name === undefined ? null : { name, value };
}

/** @param {import("./reading.js").Table} table */
export function chartFits(table) {
  return chosen(table) !== null;
}

/** @param {import("./reading.js").Table} table */
export function chart(table) {
  const { name, value } = chosen(table);
  const drawn = table.rows.filter((row) => row[name] && row[value]);
  const most = Math.max(...drawn.map((row) => row[value].value), 1e-9);
  const bars = drawn.map((row) => {
    const bar = make("span", { class: "bar" });
    bar.style.width = `${(100 * row[value].value) / most}%`;
    return make("li", {}, make("span", {}, row[name].text), make("span", { class: "track" }, bar), make("span", { class: "n" }, row[value].text));
  });
  const caption = make("figcaption", {}, `${plain(table.columns[value])} by ${plain(table.columns[name])}`);
  return make("figure", { class: "chart" }, caption, make("ul", {}, ...bars));
}

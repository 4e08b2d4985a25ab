/** The table of results as data, for the other views of it. */

/**
 * @typedef {{ text: string, iri?: string, place: boolean, shape: string, address: string, value: number }} Cell
 * @typedef {{ columns: string[], rows: (Cell | null)[][] }} Table
 */

function cell(element) {
  const link = element.querySelector("a");
  const text = (link ?? element).textContent.trim();
  if (!element.dataset.iri && text === "–") return null;
  return {
    text,
    iri: element.querySelector(".signs") ? undefined : element.dataset.iri,
    place: "place" in element.dataset,
    shape: element.querySelector("svg.k")?.classList[1] ?? "",
    address: link?.getAttribute("href") ?? "",
    value: element.classList.contains("n") ? Number(text.replaceAll(",", "")) : Number.NaN,
  };
}

/** @param {HTMLTableElement} table @returns {Table} */
export function tableOf(table) {
  const columns = [...table.tHead.rows[0].cells].map((head) => head.textContent);
  const rows = [...table.tBodies[0].rows].filter((row) => row.cells.length === columns.length).map((row) => [...row.cells].map(cell));
  return { columns, rows };
}

/** The places of the columns of which most cells fulfil a condition. */
export function columnsWith({ columns, rows }, fits) {
  return columns.map((_, at) => at).filter((at) => rows.length && rows.filter((row) => row[at] && fits(row[at])).length > rows.length / 2);
}

/** The name of a column without the sign of a variable. */
export const plain = (name) => name.replace(/^\?/, "");

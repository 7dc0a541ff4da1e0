// Enhancements only: without this script the page shows the scores, and its links lead to the evidence.
// Sorts, filters, moves by arrow keys through the heat map, and opens evidence in place.
"use strict";
const table = document.getElementById("heat");
const body = table.tBodies[0];
const rows = [...body.rows];
const heads = [...table.tHead.rows[0].cells];
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const field = (id) => document.getElementById(id);
document.documentElement.classList.add("js");

// Sorting. A verdict sorts by how bad it is, anything else by number or name.
const RANK = ["missing", "violated", "partial", "met", "clear", "not_applicable", "not_checked"];
const key = (cell) => {
  if (cell.classList.contains("r")) return RANK.findIndex((status) => cell.classList.contains(status));
  const text = cell.textContent.trim();
  if (!cell.classList.contains("p") && !cell.classList.contains("total")) return text;
  const number = parseFloat(text.replace(",", "."));
  return Number.isNaN(number) ? Infinity : number;
};
const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, document.documentElement.lang) : a - b);
const sort = (head) => {
  const column = heads.indexOf(head);
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const keyed = rows.map((row, place) => [key(row.cells[column]), place, row]);
  keyed.sort(([a, i], [b, j]) => {
    if (a === Infinity || b === Infinity) return a === b ? i - j : a === Infinity ? 1 : -1; // without a score: last
    return (down ? compare(b, a) : compare(a, b)) || i - j;
  });
  body.append(...keyed.map(([, , row]) => row));
};
for (const head of heads) {
  const label = head.querySelector(".head");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "head";
  button.textContent = label.textContent;
  button.addEventListener("click", () => sort(head));
  label.replaceWith(button);
}

// Filtering.
const [byName, byPart, byVerdict, byGroup] = ["by-name", "by-part", "by-verdict", "by-group"].map(field);
const shown = field("shown");
const filter = () => {
  const name = byName.value.trim().toLowerCase();
  const part = byPart.value;
  const verdict = byVerdict.value && `.r${part && "." + part}.${byVerdict.value}`;
  table.dataset.part = part;
  if (part) leave(part);
  let count = 0;
  for (const row of rows) {
    const stays = row.cells[0].textContent.toLowerCase().includes(name)
      && (!byGroup || !byGroup.value || row.cells[1].textContent === byGroup.value)
      && (!verdict || row.querySelector(verdict) !== null);
    row.hidden = !stays;
    count += stays;
  }
  shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{n}", rows.length);
};
byName.addEventListener("input", filter);
for (const control of [byPart, byVerdict, byGroup]) control?.addEventListener("change", filter);
field("reset").addEventListener("click", () => {
  for (const control of [byName, byPart, byVerdict, byGroup]) if (control) control.value = "";
  filter();
});

// Arrow keys: the table is one stop of the Tab key; within it one cell at a time has the focus.
const target = (cell) => cell.querySelector("a, button") ?? cell;
table.setAttribute("role", "grid");
table.setAttribute("aria-labelledby", "h-map");
const stops = new Set(); // the parts whose cells have left the order of the Tab key
const leave = (part) => { // only when they are shown: to touch every cell of a large table at once takes seconds
  if (stops.has(part)) return;
  stops.add(part);
  for (const cell of table.querySelectorAll(part ? `.r.${part}` : "th:not(.r), td:not(.r)")) target(cell).tabIndex = -1;
};
leave("");
let current = target(heads[0]);
current.tabIndex = 0;
const enter = (cell) => {
  current.tabIndex = -1;
  current = target(cell);
  current.tabIndex = 0;
};
table.addEventListener("focusin", (event) => {
  const cell = event.target.closest("th, td");
  if (cell) enter(cell);
});
const visible = (cells) => [...cells].filter((cell) => cell.offsetParent !== null);
table.addEventListener("keydown", (event) => {
  const cell = event.target.closest("th, td");
  if (!cell || event.altKey || event.metaKey) return;
  const row = cell.parentElement;
  const lines = [...table.rows].filter((line) => !line.hidden);
  const cells = visible(row.cells);
  const [x, y] = [cells.indexOf(cell), lines.indexOf(row)];
  const to = {
    ArrowRight: [x + 1, y], ArrowLeft: [x - 1, y], ArrowDown: [x, y + 1], ArrowUp: [x, y - 1],
    Home: [0, event.ctrlKey ? 0 : y], End: [cells.length - 1, event.ctrlKey ? lines.length - 1 : y],
  }[event.key];
  if (!to) return;
  event.preventDefault();
  const next = lines[to[1]] && visible(lines[to[1]].cells)[to[0]];
  if (next) {
    enter(next);
    current.focus();
    next.scrollIntoView({block: "nearest", inline: "nearest"});
  }
});

// Evidence in place.
const dialog = field("evidence");
table.addEventListener("click", (event) => {
  const link = event.target.closest("td.r a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const found = document.getElementById(link.hash.slice(1));
  if (!found) return;
  event.preventDefault();
  const copy = found.cloneNode(true);
  copy.removeAttribute("id");
  const title = document.createElement("h3"); // one step below the heading of the dialog
  title.className = "t";
  title.textContent = copy.querySelector("h4").textContent;
  copy.querySelector("h4").replaceWith(title);
  field("evidence-title").textContent = link.closest("tr").cells[0].textContent;
  field("evidence-body").replaceChildren(copy);
  field("evidence-page").href = link.hash;
  dialog.showModal();
});
field("evidence-close").addEventListener("click", () => dialog.close());
field("evidence-page").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

// A link to a page of an organisation leads the focus there and opens what is folded around its target.
const reveal = () => {
  const place = location.hash && document.getElementById(location.hash.slice(1));
  const page = place && place.closest(".org");
  if (!page) return;
  for (let folded = place.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  place.scrollIntoView();
  (place === page ? page.querySelector("h2") : place).focus({preventScroll: true});
};
filter();
addEventListener("hashchange", reveal);
reveal();
addEventListener("beforeprint", () => { for (const folded of all(".org:target details")) folded.open = true; });

/* Tables of events: narrowed down, sorted by a column, and shown in portions. */
const PORTION = 500;
/** What each table is sorted by, and how many rows it shows. */
const tables = new Map();

/** A text in quotation marks of its own gets no second pair. */
const quoted = (text) =>
  make("q", "“”„«\"".includes(text[0]) ? { dir: "auto", class: "bare" } : { dir: "auto" }, text);

/** A row with the same cells as the one in macros.html.j2. */
function eventRow(row) {
  const cell = (name, sort, ...inside) =>
    make("td", { role: "cell", class: name, "data-sort": sort, "data-label": columnNames[name] }, ...inside);
  const note = (text) => make("span", { class: "note" }, text);
  const tag = (text) => make("span", { class: "tag" }, text);
  const when = [
    make("span", { class: "role" }, shape(row.role), make("span", { class: "unseen" }, data.roles[row.role])),
    " ", make("span", { class: "days" }, row.days), " ",
    make("button", {
      type: "button", class: "id", "data-id": row.event, "aria-label": data.words.copy.replace("{id}", row.id),
    }, row.id),
  ];
  if (row.candidate) when.push(" ", tag(data.words.candidate));
  if (row.residue) when.push(" ", tag(data.words.residue));
  const who = [make("bdi", {}, row.sides)];
  if (row.kind) who.push(" ", note(row.kind));
  who.push(row.lines.length
    ? make("ul", { class: "said" }, ...row.lines.map(([said, whose]) =>
        make("li", {}, quoted(said), " ", make("cite", {}, whose))))
    : make("p", { class: "note" }, data.words.no_sources));
  const dead = row.odd ? [row.dead, " ", tag(data.words.odd)] : [row.dead];
  return make("tr", { role: "row" },
    cell("when", row.day, ...when),
    cell("place", row.place, make("bdi", {}, row.place), " ", note(row.precision)),
    cell("who", row.sides, ...who),
    cell("dead", row.best, ...dead));
}

const columnNames = {};
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const ORDERS = {
  when: (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0),
  place: (a, b) => collator.compare(a.place, b.place),
  who: (a, b) => collator.compare(a.sides, b.sides),
  dead: (a, b) => a.best - b.best,
};

/** Fill a finding's table with its events as they are narrowed down and sorted. */
function showRows(finding) {
  const table = find("table.events", finding);
  const key = finding.dataset.finding;
  if (!table || !data.findings[key]?.rows) return;
  const held = tables.get(key);
  const rows = [...shownEvents(key)];
  if (held.column) {
    rows.sort((a, b) => ORDERS[held.column](a, b) * (held.rising ? 1 : -1));
  }
  const some = rows.slice(0, held.most);
  find("tbody", table).replaceChildren(...some.map(eventRow));
  const more = find(".more", finding);
  if (!more) return;
  const left = rows.length - some.length;
  more.hidden = left <= 0;
  find(".note", more).textContent = "";
  find("button.all", more).textContent =
    data.words.further.replace("{n}", Math.min(PORTION, left).toLocaleString());
}

function sortBy(finding, header) {
  const table = header.closest("table");
  const rising = header.getAttribute("aria-sort") !== "ascending";
  for (const other of findAll("thead th", table)) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", rising ? "ascending" : "descending");
  Object.assign(tables.get(finding.dataset.finding), { column: header.className, rising });
  showRows(finding);
  const name = find(".plain-head", header).textContent;
  const text = rising ? data.words.sorted_up : data.words.sorted_down;
  find("#_said").textContent = text.replace("{column}", name);
}

/** Put an event's full id on the clipboard; where that is not allowed, at least select it. */
async function copyId(button) {
  const id = button.dataset.id;
  try {
    await navigator.clipboard.writeText(id);
    find("#_said").textContent = data.words.copied.replace("{id}", id);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1500);
  } catch {
    getSelection().selectAllChildren(button);
  }
}

function startTables() {
  const first = find("table.events");
  for (const header of first ? findAll("thead th", first) : []) {
    columnNames[header.className] = find(".plain-head", header).textContent;
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-id]");
    if (button) copyId(button);
  });
  for (const finding of findAll(".finding")) {
    const key = finding.dataset.finding;
    const table = find("table.events", finding);
    if (!table || !data.findings[key]?.rows) continue;
    tables.set(key, { column: "", rising: true, most: find("tbody", table).rows.length });
    for (const button of findAll("button.sort", table)) {
      button.hidden = false;
      button.addEventListener("click", () => sortBy(finding, button.closest("th")));
    }
    const all = find("button.all", finding);
    if (!all) continue;
    all.hidden = false;
    all.addEventListener("click", () => {
      const held = tables.get(key);
      const at = held.most;
      held.most += PORTION;
      showRows(finding);
      const row = find("tbody", table).rows[at];
      if (row) {
        row.tabIndex = -1;
        row.focus({ preventScroll: true });
      }
    });
  }
}

/* Tables of events: sorted by a column, and shown in full. */

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
    " ", make("span", { class: "days" }, row.days), " ", make("span", { class: "id" }, row.id),
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

function sortBy(table, header) {
  const column = findAll("thead th", table).indexOf(header);
  const rising = header.getAttribute("aria-sort") !== "ascending";
  for (const other of findAll("thead th", table)) other.setAttribute("aria-sort", "none");
  header.setAttribute("aria-sort", rising ? "ascending" : "descending");
  const body = find("tbody", table);
  const value = (row) => row.children[column].dataset.sort;
  const rows = [...body.rows].sort((a, b) => collator.compare(value(a), value(b)) * (rising ? 1 : -1));
  body.append(...rows);
  const name = find(".plain-head", header).textContent;
  const text = rising ? data.words.sorted_up : data.words.sorted_down;
  find("#_said").textContent = text.replace("{column}", name);
}

function startTables() {
  const first = find("table.events");
  for (const header of first ? findAll("thead th", first) : []) {
    columnNames[header.className] = find(".plain-head", header).textContent;
  }
  for (const table of findAll("table.events")) {
    for (const button of findAll("button.sort", table)) {
      button.hidden = false;
      button.addEventListener("click", () => sortBy(table, button.closest("th")));
    }
  }
  for (const button of findAll("button.all")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const finding = button.closest(".finding");
      const table = find("table.events", finding);
      const body = find("tbody", table);
      body.replaceChildren(...eventsOf(finding.dataset.finding).map(eventRow));
      const sorted = find('thead th[aria-sort$="ending"]', table);
      if (sorted) {
        sorted.setAttribute("aria-sort", sorted.getAttribute("aria-sort") === "ascending" ? "none" : "ascending");
        sortBy(table, sorted);
      }
      button.closest(".more").remove();
      table.tabIndex = -1;
      table.focus({ preventScroll: true });
    });
  }
}

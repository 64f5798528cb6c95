/* What a reader has narrowed a claim's events down to: days, words, what they are to the claim.
   The table and the map of a finding always show the same events. */
const narrowed = new Map();

const narrowing = (key) => {
  if (!narrowed.has(key)) narrowed.set(key, { from: "", to: "", words: [], role: "" });
  return narrowed.get(key);
};

const isNarrow = ({ from, to, words, role }) => Boolean(from || to || words.length || role);

/** Whether an event is among those asked for; its day is the one on which it starts. */
function asked(row, { from, to, words, role }) {
  if (from && !(row.day >= from)) return false;
  if (to && !(row.day && row.day <= to)) return false;
  if (role && row.role !== role) return false;
  return words.every((word) => textOf(row).includes(word));
}

function textOf(row) {
  row.text ??= [row.id, row.days, row.place, row.precision, row.sides, row.kind, ...row.lines.flat()]
    .join(" ").toLocaleLowerCase();
  return row.text;
}

/** The events of a finding that its table and map show now. */
function shownEvents(key) {
  const ask = narrowing(key);
  return isNarrow(ask) ? eventsOf(key).filter((row) => asked(row, ask)) : eventsOf(key);
}

/** Narrow a finding's events down further or less, and show the outcome in table and map. */
function narrow(finding, change) {
  const key = finding.dataset.finding;
  Object.assign(narrowing(key), change);
  const ask = narrowing(key);
  for (const [name, value] of [["from", ask.from], ["to", ask.to]]) {
    const field = find(`.between .${name}`, finding);
    if (field && field.value !== value) field.value = value;
  }
  const clear = find(".between .clear", finding);
  if (clear) clear.disabled = !(ask.from || ask.to);
  showRows(finding);
  showPoints(finding);
  const note = find(".matching", finding);
  if (!note) return;
  const [n, total] = [shownEvents(key).length, eventsOf(key).length];
  note.textContent = isNarrow(ask)
    ? data.words.matching.replace("{n}", n.toLocaleString()).replace("{total}", total.toLocaleString())
    : "";
}

/** Once the hand rests: many small changes in a row are one. */
function rested(action, wait = 120) {
  let waiting = 0;
  return (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => action(...given), wait);
  };
}

function startNarrowing() {
  for (const finding of findAll(".finding")) {
    const key = finding.dataset.finding;
    if (!key || !data.findings[key]?.rows) continue;
    const filter = find(".filter", finding);
    if (filter) {
      filter.hidden = false;
      const field = find(".words", filter);
      field.addEventListener("input", rested(() => {
        narrow(finding, { words: field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean) });
      }));
      find(".as", filter)?.addEventListener("change", (event) => {
        narrow(finding, { role: event.target.value });
      });
    }
    const days = find(".between", finding);
    if (!days) continue;
    days.hidden = false;
    for (const name of ["from", "to"]) {
      find(`.${name}`, days).addEventListener("change", (event) => {
        narrow(finding, { [name]: event.target.value });
      });
    }
    find(".clear", days).addEventListener("click", () => {
      narrow(finding, { from: "", to: "" });
      const canvas = find("[data-chart=timeline]", finding);
      drawn.delete(canvas);
      drawOne(canvas);
      find(".from", days).focus();
    });
  }
}

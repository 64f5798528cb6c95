/* What the page knows: the data block, and small ways to reach elements. */
const root = document.documentElement;
const data = JSON.parse(document.getElementById("_data").textContent);
const wide = matchMedia("(min-width: 62rem)");
const find = (selector, within = document) => within.querySelector(selector);
const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

/** An element with attributes and children; texts become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A drawn symbol of the page, such as the shape of a role. */
function shape(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#_r-${name}`);
  svg.setAttribute("class", "icon shape");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** An event's shared row by name, as it was put there by page_data.py. */
function eventOf(record, place) {
  const [id, days, day, where, precision, sides, kind, dead, best, flags, lon, y, lines] =
    data.records[record][place];
  const text = (at) => data.texts[at];
  return {
    event: `${record}:${id}`, id, days, day, dead, best, lon, y,
    place: text(where), precision: text(precision), sides: text(sides), kind: text(kind),
    candidate: Boolean(flags & 1), residue: Boolean(flags & 2), odd: Boolean(flags & 4),
    lines: lines.map(([said, whose]) => [said, text(whose)]),
  };
}

const held = new Map();

/** The events of a finding with what each is to the claim; made once, read often. */
function eventsOf(key) {
  if (!held.has(key)) held.set(key, readEvents(data.findings[key]));
  return held.get(key);
}

function readEvents({ record, rows }) {
  return Object.entries(rows || {}).flatMap(([role, places]) =>
    places.map((place) => ({ ...eventOf(record, place), role })));
}

/* Suggestions while typing: a list under the input, and for places a map of those of one name. */
import { fill, get, words } from "./server.js";
import { save, touched } from "./form.js";
import { find, findAll, say } from "./shown.js";

const WAIT = 160;
let input = null;
let offers = [];
let at = -1;
let waiting = 0;
let asked = 0;

const list = () => find("#_offers");

export function close() {
  asked += 1;
  clearTimeout(waiting);
  if (input) {
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  list().hidden = true;
  list().replaceChildren();
  offers = [];
  at = -1;
}

/** The name being typed: of several actors, the one before the cursor. */
function typed() {
  if (input.dataset.offers !== "actors") return input.value;
  return input.value.slice(0, input.selectionStart ?? input.value.length).split(/[;+]/).at(-1).trim();
}

async function ask() {
  const kind = input.dataset.offers;
  const text = typed();
  const number = (asked += 1);
  if (document.body.classList.contains("blind") || text.length < (kind === "days" ? 2 : 1)) {
    close();
    return;
  }
  let answer;
  try {
    answer = await get(`/api/suggest/${kind}?q=${encodeURIComponent(text)}`);
  } catch {
    return;
  }
  if (number !== asked || document.activeElement !== input) return;
  // Who has moved to an offer while this was on its way stays on it.
  const pointed = at < 0 ? "" : JSON.stringify(offers[at]);
  offers = kind === "places" ? answer.places : answer;
  at = -1;
  draw(kind, answer.map ?? "");
  const still = offers.findIndex((offer) => JSON.stringify(offer) === pointed);
  if (still >= 0) point(still);
}

function option(offer, number, kind) {
  const row = document.createElement("div");
  row.setAttribute("role", "option");
  row.id = `_offer-${number}`;
  row.dataset.number = number;
  row.setAttribute("aria-selected", "false");
  const name = document.createElement("strong");
  const more = document.createElement("span");
  more.className = "note";
  if (kind === "actors") {
    name.textContent = offer.label;
    more.textContent = [offer.kind, offer.alias && `“${offer.alias}”`].filter(Boolean).join(", ");
  } else if (kind === "places") {
    name.textContent = `${number + 1}. ${offer.name}`;
    more.textContent = offer.described.replace(offer.name, "").trim();
  } else {
    name.textContent = offer.when.replace("/", " – ");
    more.textContent = [offer.text !== offer.when && `“${offer.text}”`, offer.assumed].filter(Boolean).join(" ");
  }
  row.append(name, " ", more);
  return row;
}

function draw(kind, map) {
  if (!offers.length) {
    close();
    return;
  }
  const box = list();
  box.replaceChildren(...offers.map((offer, i) => option(offer, i, kind)));
  if (map && offers.length > 1) {
    const figure = document.createElement("div");
    figure.setAttribute("role", "presentation");
    figure.innerHTML = map;
    box.append(figure);
  }
  const under = input.getBoundingClientRect();
  box.hidden = false;
  const below = innerHeight - under.bottom - 10;
  const above = under.top - 10;
  const up = below < Math.min(box.scrollHeight, 260) && above > below;
  box.style.maxHeight = `${up ? above : below}px`;
  box.style.left = `${Math.max(8, Math.min(under.left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = up ? `${Math.max(8, under.top - box.offsetHeight - 2)}px` : `${under.bottom + 2}px`;
  input.setAttribute("aria-expanded", "true");
  say(fill(words.offers, { n: offers.length }));
}

function point(to) {
  at = (to + offers.length) % offers.length;
  for (const row of findAll("[role=option]", list())) {
    row.setAttribute("aria-selected", String(Number(row.dataset.number) === at));
  }
  for (const mark of findAll(".offer", list())) mark.classList.toggle("at", Number(mark.dataset.offer) === at);
  input.setAttribute("aria-activedescendant", `_offer-${at}`);
  find(`#_offer-${at}`)?.scrollIntoView({ block: "nearest" });
}

function put(name, value) {
  const other = find(`#_form [name="${CSS.escape(name)}"]`);
  if (!other) return;
  if (other.type === "checkbox") other.checked = Boolean(value);
  else other.value = value ?? "";
}

function take(number) {
  const offer = offers[number];
  const kind = input.dataset.offers;
  if (kind === "actors") {
    const place = input.selectionStart ?? input.value.length;
    const before = input.value.slice(0, place).replace(/[^;+]*$/, "");
    const after = input.value.slice(place).replace(/^[^;+]*/, "");
    input.value = `${before}${before && !before.endsWith(" ") && !before.endsWith("+") ? " " : ""}${offer.name}${after}`;
  } else if (kind === "days") {
    const stem = input.name.replace(/\.(from|to)$/, "");
    const [first, last] = offer.when.includes("/") ? offer.when.split("/") : [offer.when, offer.when];
    if (stem === input.name || input.name.endsWith(".on") || input.name.endsWith(".since")) input.value = first;
    else if (first === last) {
      input.value = first;
    } else {
      put(`${stem}.from`, first === ".." ? "" : first);
      put(`${stem}.to`, last === ".." ? "" : last);
      put(`${stem}.vague`, offer.vague);
    }
  } else {
    choosePlace(offer);
  }
  close();
  touched({ target: input });
  save();
}

/** A place and none of its homonyms: the name, with its unit, or its coordinates. */
function choosePlace(offer) {
  const stem = input.name.replace(/\.name$/, "");
  const { spot } = offer;
  const circle = find(`#_form [name="${CSS.escape(`${stem}.relation`)}"]`)?.value === "near";
  put(`${stem}.name`, Array.isArray(spot.near) ? spot.near.join(", ") : spot.place);
  put(`${stem}.unit`, spot.unit);
  put(`${stem}.country`, spot.country);
  put(`${stem}.part`, "");
  put(`${stem}.taken_as`, circle || Array.isArray(spot.near) ? "" : spot.taken_as);
  const box = find(`[data-spot="${CSS.escape(stem)}"] details`);
  if (box && (spot.unit || spot.country)) box.open = true;
  say(fill(words.chosen_place, { name: offer.described }));
}

export function startOffers() {
  document.addEventListener("input", (event) => {
    if (!event.target.dataset?.offers) return;
    input = event.target;
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  document.addEventListener("keydown", (event) => {
    if (!event.target.dataset?.offers) return;
    if (list().hidden) {
      if (event.key === "ArrowDown") {
        input = event.target;
        event.preventDefault();
        ask();
      }
      return;
    }
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && at >= 0) take(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    const row = event.target.closest?.("[role=option], .offer");
    if (row && list().contains(row)) {
      event.preventDefault();
      take(Number(row.dataset.number ?? row.dataset.offer));
    } else if (!list().contains(event.target)) {
      close();
    }
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === input && !list().contains(event.relatedTarget)) close();
  });
}

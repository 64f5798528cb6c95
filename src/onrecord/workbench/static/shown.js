/* What the page shows: its parts exchanged, with scroll and keyboard focus kept where they were. */
import { get, seen } from "./server.js";

export const find = (selector, within = document) => within.querySelector(selector);
export const findAll = (selector, within = document) => [...within.querySelectorAll(selector)];

const places = { head: "#_head", queue: "#_queue", report: "#_report", panel: "#_claim", work: "#_work" };

export function say(text, wrong = false) {
  const line = find("#_saved");
  line.textContent = text;
  line.classList.toggle("wrong", wrong);
}

export const chosenId = () => find("#_claim > .chosen")?.dataset.claim ?? null;
export const baseOf = () => JSON.parse(find("#_claim > .chosen").dataset.base);

/** Put new parts into the page. `keep`: leave the form alone, for the person is typing in it. */
export function show(answer, { keep = false } = {}) {
  seen.etag = answer.etag ?? seen.etag;
  const opened = find("#_evidence-box")?.open && answer.claim === chosenId();
  for (const [name, html] of Object.entries(answer.parts ?? {})) {
    const place = find(places[name]);
    if (name === "panel" && keep && answer.claim === chosenId()) {
      refreshAround(place, html);
    } else if (name === "head" && place.contains(document.activeElement) && document.activeElement.id === "_reviewer") {
      continue;
    } else {
      exchange(place, html);
    }
  }
  const url = new URL(location);
  if (answer.claim) url.searchParams.set("claim", answer.claim);
  else url.searchParams.delete("claim");
  history.replaceState(null, "", url);
  const box = find("#_evidence-box");
  if (box && opened) box.open = true;
  if (box?.open) evidence();
}

/** New content for a place; the element that had the focus gets it back by its id. */
function exchange(place, html) {
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const selector = held && (held.id ? `#${CSS.escape(held.id)}` : held.dataset.claim
    ? `[data-claim="${CSS.escape(held.dataset.claim)}"]` : held.dataset.do ? `[data-do="${held.dataset.do}"]` : null);
  place.innerHTML = html;
  if (selector) find(selector, place)?.focus({ preventScroll: true });
}

/** The verdict, the buttons and the saved state around a form that stays as it is. */
function refreshAround(place, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const chosen = find(".chosen", place);
  const now = find(".chosen", fresh.content);
  chosen.dataset.base = now.dataset.base;
  for (const selector of [".eyebrow", "h3", "#_result", ".judge"]) {
    const old = find(selector, chosen);
    const next = find(selector, now);
    if (old && next && old.outerHTML !== next.outerHTML) {
      const held = old.contains(document.activeElement) && document.activeElement.dataset.do;
      old.replaceWith(next);
      if (held) find(`[data-do="${held}"]`, next)?.focus({ preventScroll: true });
    }
  }
  const body = find("#_evidence", chosen);
  if (body) body.dataset.loaded = "no";
}

/** What the answer rests on, fetched when it is looked at. */
export async function evidence() {
  const body = find("#_evidence");
  if (!body || body.dataset.loaded === "yes") return;
  const id = chosenId();
  body.dataset.loaded = "yes";
  const response = await fetch(`/parts/evidence/${encodeURIComponent(id)}`);
  if (chosenId() === id && response.ok) body.innerHTML = await response.text();
}

export async function choose(id, { focus = false, reveal = true } = {}) {
  const answer = await get(`/api/parts${id ? `?claim=${encodeURIComponent(id)}` : ""}`);
  show(answer);
  if (reveal) revealPassage();
  // Side by side the panel is in sight; one below the other it has to be brought there.
  const wide = matchMedia("(min-width: 62rem)").matches;
  if (focus || !wide) find("#_panel").focus({ preventScroll: wide });
}

export function revealPassage() {
  const id = chosenId();
  const badge = id && find(`#_report .badge[data-claim="${CSS.escape(id)}"]`);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (matchMedia("(min-width: 62rem)").matches) {
    badge?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    find(`#_queue [aria-current]`)?.scrollIntoView({ block: "nearest" });
  }
}

export async function reload() {
  const id = chosenId();
  show(await get(`/api/parts${id ? `?claim=${encodeURIComponent(id)}` : ""}`));
}

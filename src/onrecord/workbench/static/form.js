/* The form of a claim: saved by itself a moment after every change, never over another's. */
import { Refused, fill, post, seen, words } from "./server.js";
import { baseOf, chosenId, find, findAll, say, show } from "./shown.js";

const WAIT = 1200; // a name half typed is not yet a name; leaving the field saves at once
let waiting = 0;
let running = Promise.resolve();
let dirty = false;

function values() {
  const form = {};
  for (const input of findAll("#_form [name]")) {
    if (input.type === "checkbox" && !input.checked) continue;
    form[input.name] = input.value;
  }
  return form;
}

function wrong(error) {
  const line = find("#_wrong");
  for (const input of findAll("#_form [aria-invalid]")) input.removeAttribute("aria-invalid");
  if (!line) return;
  line.hidden = !error;
  line.textContent = error ? error.message : "";
  const field = error?.told?.field;
  const input = field && find(`#_form [name="${CSS.escape(field)}"]`);
  if (input) input.setAttribute("aria-invalid", "true");
}

/** Do one thing after the other: an answer that comes late never undoes a later one. */
export function inTurn(work) {
  running = running.then(work, work);
  return running;
}

export function save({ keep = true } = {}) {
  clearTimeout(waiting);
  if (!dirty || !chosenId()) return running;
  dirty = false;
  const id = chosenId();
  const body = { etag: seen.etag, base: baseOf(), form: values() };
  say(words.saving);
  return inTurn(async () => {
    if (chosenId() === id) Object.assign(body, { etag: seen.etag, base: baseOf() });
    try {
      const answer = await post(`/api/claims/${encodeURIComponent(id)}`, body);
      if (chosenId() !== id) delete answer.parts.panel;
      show(answer, { keep: keep && chosenId() === id });
      wrong(null);
      say(words.saved);
    } catch (error) {
      failed(error, id);
    }
  });
}

export function failed(error, id) {
  if (!(error instanceof Refused)) throw error;
  if (error.status === 409) conflict(error.told.conflict, id);
  else wrong(error);
  say(fill(words.failed, { why: error.message }), true);
}

function conflict({ mine, theirs, etag }, id) {
  const dialog = find("#_d-conflict");
  const lines = (claim) => claim ? Object.entries(claim).map(([key, value]) =>
    `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`).join("\n") : "–";
  find("#_mine").textContent = lines(mine);
  find("#_theirs").textContent = lines(theirs);
  find("#_keep-mine").onclick = () => inTurn(async () => {
    dialog.close();
    try {
      const way = `/api/claims/${encodeURIComponent(id)}`;
      show(mine ? await post(way, { etag, base: theirs, claim: mine }, "PUT")
        : await post(`${way}/remove`, { etag, base: theirs }));
      say(words.saved);
    } catch (error) {
      failed(error, id);
    }
  });
  find("#_keep-theirs").onclick = () => {
    dialog.close();
    seen.etag = etag;
    location.reload();
  };
  dialog.showModal();
}

/** Post a change of the chosen claim, after what is still to be saved. */
export function change(path, body) {
  const id = chosenId();
  if (!id) return running;
  save();
  return inTurn(async () => {
    try {
      const way = `/api/claims/${encodeURIComponent(id)}/${path}`;
      show(await post(way, { etag: seen.etag, base: baseOf(), ...body }), { keep: path === "review" });
      say(words.saved);
    } catch (error) {
      failed(error, id);
    }
  });
}

export async function step(way) {
  save();
  return inTurn(async () => {
    const answer = await post(`/api/${way}`, { claim: chosenId() });
    show(answer);
    const [done, nothing] = way === "undo" ? [words.undone, words.nothing_to_undo] : [words.redone, words.nothing_to_redo];
    say(answer.step ? fill(done, { what: words.steps[answer.step[0]] }) : nothing);
  });
}

/** The passage one word longer or shorter at one of its ends. */
export function nudge(end, by) {
  const input = find('#_form [name="at"]');
  const text = findAll("#_report [data-start]");
  if (!input?.value || !text.length) return;
  const from = Number(text[0].dataset.start);
  const pieces = [];
  for (const piece of text) pieces[Number(piece.dataset.start)] = Array.from(piece.textContent);
  const at = input.value.split(/\s+/).map(Number);
  const letter = (place) => {
    for (let start = place; start >= from; start -= 1) {
      if (pieces[start]) return pieces[start][place - start] ?? " ";
    }
    return " ";
  };
  const last = Number(text.at(-1).dataset.start) + Array.from(text.at(-1).textContent).length;
  const blank = (place) => /\s/u.test(letter(place));
  let place = at[end];
  do place += by; while (place > from && place < last && !(end ? !blank(place - 1) && (place >= last || blank(place)) : !blank(place) && (place <= from || blank(place - 1))));
  at[end] = Math.max(from, Math.min(last, place));
  if (at[0] >= at[1]) return;
  input.value = at.join(" ");
  const words_ = [];
  for (let i = at[0]; i < at[1]; i += 1) words_.push(letter(i));
  find('#_form [name="says"]').value = words_.join("").replace(/\s+/gu, " ").trim();
  touched({ target: input });
  save();
}

export function touched({ target }) {
  if (!target.closest?.("#_form") || !target.name) return;
  dirty = true;
  clearTimeout(waiting);
  const keep = target.name !== "type";
  waiting = setTimeout(() => save({ keep }), WAIT);
}

export function startForm() {
  document.addEventListener("input", touched);
  document.addEventListener("change", (event) => {
    touched(event);
    if (event.target.id === "_note") change("review", { note: event.target.value });
    else if (event.target.closest("#_form") && event.target.name) save({ keep: event.target.name !== "type" });
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "_form") {
      event.preventDefault();
      save();
    }
  });
  addEventListener("pagehide", () => {
    if (!dirty || !chosenId()) return;
    fetch(`/api/claims/${encodeURIComponent(chosenId())}`, {
      method: "POST", keepalive: true, headers: { "content-type": "application/json" },
      body: JSON.stringify({ etag: seen.etag, base: baseOf(), form: values() }),
    });
  });
}

/* The start: clicks and keys, each led to what it does. */
import { post, words } from "./server.js";
import { change, nudge, save, startForm, step } from "./form.js";
import { addSelected, enter, selectByKey, selecting, startWords } from "./words.js";
import { close as closeOffers, startOffers } from "./offers.js";
import { open, record, settle, startDialogs } from "./dialogs.js";
import { startWork, stop, watch } from "./work.js";
import { choose, chosenId, evidence, find, findAll, reload, revealPassage, say } from "./shown.js";

async function blind(on) {
  await save();
  await post("/api/settings", { blind: on });
  closeOffers();
  document.body.classList.toggle("blind", on);
  await reload();
}

const judge = (status) => change("review", { status, note: find("#_note")?.value ?? null });

const does = {
  undo: () => step("undo"),
  redo: () => step("redo"),
  accept: () => judge("accepted"),
  reject: () => judge("rejected"),
  reopen: () => judge("proposed"),
  remove: () => change("remove", {}),
  report: () => open("report"),
  records: () => open("records"),
  compare: () => open("compare"),
  keys: () => open("keys"),
  add: () => addSelected(),
  stop: (element) => stop(element.dataset.id),
  use: (element) => record("use", element.dataset.name),
  drop: (element) => record("drop", element.dataset.name),
  settle,
  export: async () => {
    await save();
    await post("/api/export").catch((error) => say(error.message, true));
    watch();
  },
};

async function go(id, how) {
  await save();
  await choose(id, how);
}

function clicked(event) {
  const element = event.target.closest("[data-do]");
  if (element && does[element.dataset.do]) {
    does[element.dataset.do](element);
    return;
  }
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a[data-claim]");
  if (link) {
    event.preventDefault();
    go(link.dataset.claim, { focus: Boolean(link.closest("#_report")), reveal: !link.closest("#_report") });
    return;
  }
  const piece = event.target.closest("#_report .seg");
  if (piece && getSelection().isCollapsed && !selecting()) {
    const ids = piece.dataset.claims.split(" ");
    const now = ids.indexOf(chosenId());
    // The innermost claim first; choosing again goes outwards, and round.
    go(ids[now < 0 ? ids.length - 1 : (now + ids.length - 1) % ids.length], { reveal: false });
  }
}

function neighbour(by) {
  const links = findAll("#_queue a[data-claim]");
  links.sort((a, b) => Number(a.dataset.number) - Number(b.dataset.number));
  const now = links.findIndex((link) => link.dataset.claim === chosenId());
  const next = links[Math.max(0, Math.min(links.length - 1, now + by))];
  if (next && next.dataset.claim !== chosenId()) go(next.dataset.claim);
}

function unresolved() {
  const links = findAll("#_queue a[data-claim]");
  const now = links.findIndex((link) => link.dataset.claim === chosenId());
  const next = [...links.slice(now + 1), ...links.slice(0, now + 1)].find((link) => link.dataset.waits !== "nothing");
  if (next) go(next.dataset.claim);
}

const keys = {
  j: () => neighbour(1), k: () => neighbour(-1), u: unresolved,
  a: does.accept, r: does.reject, z: does.undo, y: does.redo, n: does.add,
  e: () => find("#_form fieldset input, #_form fieldset select")?.focus(),
  m: () => find("#_note")?.focus(),
  w: enter,
  "[": () => nudge(1, -1), "]": () => nudge(1, 1), "{": () => nudge(0, -1), "}": () => nudge(0, 1),
  p: () => { revealPassage(); find("#_report .badge[aria-current]")?.focus({ preventScroll: true }); },
  v: () => { const box = find("#_evidence-box"); if (box) { box.open = !box.open; find("summary", box).focus(); } },
  b: () => { const box = find("#_blind"); box.checked = !box.checked; blind(box.checked); },
  "?": () => open("keys"),
};

function pressed(event) {
  if (event.defaultPrevented || find("dialog[open]")) return;
  if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") find("#_panel").focus({ preventScroll: true });
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (selectByKey(event)) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("click", clicked);
document.addEventListener("keydown", pressed);
document.addEventListener("toggle", (event) => {
  if (event.target.id === "_evidence-box" && event.target.open) evidence();
}, true);
document.addEventListener("change", (event) => {
  if (event.target.id === "_blind") blind(event.target.checked);
  if (event.target.id === "_reviewer") {
    post("/api/settings", { reviewer: event.target.value }).then(() => say(words.saved), (error) => say(error.message, true));
  }
});
startForm();
startWords();
startOffers();
startDialogs();
startWork();

/* Opening reports and records, comparing coders, the list of keys. */
import { fill, get, post, seen, send, words } from "./server.js";
import { find, findAll, reload, say, show } from "./shown.js";
import { watch } from "./work.js";

const field = (id) => find(`#_${id}`);

export function open(name) {
  find(`#_d-${name}`).showModal();
  if (name === "records") records();
}

function wrong(dialog, error) {
  const line = find(".wrong", dialog);
  if (!line) return;
  line.hidden = !error;
  line.textContent = error?.message ?? "";
}

function row(text, name, place) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = place.dataset.button;
  button.setAttribute("aria-label", `${place.dataset.button}: ${name}`);
  button.dataset.do = place.id === "_used" ? "drop" : "use";
  button.dataset.name = name;
  item.append(text, " ", button);
  return item;
}

async function records() {
  const told = await get("/api/records");
  const about = (r) => `${r.label} (${fill(words.events, { n: r.events.toLocaleString("en") })}, ${r.first} – ${r.last})`;
  const lists = {
    _used: told.used.map((r) => [about(r), r.label]),
    _store: told.store.map((r) => [about(r), r.label]),
    _files: told.files.map((name) => [name, name]),
  };
  for (const [id, rows] of Object.entries(lists)) {
    const place = find(`#${id}`);
    const none = document.createElement("li");
    none.textContent = place.dataset.none;
    place.replaceChildren(...(rows.length ? rows.map(([text, name]) => row(text, name, place)) : [none]));
  }
  field("m-names").replaceChildren(...told.store.map((r) => new Option(r.label, r.label)));
}

const sends = {
  report: async () => {
    const asked = { published: field("r-published").value, replace: field("r-replace").checked };
    const file = field("r-file").files[0];
    if (file) return send("/api/report/file", file, { name: file.name, ...asked });
    if (field("r-text").value.trim()) return post("/api/report/text", { text: field("r-text").value, ...asked });
    return post("/api/report/address", { address: field("r-address").value, ...asked });
  },
  record: () => {
    const file = field("f-file").files[0];
    return send("/api/records/file", file, { name: file.name, version: field("f-version").value });
  },
  fetch: () => post("/api/records/fetch", {
    name: field("g-name").value, version: field("g-version").value || null,
    country: field("g-country").value.split(";").map((name) => name.trim()).filter(Boolean),
    first: field("g-first").value || null, last: field("g-last").value || null,
  }),
  merge: () => post("/api/records/merge", {
    name: field("m-name").value, records: [...field("m-names").selectedOptions].map((o) => o.value),
  }),
  compare: async () => {
    const file = field("c-file").files[0];
    const found = await post("/api/compare", { name: file.name, yaml: await file.text() });
    find("#_agreement").innerHTML = found.html;
    return null;
  },
};

async function sent(event) {
  const what = event.target.dataset.send;
  if (!what) return;
  event.preventDefault();
  const dialog = event.target.closest("dialog");
  wrong(dialog, null);
  say(words.sending);
  try {
    const job = await sends[what]();
    say("");
    if (job) {
      dialog.close();
      watch();
    }
  } catch (error) {
    wrong(dialog, error);
    say(error.message, true);
  }
}

export async function record(way, name) {
  const dialog = find("#_d-records");
  try {
    await post(`/api/records/${way}`, { name });
    if (way === "drop") {
      await records();
      await reload();
    } else {
      dialog.close();
      watch();
    }
  } catch (error) {
    wrong(dialog, error);
  }
}

/** Of two codings of a passage, take the other coder's. */
export async function settle(button) {
  const base = JSON.parse(button.dataset.base);
  const theirs = JSON.parse(button.dataset.theirs);
  const id = button.dataset.mine || theirs.id;
  try {
    show(await post(`/api/claims/${encodeURIComponent(id)}`, { etag: seen.etag, base, claim: { ...theirs, id } }, "PUT"));
    button.disabled = true;
    say(words.saved);
  } catch (error) {
    wrong(button.closest("dialog"), error);
  }
}

export function startDialogs() {
  document.addEventListener("submit", sent);
  for (const dialog of findAll("dialog")) {
    dialog.addEventListener("click", (event) => {
      if (event.target.dataset.do === "close") dialog.close();
    });
  }
}

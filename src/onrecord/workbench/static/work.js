/* Work under way: its progress is asked for as long as there is some; a reload finds it again. */
import { get, post } from "./server.js";
import { find, findAll, reload } from "./shown.js";

let timer = 0;

const states = () => Object.fromEntries(findAll("[data-job]").map((job) => [job.dataset.job, job.dataset.state]));

async function look() {
  const before = states();
  const answer = await get("/api/parts");
  const held = find("#_work").contains(document.activeElement) && document.activeElement.dataset.id;
  find("#_work").innerHTML = answer.parts.work;
  if (held) find(`#_work [data-id="${held}"]`)?.focus();
  const after = states();
  const ended = Object.entries(after).some(([id, state]) => state !== "running" && before[id] !== state);
  if (ended) await reload();
  if (Object.values(after).includes("running")) timer = setTimeout(look, 400);
}

export function watch() {
  clearTimeout(timer);
  timer = setTimeout(look, 150);
}

export async function stop(id) {
  await post(`/api/jobs/${encodeURIComponent(id)}/stop`);
  watch();
}

export function startWork() {
  if (Object.values(states()).includes("running")) watch();
}

/* Asking the workbench: JSON there and back. What the page saw goes along with every change. */
export const words = JSON.parse(document.body.dataset.words);
export const seen = { etag: document.body.dataset.etag };

/** A refusal, with what the workbench said of it. */
export class Refused extends Error {
  constructor(status, told) {
    super([told.error, told.where && `(${told.where})`, told.todo].filter(Boolean).join(" ") || `${status}`);
    this.status = status;
    this.told = told;
  }
}

async function answered(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refused(0, { error: words.offline });
  }
  const text = await response.text();
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = { error: text };
  }
  if (!response.ok) throw new Refused(response.status, body.detail ? { error: JSON.stringify(body.detail) } : body);
  return body;
}

export const get = (path) => answered(fetch(path));

export const post = (path, body = {}, method = "POST") => answered(fetch(path, {
  method, headers: { "content-type": "application/json" }, body: JSON.stringify(body),
}));

/** A file's bytes as they are; its name and the rest go into the address. */
export function send(path, file, asked) {
  const query = new URLSearchParams(asked);
  return answered(fetch(`${path}?${query}`, { method: "POST", body: file }));
}

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

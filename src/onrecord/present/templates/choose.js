/* Choosing a claim: by link, by passage, by key, by address. */
const claims = findAll(".claim");
const panel = find("#_claim");
const report = find("#_report");
let chosen = -1;

const indexOf = (id) => claims.findIndex((claim) => claim.id === id);

/** The claim that an address names: “#only-battle”, or “#claim-only-battle”. */
function named(hash) {
  let id = hash.replace(/^#/, "");
  try { id = decodeURIComponent(id); } catch { /* A broken escape names nothing. */ }
  const at = indexOf(id);
  return at >= 0 ? at : indexOf(id.replace(/^claim-/, ""));
}

function markPassages(id) {
  for (const mark of findAll(".u.chosen")) mark.classList.remove("chosen");
  for (const piece of findAll(".seg", report)) {
    const at = piece.dataset.claims.split(" ").indexOf(id);
    // Nested spans stand in the order of data-claims, the longest claim outermost.
    if (at >= 0) findAll(".u", piece)[at].classList.add("chosen");
  }
  for (const link of findAll("[data-claim]:not(.back)")) {
    if (link.dataset.claim === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

const badgeOf = (id) => findAll(".badge", report).find((badge) => badge.dataset.claim === id);

/** Open a claim. `reveal`: bring its passage into view; `focus`: move the keyboard to it. */
function choose(at, { reveal = false, focus = false, address = true, quiet = false } = {}) {
  if (at < 0 || at >= claims.length) return;
  const before = claims[chosen];
  const claim = claims[at];
  const held = before && before.contains(document.activeElement);
  chosen = at;
  for (const other of claims) other.classList.toggle("open", other === claim);
  markPassages(claim.id);
  const position = data.words.position.replace("{n}", at + 1).replace("{total}", claims.length);
  find("#_position").textContent = position;
  find("#_previous").disabled = at === 0;
  find("#_next").disabled = at === claims.length - 1;
  if (address) history.replaceState(null, "", `#${claim.id}`);
  if (wide.matches) panel.scrollTop = 0;
  if (reveal || focus) show(claim, reveal);
  if (focus || held) claim.focus({ preventScroll: true });
  if (!quiet) find("#_said").textContent = said(claim, position);
  drawCharts(claim);
}

/** On a wide screen the passage comes to the middle; on a narrow one the claim comes to the top. */
function show(claim, reveal, behavior = "auto") {
  if (!wide.matches) {
    claim.scrollIntoView({ block: "start", behavior });
  } else if (reveal) {
    const block = badgeOf(claim.id) ? "center" : "start";
    (badgeOf(claim.id) || report).scrollIntoView({ block, behavior });
  }
}

function said(claim, position) {
  const part = (selector) => find(selector, claim)?.textContent.trim().replace(/\s+/g, " ") || "";
  return `${position}: ${part(".verdict")}. ${part(".because")}`;
}

function byClick(event) {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const link = event.target.closest("[data-claim]");
  if (link) {
    event.preventDefault();
    const at = indexOf(link.dataset.claim);
    if (link.classList.contains("back")) goBack(link.dataset.claim);
    else choose(at, { focus: true, reveal: !report.contains(link) });
    return;
  }
  const piece = event.target.closest(".seg");
  if (piece && getSelection().isCollapsed) {
    const ids = piece.dataset.claims.split(" ");
    const open = claims[chosen] ? ids.indexOf(claims[chosen].id) : -1;
    // The innermost claim first; choosing again goes outwards, and round.
    const next = open < 0 ? ids.length - 1 : (open + ids.length - 1) % ids.length;
    choose(indexOf(ids[next]), { focus: !wide.matches });
  }
}

function goBack(id) {
  const badge = badgeOf(id);
  if (!badge) return;
  badge.scrollIntoView({ block: "center" });
  badge.focus({ preventScroll: true });
}

function byKey(event) {
  if (!find("#_keys").checked || event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const target = event.target;
  if (target.closest("textarea, select, [contenteditable], input:not([type=checkbox])")) return;
  const arrow = event.key.startsWith("Arrow");
  if (arrow && target.closest("[role=tablist], .scroll")) return;
  const step = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  choose(Math.max(0, Math.min(claims.length - 1, chosen + step)), { reveal: true });
}

function startChoosing() {
  if (!claims.length) return;
  find(".walk").hidden = false;
  document.addEventListener("click", byClick);
  document.addEventListener("keydown", byKey);
  find("#_previous").addEventListener("click", () => choose(chosen - 1, { reveal: true }));
  find("#_next").addEventListener("click", () => choose(chosen + 1, { reveal: true }));
  addEventListener("hashchange", () => choose(named(location.hash), { reveal: true, focus: true }));
  const asked = named(location.hash);
  choose(Math.max(0, asked), { reveal: asked >= 0, address: false, quiet: true });
  if (asked < 0) return;
  // The browser goes to the addressed element by itself once all is loaded; the passage comes after.
  addEventListener("load", () => setTimeout(() => show(claims[chosen], true, "instant")));
}

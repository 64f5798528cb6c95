/* Selecting words of the report, by pointer or by keys, and the claim that they become. */
import { post, words } from "./server.js";
import { failed, inTurn, save } from "./form.js";
import { find, findAll, say, show } from "./shown.js";

const points = (text) => Array.from(text).length;

/** Where a point of the document lies in the report's text, in code points; null outside of it. */
function offset(node, at) {
  const text = find("#_text");
  if (!text?.contains(node)) return null;
  const range = document.createRange();
  if (node.nodeType !== Node.TEXT_NODE || node.parentElement.closest(".badge")) {
    // An element, or the number behind a passage: the end of the piece of text before it.
    range.setStart(text, 0);
    range.setEnd(node, at);
    const before = findAll("[data-start]", text).filter((piece) => {
      const own = document.createRange();
      own.selectNodeContents(piece);
      return own.compareBoundaryPoints(Range.START_TO_START, range) >= 0
        && own.compareBoundaryPoints(Range.END_TO_END, range) <= 0;
    }).at(-1);
    return before ? Number(before.dataset.start) + points(before.textContent) : Number(find("[data-start]", text).dataset.start);
  }
  const piece = node.parentElement.closest("[data-start]");
  if (!piece) return null;
  range.selectNodeContents(piece);
  range.setEnd(node, at);
  return Number(piece.dataset.start) + points(range.toString());
}

/** The selected characters of the report: [start, end] without blanks at the ends; null if none. */
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const ends = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (ends.includes(null) || ends[0] >= ends[1]) return null;
  const said = findAll("#_text [data-start]").flatMap((piece) => {
    const start = Number(piece.dataset.start);
    return Array.from(piece.textContent, (letter, i) => [start + i, letter]);
  }).filter(([place, letter]) => place >= ends[0] && place < ends[1] && !/\s/u.test(letter));
  return said.length ? [said[0][0], said.at(-1)[0] + 1] : null;
}

export function addSelected() {
  const at = selected();
  if (!at) {
    say(words.select_first);
    return;
  }
  leave();
  save();
  inTurn(async () => {
    try {
      show(await post("/api/claims", { at }));
      getSelection().removeAllRanges();
      say(words.saved);
      find("#_type")?.focus();
    } catch (error) {
      failed(error, null);
    }
  });
}

/* By keys: one word is selected, the arrows move it, with Shift the selection grows. */
let all = null;
let base = 0;
let head = 0;

function everyWord() {
  return findAll("#_text [data-start]").flatMap((piece) => {
    const walker = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const match of node.data.matchAll(/\S+/gu)) found.push([node, match.index, match.index + match[0].length]);
    }
    return found;
  });
}

function mark() {
  const [first, last] = [all[Math.min(base, head)], all[Math.max(base, head)]];
  getSelection().setBaseAndExtent(first[0], first[1], last[0], last[2]);
  all[head][0].parentElement.scrollIntoView({ block: "nearest" });
}

export const selecting = () => all !== null;

export function enter() {
  all = everyWord();
  if (!all.length) {
    all = null;
    return;
  }
  const passage = find("#_text .u.chosen");
  const at = passage ? all.findIndex(([node]) => passage.contains(node)) : 0;
  base = head = Math.max(0, at);
  find("#_text").focus({ preventScroll: true });
  mark();
  say(words.selecting);
}

export function leave() {
  all = null;
}

/** A key while words are being selected; true if it was taken. */
export function selectByKey(event) {
  if (!all) return false;
  const line = (way) => {
    const box = (word) => {
      const range = document.createRange();
      range.setStart(word[0], word[1]);
      range.setEnd(word[0], word[2]);
      return range.getBoundingClientRect();
    };
    const here = box(all[head]);
    let best = head;
    let near = Infinity;
    for (let i = head + way; i >= 0 && i < all.length; i += way) {
      const there = box(all[i]);
      const down = (there.top - here.top) * way;
      if (down > here.height * 2.6 && near < Infinity) break;
      const far = Math.abs(there.left - here.left) + down * 4;
      if (down > here.height * 0.5 && far < near) [best, near] = [i, far];
    }
    return best;
  };
  const to = {
    ArrowRight: () => Math.min(all.length - 1, head + 1), ArrowLeft: () => Math.max(0, head - 1),
    ArrowDown: () => line(1), ArrowUp: () => line(-1), Home: () => 0, End: () => all.length - 1,
  }[event.key];
  if (to) {
    head = to();
    if (!event.shiftKey) base = head;
    mark();
  } else if (event.key === "Enter") {
    addSelected();
  } else if (event.key === "Escape") {
    getSelection().removeAllRanges();
    leave();
    say("");
  } else {
    return false;
  }
  event.preventDefault();
  return true;
}

export function startWords() {
  document.addEventListener("selectionchange", () => {
    find("#_add").hidden = !selected();
  });
}

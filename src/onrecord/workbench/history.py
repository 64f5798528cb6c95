"""What was done to a claims file, step by step, so that it can be undone after a restart too.

The journal is a file of JSON lines beside the claims. An edit is written there first and to the
claims file after: if the process is killed in between, the journal's last step is not in the claims
file, and is dropped. Each step holds only the stretch of text that it changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

MOST_STEPS = 2000
"""Steps that can be undone; older ones are forgotten when the workbench starts."""


def content_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, hexadecimal: what tells two states of a file apart."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Step:
    """`old` at `start` of the text before gave way to `new`; hashes of the whole text around it."""

    what: str
    claim: str
    start: int
    old: str
    new: str
    before: str
    after: str

    def redone(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.start + len(self.old) :]

    def undone(self, text: str) -> str:
        return text[: self.start] + self.old + text[self.start + len(self.new) :]


def step(what: str, claim: str, before: str, after: str) -> Step:
    """The step from one text to another, with what they share at both ends left out."""
    most = min(len(before), len(after))
    start = next((i for i in range(most) if before[i] != after[i]), most)
    end = 0
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return Step(
        what, claim, start, before[start : len(before) - end], after[start : len(after) - end],
        content_hash(before), content_hash(after),
    )  # fmt: skip


class History:
    """The steps that led to the present text, and those that were undone."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self._replay()
        self._fit(content_hash(text))

    def wrote(self, made: Step) -> None:
        """Note a step before it is taken; what had been undone cannot be redone any more."""
        self._append({"do": "step", **asdict(made)})
        self.done.append(made)
        self.undone.clear()

    def undo(self, text: str) -> tuple[Step, str] | None:
        """The last step and the text without it; None where there is none that fits the text."""
        if not self.done or self.done[-1].after != content_hash(text):
            return None
        last = self.done[-1]
        self._append({"do": "undo"})
        self.undone.append(self.done.pop())
        return last, last.undone(text)

    def redo(self, text: str) -> tuple[Step, str] | None:
        """The step that was undone last and the text with it again."""
        if not self.undone or self.undone[-1].before != content_hash(text):
            return None
        next_ = self.undone[-1]
        self._append({"do": "redo"})
        self.done.append(self.undone.pop())
        return next_, next_.redone(text)

    def _replay(self) -> None:
        try:
            lines = self._path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError):
            return
        for line in lines[:-1]:  # the last is empty, or was cut off
            try:
                entry = json.loads(line)
                done = entry.pop("do")
                if done == "step":
                    self.done.append(Step(**entry))
                    self.undone.clear()
                elif done == "undo":
                    self.undone.append(self.done.pop())
                elif done == "redo":
                    self.done.append(self.undone.pop())
            except (ValueError, TypeError, KeyError, IndexError, AttributeError):
                self.done.clear()
                self.undone.clear()
        self.done = self.done[-MOST_STEPS:]

    def _fit(self, now: str) -> None:
        """Bring the steps to where the file is: a killed process may have noted one too many."""
        if self.done and self.done[-1].after != now:
            if self.done[-1].before == now:
                self.undone.append(self.done.pop())
            elif self.undone and self.undone[-1].after == now:
                self.done.append(self.undone.pop())
            else:  # changed by another program: these steps lead nowhere now
                self.done.clear()
                self.undone.clear()
        elif not self.done and self.undone and self.undone[-1].before != now:
            if self.undone[-1].after == now:
                self.done.append(self.undone.pop())
            else:
                self.undone.clear()
        self._rewrite()

    def _rewrite(self) -> None:
        """The journal without what is forgotten."""
        lines = [{"do": "step", **asdict(s)} for s in [*self.done, *reversed(self.undone)]]
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        text += '{"do": "undo"}\n' * len(self.undone)
        if not text and not self._path.exists():
            return
        from onrecord.present import write_text

        write_text(self._path, text)

    def _append(self, entry: dict[str, object]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8", newline="") as journal:
            journal.write(json.dumps(entry, ensure_ascii=False) + "\n")
            journal.flush()
            os.fsync(journal.fileno())

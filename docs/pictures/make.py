"""Draws the pictures of the claim types: `python docs/pictures/make.py [FOLDER]`.

They are drawn by hand, in numbers; the events in them are invented. The same code gives the same
files, and tests/test_docs.py holds the committed ones against it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import comparisons
import happenings


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for draw in (*happenings.PICTURES, *comparisons.PICTURES):
        (folder / f"{draw.__name__}.svg").write_text(draw().svg(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)

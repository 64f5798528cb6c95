"""The workbench as HTML: the whole page, and the parts of it that change."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import onrecord
from onrecord.assess import VERDICTS
from onrecord.claims import KINDS, TYPES, as_written
from onrecord.present import wording
from onrecord.present.inline import clean
from onrecord.present.page_data import PageData
from onrecord.present.words import Words, catalogue
from onrecord.workbench.claim_form import to_form
from onrecord.workbench.fields import FIELDS
from onrecord.workbench.listing import Item, listed, marked, unresolved_first
from onrecord.workbench.moved import Moved, standings
from onrecord.workbench.opening import ORIGINAL
from onrecord.workbench.session import Session

if TYPE_CHECKING:
    import jinja2

PARTS = ("head", "queue", "report", "panel", "work")
_SAID = (
    "saved", "saving", "failed", "offline", "undone", "redone", "nothing_to_undo",
    "nothing_to_redo", "select_first", "selecting", "chosen_place", "offers", "outside",
    "exported", "sending", "events",
)  # fmt: skip
"""The texts that the scripts say, known to them by the last part of the key."""


@functools.cache
def own_words(language: str = "en") -> Words:
    """The workbench's own words; those of findings are the page's."""
    from ruamel.yaml import YAML

    source = files("onrecord.workbench") / "catalogue" / f"{language}.yaml"
    return Words(YAML(typ="safe", pure=True).load(source.read_text(encoding="utf-8")))


def _shown(value: Any) -> Any:
    return clean(value) if type(value) is str else value


@functools.cache
def templates() -> jinja2.Environment:
    """The workbench's templates, and the page's behind them. Everything printed is escaped."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.PackageLoader("onrecord.workbench", "templates"),
                jinja2.PackageLoader("onrecord.present", "templates"),
            ]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class View:
    """The session as it is now, for one answer: taken once, so that all parts fit together."""

    def __init__(self, session: Session, chosen: str | None = None, language: str = "en") -> None:
        self.session = session
        self.t, self.w = catalogue(language), own_words(language)
        with session.lock:
            session.kept.refresh()
            settings = session.project.settings
            self.blind = settings.blind
            self.fault = session.kept.fault
            self.etag = session.kept.etag
            self.head = session.kept.file.report
            self.text = session.project.text()
            known = standings(session.tested())
            self.items = listed(self.t, session.kept.claims, known, blind=self.blind)
            self.can = (len(session.kept.history.done), len(session.kept.history.undone))
            self.records = dict(session.records)
            self.missing = dict(session.missing)
        self.chosen = self._item(chosen) or next(iter(unresolved_first(self.items)), None)

    def _item(self, claim_id: str | None) -> Item | None:
        return next((item for item in self.items if item.id == claim_id), None)

    def part(self, name: str, moved: Sequence[Moved] = ()) -> str:
        """One part of the page as HTML."""
        return templates().get_template(f"{name}.html.j2").render(self._context(moved))

    def parts(self, names: Sequence[str], moved: Sequence[Moved] = ()) -> dict[str, str]:
        return {name: self.part(name, moved) for name in names}

    def page(self) -> str:
        more = {
            "said": {key: self.w(f"said.{key}") for key in _SAID}
            | {"steps": {key: self.w(f"said.steps.{key}") for key in self.w.keys("said.steps")}},
            "keys": self.w.items("keys"),
            "original": self.session.project.path(ORIGINAL).is_file(),
        }
        return templates().get_template("workbench.html.j2").render(self._context(()) | more)

    def state(self) -> dict[str, Any]:
        """The JSON twin of the page."""
        return {
            "onrecord": onrecord.__version__,
            "etag": self.etag,
            "chosen": self.chosen.id if self.chosen else None,
            "report": self.head.model_dump(mode="json"),
            "fault": str(self.fault) if self.fault else None,
            "blind": self.blind,
            "reviewer": self.session.project.settings.reviewer,
            "records": list(self.records),
            "missing": self.missing,
            "undo": self.can[0],
            "redo": self.can[1],
            "claims": [
                {
                    "number": item.number,
                    "waits": item.waits,
                    "claim": as_written(item.claim),
                    "answers": [
                        {
                            "record": a.record, "verdict": a.standing.verdict,
                            "because": a.standing.because, "p": a.standing.p,
                            "p_adjusted": a.standing.p_adjusted,
                        }
                        for a in item.answers
                    ],
                }
                for item in self.items
            ],
            "jobs": [job.shown() for job in self.session.jobs.all()],
        }  # fmt: skip

    def _context(self, moved: Sequence[Moved]) -> dict[str, Any]:
        chosen = self.chosen
        return {
            "v": self, "t": self.t, "w": self.w, "say": wording,
            "version": onrecord.__version__,
            "items": self.items, "queue": unresolved_first(self.items), "chosen": chosen,
            "by_id": {item.id: item for item in self.items},
            "text": marked(self.text, self.items) if self.text else (),
            "form": to_form(chosen.claim) if chosen else {},
            "fields": FIELDS[chosen.claim.type] if chosen else {},
            "written": as_written(chosen.claim) if chosen else {},
            "own_move": [m for m in moved if chosen and m.id == chosen.id],
            "other_moves": [m for m in moved if not (chosen and m.id == chosen.id)],
            "TYPES": TYPES, "KINDS": KINDS, "VERDICTS": VERDICTS,
            "settings": self.session.project.settings,
            "jobs": [job.shown() for job in self.session.jobs.all()],
        }  # fmt: skip


def evidence(session: Session, claim_id: str, language: str = "en") -> str:
    """Everything behind the answers to one claim, as the page shows it."""
    from markupsafe import Markup

    words = catalogue(language)
    checked = session.checked()
    own = checked.model_copy(
        update={"findings": tuple(f for f in checked.findings if f.id == claim_id)}
    )
    data = PageData(words, own, session.records, with_rows=False)
    return templates().get_template("evidence.html.j2").render(
        t=words, w=own_words(language), say=wording, views=data.views, checked=own, drawn=Markup,
        by_id={},
    )  # fmt: skip

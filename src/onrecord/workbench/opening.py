"""Opening a report in the workbench: taken in, read by the rules, its claims written down.

The text is the same, and the claims too, as `onrecord read` gives of the same file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.claims import ReportHead
from onrecord.errors import MissingExtraError, ReportError
from onrecord.present import write_text
from onrecord.reading.document import Document, open_report
from onrecord.reading.parse import Parse
from onrecord.reading.rules import read_claims
from onrecord.workbench.jobs import Job
from onrecord.workbench.project import TEXT
from onrecord.workbench.session import Session

_WEB = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
ORIGINAL = "original.html"


def is_address(text: str) -> bool:
    """Whether a text is an http(s) address: nothing else is ever opened by name."""
    return _WEB.match(text) is not None and not re.search(r"[\s\x00]", text) and len(text) <= 2000


def opened(source: str | Path, published: dt.date | None) -> Document:
    """The report at an address or in a file of the project. Raises ReportError.

    An address is only read from the open internet (see `reading.web`), never as a file's name.
    """
    if isinstance(source, str) and not (is_address(source) and urlsplit(source).hostname):
        raise ReportError(
            "this is no http or https address", where=source[:200], todo="Paste the text instead."
        )
    document = open_report(source, published=published)
    if document.published is None:
        raise ReportError(
            "no publication date found",
            todo="Give the day on which it was published: “last week” is counted from it.",
        )
    return document


def read_into(
    session: Session,
    source: str | Path,
    published: dt.date | None,
    *,
    parser: Callable[[], Callable[[str], Parse]] | None = None,
) -> Callable[[Job], str]:
    """The work of opening `source`: for `Jobs.start`. What was there before is kept aside."""

    def work(job: Job) -> str:
        try:
            job.progress(0, 0, "opening")
            document = opened(source, published)
            parse = (parser or _default_parser)()
            total = max(1, len(document.paragraphs))
            read = 0

            def watched(text: str) -> Parse:
                nonlocal read
                job.progress(min(read, total), total, "paragraphs")
                read += 1
                return parse(text)

            world = session.world
            reading = read_claims(
                document,
                world.registry,
                world.gazetteer,
                published=document.published,
                parse=watched,
            )
            job.check()
            with session.lock:
                _kept_aside(session)
                write_text(session.project.path(TEXT), document.text)
                _keep_original(session, source)
                head = ReportHead(
                    title=document.title,
                    author=document.author,
                    published=document.published,
                    text=TEXT,
                )
                session.kept.start(head, reading.claims)
            return " ".join(
                [
                    f"{len(reading.claims)} claims read.",
                    *filter(None, (document.published_assumed, *document.notices)),
                ]
            )
        finally:
            if isinstance(source, Path):
                source.unlink(missing_ok=True)

    return work


def _default_parser() -> Callable[[str], Parse]:
    from onrecord.reading.syntax import parser

    return parser(None)


def _kept_aside(session: Session) -> None:
    """A copy of the report and the claims that another reading replaces."""
    project = session.project
    if not session.kept.path.exists():
        return
    aside = project.hidden / f"before-{session.kept.etag[:12]}"
    aside.mkdir(exist_ok=True)
    write_text(aside / project.claims_name, session.kept.text)
    text = project.text()
    if text is not None:
        write_text(aside / TEXT, text)


def _keep_original(session: Session, source: str | Path) -> None:
    """An HTML report as it looked, with nothing in it that could run or fetch (nh3)."""
    path = session.project.path(ORIGINAL)
    path.unlink(missing_ok=True)
    if not isinstance(source, Path) or source.suffix.lower() not in (".html", ".htm"):
        return
    write_text(path, sanitised(source.read_bytes().decode("utf-8", "replace")))


def sanitised(html: str) -> str:
    """HTML reduced to text, headings, lists and tables: no script, style, picture or form."""
    try:
        import nh3
    except ImportError:
        raise MissingExtraError("web", "The workbench") from None
    tags = {
        "p", "br", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em",
        "strong", "b", "i", "u", "sup", "sub", "table", "thead", "tbody", "tr", "th", "td", "pre",
        "code", "a", "hr", "div", "span", "section", "article", "time", "cite", "q",
    }  # fmt: skip
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags={"script", "style", "noscript", "iframe", "object", "svg", "math"},
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )

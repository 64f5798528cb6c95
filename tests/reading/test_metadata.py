"""Title, author, organisation, publication date: from head and foot, never from the body."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import ReportError
from onrecord.reading.document import Document, open_report
from onrecord.reading.metadata import require_published

BODY = (
    "Government forces attacked the village of Ruweida on 9 October 2017, residents said by "
    "telephone. The shelling went on through the night of 10 October 2017.\n\nNobody was hurt in "
    "the attack, the residents said, and two houses burned down.\n"
)


def opened(tmp_path: Path, text: str, published: date | None = None) -> Document:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return open_report(path, published)


@pytest.mark.parametrize(
    ("line", "author", "organisation", "abbreviation", "day"),
    [
        ("By Jan Novák, Secretary of the Example League (EXL), 23.10.2017,", "Jan Novák",
         "Example League", "EXL", "2017-10-23"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe", None, None, None),
        ("By Jane Doe | Reuters | 23 October 2017", "Jane Doe", "Reuters", None, "2017-10-23"),
        ("By JANE DOE, Middle East correspondent, Oct. 23, 2017", "JANE DOE", None, None,
         "2017-10-23"),
        ("By Tom Roe in Beirut", "Tom Roe", None, None, None),
        ("By Jane Doe for The Example", "Jane Doe", "The Example", None, None),
        ("By Example Network for Rights (ENR)", "Example Network for Rights",
         "Example Network for Rights", "ENR", None),
        ("23 October 2017 | By Jane Doe", "Jane Doe", None, None, "2017-10-23"),
        ("Published: 23 October 2017", None, None, None, "2017-10-23"),
        ("Published on October 23, 2017 at 10:00 GMT", None, None, None, "2017-10-23"),
        ("Posted 2017-10-23", None, None, None, "2017-10-23"),
        ("2017-10-23", None, None, None, "2017-10-23"),
        ("Monday 23 October 2017", None, None, None, "2017-10-23"),
        ("Geneva, 23 October 2017", None, None, None, "2017-10-23"),
        ("Par Jean Dupont, 23 octobre 2017", "Jean Dupont", None, None, "2017-10-23"),
        ("Source: Example Network (EN)", None, "Example Network", "EN", None),
    ],
)  # fmt: skip
def test_lines_of_the_head(
    tmp_path: Path,
    line: str,
    author: str | None,
    organisation: str | None,
    abbreviation: str | None,
    day: str | None,
) -> None:
    report = opened(tmp_path, f"Fighting near Ruweida\n\n{line}\n\n{BODY}")
    assert report.title == "Fighting near Ruweida"
    assert report.author == author
    assert (report.organisation, report.abbreviation) == (organisation, abbreviation)
    assert report.published == (date.fromisoformat(day) if day else None)
    assert report.published_how == ("header" if day else None)
    assert [p.kind for p in report.paragraphs] == ["title", "byline", "body", "body"]


@pytest.mark.parametrize(
    ("title", "author", "organisation", "day"),
    [
        ("Briefing by Major General Igor Example, 3 March 2022", "Major General Igor Example",
         None, date(2022, 3, 3)),
        ("Briefing by Example Defence Ministry spokesperson Ann Doe (3 March 2022)", "Ann Doe",
         "Example Defence Ministry", date(2022, 3, 3)),
        ("Statement by the Ministry of Defence of Examplia, 3 March 2022",
         "Ministry of Defence of Examplia", "Ministry of Defence of Examplia", date(2022, 3, 3)),
        ("Letter dated 3 March 2022 from the Permanent Representative of Examplia to the United "
         "Nations addressed to the Secretary-General",
         "Permanent Representative of Examplia to the United Nations", "Examplia",
         date(2022, 3, 3)),
        ("Situation Report No. 5, 3 March 2022", None, None, date(2022, 3, 3)),
    ],
)  # fmt: skip
def test_titles_that_name_a_document(
    tmp_path: Path, title: str, author: str | None, organisation: str | None, day: date
) -> None:
    report = opened(tmp_path, f"{title}\n\n{BODY}")
    assert report.title == title
    assert (report.author, report.organisation) == (author, organisation)
    assert (report.published, report.published_how) == (day, "header")
    assert report.paragraphs[0].kind == "title"


@pytest.mark.parametrize(
    ("dateline", "organisation", "day"),
    [
        ("DAMASCUS, Oct 23, 2017 (Reuters) - ", "Reuters", date(2017, 10, 23)),
        ("GENEVA (23 October 2017) – ", None, date(2017, 10, 23)),
        ("MOSCOW, October 23, 2017. /TASS/. ", "TASS", date(2017, 10, 23)),
        ("BEIRUT (AP) — ", "AP", None),
    ],
)
def test_datelines(
    tmp_path: Path, dateline: str, organisation: str | None, day: date | None
) -> None:
    report = opened(tmp_path, f"Fighting near Ruweida\n\n{dateline}{BODY}")
    assert (report.organisation, report.published) == (organisation, day)
    assert report.published_how == ("dateline" if day else None)
    assert report.paragraphs[1].kind == "body"


def test_a_dateline_without_a_year_is_not_guessed_but_told(tmp_path: Path) -> None:
    report = opened(tmp_path, f"Fighting near Ruweida\n\nDAMASCUS, Oct 23 (Reuters) - {BODY}")
    assert report.published is None
    with pytest.raises(ReportError) as caught:
        require_published(report)
    assert "“Oct 23” names no year" in str(caught.value)
    assert "--published DATE" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"The attack of 9 October 2017: what happened\n\n{BODY}",
        f"Statement on the attack in Ruweida on 9 October 2017\n\n{BODY}",
        f"Five killed on 9 October 2017\n\nBy Jane Doe\n\n{BODY}",
        f"Fighting\n\nReleased on 9 October 2017 after talks, ten hostages crossed over\n\n{BODY}",
        f"Fighting near Ruweida\n\n{BODY}\nIt ended on 23 October 2017, and nothing more is known "
        "about it, the residents said by telephone.\n",
    ],
)
def test_dates_of_events_are_not_the_publication_date(tmp_path: Path, text: str) -> None:
    assert opened(tmp_path, text).published is None


@pytest.mark.parametrize(
    "line", ["London, 23 October 2017", "23.10.2017", "(Published 2017-10-23)"]
)
def test_the_last_line(tmp_path: Path, line: str) -> None:
    report = opened(tmp_path, f"Fighting near Ruweida\n\n{BODY}\n{line}\n")
    assert (report.published, report.published_how) == (date(2017, 10, 23), "end")
    assert report.paragraphs[-1].kind == "byline"


def test_the_day_of_publication_comes_before_that_of_an_update(tmp_path: Path) -> None:
    head = "Fighting near Ruweida\nUpdated: 30 October 2017\nPublished: 23 October 2017\n"
    assert opened(tmp_path, f"{head}\n{BODY}").published == date(2017, 10, 23)


def test_an_ambiguous_date_is_decided_by_the_other_dates(tmp_path: Path) -> None:
    head = "Fighting near Ruweida\n\nPublished 11/10/2017\n\n"
    report = opened(tmp_path, head + BODY)
    assert report.published == date(2017, 10, 11)
    assert "day first assumed" in str(report.published_assumed)
    assert report.day_order.ambiguous
    american = opened(tmp_path, head + BODY + "\nIt began on 9/23/2017, the residents said then.\n")
    assert american.published == date(2017, 11, 10)
    assert american.published_assumed is None


def test_a_date_that_is_given_wins(tmp_path: Path) -> None:
    text = f"Fighting\n\nPublished: 23 October 2017\n\n{BODY}"
    report = opened(tmp_path, text, date(2017, 11, 1))
    assert (report.published, report.published_how) == (date(2017, 11, 1), "given")


def test_title_banner_and_subtitle(tmp_path: Path) -> None:
    report = opened(
        tmp_path,
        "FOR IMMEDIATE RELEASE\n\nFighting near Ruweida\n\nHow the village was lost, won, and lost "
        f"again within a week\n\nBy Jane Doe\n\n{BODY}",
    )
    assert report.title == "Fighting near Ruweida"
    assert report.subtitle == "How the village was lost, won, and lost again within a week"


def test_a_body_that_begins_at_once(tmp_path: Path) -> None:
    report = opened(tmp_path, BODY.replace("\n\n", " ") + "\n" + BODY)
    assert report.title is None
    assert {p.kind for p in report.paragraphs} == {"body"}


@pytest.mark.parametrize(
    "sentence",
    [
        "By Abu Kamal, government forces had taken ten villages and lost two of them.",
        "A statement issued by the Ministry of Defence on 9 October 2017 said that five were hurt.",
        "Released on 9 October 2017 after talks, ten hostages crossed over into the next town.",
    ],
)
def test_sentences_that_begin_like_bylines_are_body(tmp_path: Path, sentence: str) -> None:
    report = opened(tmp_path, f"Fighting near Ruweida\n\n{sentence}\n\n{BODY}\n{sentence}\n")
    assert (report.author, report.published) == (None, None)
    assert [p.kind for p in report.paragraphs] == ["title", *["body"] * 4]


def test_require_published_gives_the_date(tmp_path: Path) -> None:
    report = opened(tmp_path, f"Fighting\n\nPublished: 23 October 2017\n\n{BODY}")
    assert require_published(report) == date(2017, 10, 23)

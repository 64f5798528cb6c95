"""GDELT's quarters of an hour: the list, the gaps, one file of all."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.fetch.server import PAGE, File, Reply, Server

from onrecord.records.fetch import FetchError
from onrecord.records.fetch.gdelt import check_days, merged
from onrecord.records.fetch.gdelt_list import listed, reaches, slots, spans
from onrecord.records.fetch.session import Session

DAY = dt.date(2017, 10, 9)


def row(event: int, slot: str) -> str:
    """An event in GDELT's 61 columns: an attack of the Turkish army on rebels near Idlib."""
    cells = [""] * 61
    cells[0:5] = [str(event), slot[:8], slot[:6], slot[:4], "2017.7671"]
    cells[5:8] = ["TURMIL", "TURKISH ARMY", "TUR"]
    cells[15:18] = ["SYRREB", "REBEL", "SYR"]
    cells[25:35] = ["1", "190", "190", "19", "4", "-10.0", "4", "1", "4", "-5.5"]
    for at in (35, 43, 51):
        cells[at : at + 8] = ["4", "Idlib, Idlib, Syria", "SY", "SY12", "", "35.93", "36.63", "-1"]
    cells[59], cells[60] = slot, "https://example.org/a"
    return "\t".join(cells)


def zipped(slot: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{slot}.export.CSV", text)
    return out.getvalue()


class Gdelt:
    """GDELT's server: one file for each slot, and the list of them all."""

    def __init__(self, server: Server, first: dt.date, last: dt.date, *, end: str = "\n") -> None:
        self.server = server
        self.files = {
            slot: zipped(slot, row(690_000_000 + n, slot) + end)
            for n, slot in enumerate(slots(first, last))
        }
        for slot, data in self.files.items():
            server.routes[f"/{slot}.export.CSV.zip"] = File(data)
        self.publish()

    def publish(self, *, without: set[str] | None = None, more: str = "") -> None:
        lines = []
        for slot, data in self.files.items():
            if slot in (without or ()):
                continue
            base = "http://data.gdeltproject.org/gdeltv2"
            md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
            lines.append(f"{len(data)} {md5} {base}/{slot}.export.CSV.zip")
            lines.append(f"9 {'0' * 32} {base}/{slot}.gkg.csv.zip")
        text = "\n".join([*lines, more]) + "\n"
        self.server.routes["/masterfilelist.txt"] = File(text.encode())


@pytest.fixture
def gdelt(server: Server) -> Gdelt:
    return Gdelt(server, DAY, DAY)


def get(session: Session, server: Server, tmp_path: Any, **how: Any) -> Any:
    return merged(session, DAY, DAY, tmp_path / "job", server.url, **how)


def test_a_day_has_96_slots_and_the_first_day_four() -> None:
    assert len(list(slots(DAY, DAY))) == 96
    assert list(slots(dt.date(2015, 2, 18), dt.date(2015, 2, 18))) == [
        f"201502182{n}00" for n in ("300", "315", "330", "345")
    ]


@pytest.mark.parametrize("by_list", [True, False])
def test_all_files_become_one(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any, by_list: bool
) -> None:
    seen: list[tuple[int, int | None]] = []
    session.on_progress = lambda done, total, _: seen.append((done, total))
    got = get(session, server, tmp_path, by_list=by_list)
    assert got.path.name == "gdelt-2017-10-09-2017-10-09.export.CSV"
    lines = got.path.read_text(encoding="utf-8").splitlines()
    assert [line.split("\t")[0] for line in lines] == [str(690_000_000 + n) for n in range(96)]
    assert (got.files, dict(got.gaps)) == (96, {})
    assert bool(server.to("/masterfilelist.txt")) == by_list
    total = sum(map(len, gdelt.files.values()))
    assert seen[-1] == (total, total if by_list else None)


def test_files_that_do_not_end_in_a_line_end(
    server: Server, session: Session, tmp_path: Any
) -> None:
    Gdelt(server, DAY, DAY, end="")
    got = get(session, server, tmp_path)
    assert len(got.path.read_text(encoding="utf-8").splitlines()) == 96


def test_gaps_are_listed_with_their_reason(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any
) -> None:
    gdelt.publish(without={"20171009001500", "20171009003000", "20171009120000"})
    del server.routes["/20171009130000.export.CSV.zip"]
    server.routes["/20171009140000.export.CSV.zip"] = File(b"PK another file")
    got = get(session, server, tmp_path)
    assert got.files == 91
    assert got.gaps["20171009130000"] == "not on GDELT's server"
    assert "checksum" in got.gaps["20171009140000"]
    notes = " ".join(got.notes)
    assert "2017-10-09 00:15 to 00:45; 2017-10-09 12:00 to 12:15" in notes
    assert "3 files of 15 minutes are missing (not in GDELT's list)" in notes
    assert len(server.to("/20171009140000.export.CSV.zip")) == 2


def test_without_the_list_what_is_not_there_or_broken_is_a_gap(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any
) -> None:
    assert gdelt.files
    del server.routes["/20171009130000.export.CSV.zip"]
    server.routes["/20171009140000.export.CSV.zip"] = File(b"PK\x03\x04 broken")
    got = get(session, server, tmp_path, by_list=False)
    assert got.gaps == {
        "20171009130000": "not on GDELT's server",
        "20171009140000": "cannot be unpacked",
    }
    assert len(got.path.read_text(encoding="utf-8").splitlines()) == 94


def test_a_bomb_among_the_files_is_a_gap(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any
) -> None:
    slot = "20171009140000"
    gdelt.files[slot] = zipped(slot, "x" * (70 << 20))
    server.routes[f"/{slot}.export.CSV.zip"] = File(gdelt.files[slot])
    gdelt.publish()
    got = get(session, server, tmp_path)
    assert got.gaps == {slot: "cannot be unpacked"}
    assert got.path.stat().st_size < 1 << 20


def test_a_web_page_in_place_of_a_file_stops_it(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any
) -> None:
    assert gdelt.files
    server.routes["/20171009140000.export.CSV.zip"] = lambda _: PAGE
    with pytest.raises(FetchError, match="web page"):
        get(session, server, tmp_path)


def test_stopped_in_the_middle_it_goes_on(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any
) -> None:
    assert gdelt.files

    def stop(_done: int, _total: int | None, label: str) -> None:
        if "file 50 " in label:
            raise KeyboardInterrupt

    session.on_progress = stop
    with pytest.raises(KeyboardInterrupt):
        get(session, server, tmp_path)
    session.on_progress = None
    before = len(server.asked)
    assert get(session, server, tmp_path).files == 96
    files = [asked.path for asked in server.asked[before:] if "export" in asked.path]
    assert len(files) == 96 - 49


def test_the_list_is_kept_for_the_next_time_once_it_reaches_beyond(
    server: Server, session: Session, tmp_path: Any
) -> None:
    Gdelt(server, DAY, DAY + dt.timedelta(days=2))
    for _ in range(2):
        get(session, server, tmp_path)
    assert len(server.to("/masterfilelist.txt")) == 1
    merged(session, DAY, DAY + dt.timedelta(days=1), tmp_path / "job2", server.url)
    assert len(server.to("/masterfilelist.txt")) == 2


def test_a_list_may_have_broken_lines_and_names_no_server_of_ours(
    server: Server, session: Session, gdelt: Gdelt, tmp_path: Any, other: Server
) -> None:
    slot = "20171009001500"
    md5 = hashlib.md5(gdelt.files[slot], usedforsecurity=False).hexdigest()
    line = f"{len(gdelt.files[slot])} {md5} {other.url}/../../x/{slot}.export.CSV.zip"
    gdelt.publish(without={slot}, more=f"\n12 abc\n\x00\xff\n9 {'z' * 32} /x\n{line}\n{line}")
    got = get(session, server, tmp_path)
    assert got.files == 96
    assert not other.asked


def test_a_list_without_these_days(server: Server, session: Session, tmp_path: Any) -> None:
    Gdelt(server, DAY + dt.timedelta(days=9), DAY + dt.timedelta(days=9))
    with pytest.raises(FetchError, match="names no files"):
        get(session, server, tmp_path)
    assert not (tmp_path / "gdelt-masterfilelist.txt").exists(), "the next time it is fetched anew"


def test_none_of_the_files_is_there(server: Server, session: Session, tmp_path: Any) -> None:
    with pytest.raises(FetchError, match="has no files"):
        get(session, server, tmp_path, by_list=False)
    server.routes["/masterfilelist.txt"] = lambda _: Reply(b"", 404)
    with pytest.raises(FetchError, match="404"):
        get(session, server, tmp_path)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (None, DAY, "not said"),
        (DAY, None, "not said"),
        (dt.date(2015, 2, 1), DAY, "begins on 2015-02-18"),
        (dt.date(2015, 2, 18), dt.date(2099, 1, 1), "more than"),
    ],
)
def test_days_that_gdelt_cannot_have(
    first: dt.date | None, last: dt.date | None, told: str
) -> None:
    with pytest.raises(FetchError, match=told):
        check_days(first, last)


def test_missing_slots_as_stretches() -> None:
    assert spans(["20171009234500", "20171010000000", "20171009000000"]) == [
        "2017-10-09 00:00 to 00:15",
        "2017-10-09 23:45 to 2017-10-10 00:15",
    ]


@given(data=st.binary(max_size=300))
def test_no_list_breaks_the_reading(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("list") / "list.txt"
    path.write_bytes(data)
    assert listed(path, DAY, DAY) == {}
    assert not reaches(path, DAY)

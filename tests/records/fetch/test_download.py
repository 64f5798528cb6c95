"""One file over a bad line."""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.fetch.conftest import QUICK
from tests.records.fetch.server import PAGE, File, Reply, Server

from onrecord.records.fetch import download as module
from onrecord.records.fetch.download import download
from onrecord.records.fetch.failures import (
    CancelledError,
    ChecksumError,
    FetchError,
    StatusError,
    TransientError,
)
from onrecord.records.fetch.session import Session, Timeouts

DATA = bytes(range(256)) * 4000
URL = "/files/ged.zip"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "ged.zip"


def test_a_file_arrives_whole_and_leaves_nothing_beside_it(
    server: Server, session: Session, target: Path
) -> None:
    server.routes[URL] = File(DATA)
    seen: list[tuple[int, int | None]] = []
    download(session, server.url + URL, target, report=lambda *n: seen.append(n))
    assert target.read_bytes() == DATA
    assert list(target.parent.glob("ged.zip*")) == [target]
    assert seen[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_what_is_there_already_is_not_asked_for(
    server: Server, session: Session, target: Path
) -> None:
    target.write_bytes(b"here")
    download(session, server.url + URL, target)
    assert not server.asked


@pytest.mark.parametrize("cut", [1, 1000, len(DATA) - 1])
def test_a_cut_file_goes_on_from_there(
    server: Server, session: Session, target: Path, cut: int
) -> None:
    server.routes[URL] = File(DATA, cuts=[cut])
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA
    first, second = server.asked
    assert "range" not in first.headers
    assert second.headers["range"] == f"bytes={cut}-"
    assert second.headers["if-range"].startswith('"')


def test_it_starts_anew_where_the_server_ignores_ranges(
    server: Server, session: Session, target: Path
) -> None:
    server.routes[URL] = File(DATA, ranges=False, cuts=[5000, 9000])
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA


def test_it_starts_anew_where_the_file_has_changed(
    server: Server, session: Session, target: Path
) -> None:
    newer = bytes(reversed(DATA))
    server.one_after_the_other(URL, File(DATA, cuts=[7000]), File(newer))
    download(session, server.url + URL, target)
    assert target.read_bytes() == newer


def test_a_weak_etag_proves_nothing_but_a_date_does(
    server: Server, session: Session, target: Path
) -> None:
    when = "Mon, 03 Jun 2024 10:00:00 GMT"
    server.routes[URL] = File(DATA, etag='W/"1"', modified=when, cuts=[7000])
    download(session, server.url + URL, target)
    assert server.asked[1].headers["if-range"] == when
    assert target.read_bytes() == DATA


def test_without_anything_that_proves_it_the_same_it_starts_anew(
    server: Server, session: Session, target: Path
) -> None:
    server.routes[URL] = File(DATA, etag="", cuts=[7000])
    download(session, server.url + URL, target)
    assert "range" not in server.asked[1].headers
    assert target.read_bytes() == DATA


def test_a_part_from_elsewhere_is_not_gone_on_with(
    server: Server, session: Session, target: Path
) -> None:
    server.routes["/other"] = File(b"x" * 50_000, cuts=[100] * 6)
    with pytest.raises(TransientError):
        download(session, server.url + "/other", target)
    server.routes[URL] = File(DATA)
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA


def test_a_wrong_content_range_is_not_written(
    server: Server, session: Session, target: Path
) -> None:
    wrong = Reply(DATA[10:], 206, {"Content-Range": f"bytes 10-{len(DATA) - 1}/{len(DATA)}"})
    server.one_after_the_other(URL, File(DATA, cuts=[7000]), wrong, File(DATA))
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA


def test_all_of_it_here_but_not_yet_named(server: Server, session: Session, target: Path) -> None:
    file = File(DATA)
    target.with_name("ged.zip.part").write_bytes(DATA)
    known = {"url": server.url + URL, "validator": file.etag, "total": len(DATA)}
    target.with_name("ged.zip.part.json").write_text(json.dumps(known), encoding="utf-8")
    server.routes[URL] = file
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA


def test_a_line_that_is_cut_often_but_brings_much_is_not_given_up(
    server: Server, session: Session, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GAINED", 50_000)
    server.routes[URL] = File(DATA, cuts=[60_000] * 12)
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA
    assert len(server.asked) == 13


def test_a_line_that_brings_nothing_is_given_up(
    server: Server, session: Session, target: Path
) -> None:
    server.routes[URL] = File(DATA, cuts=[10] * 100)
    with pytest.raises(TransientError, match=r"goes on|kept"):
        download(session, server.url + URL, target)
    assert len(server.asked) == 6
    assert not target.exists()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(
    server: Server, session: Session, target: Path, status: int
) -> None:
    server.one_after_the_other(URL, Reply(b"busy", status), Reply(b"busy", status), File(DATA))
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("status", [400, 404, 410])
def test_a_refusal_is_not_asked_again(
    server: Server, session: Session, target: Path, status: int
) -> None:
    server.routes[URL] = lambda _: Reply(b"gone\x1b[31m away", status)
    with pytest.raises(StatusError, match=f"{status}: gone .31m away"):
        download(session, server.url + URL, target)
    assert len(server.asked) == 1


def test_a_server_that_never_answers(server: Server, session: Session, target: Path) -> None:
    server.routes[URL] = lambda _: Reply(DATA, cut=0, stall=True)
    with pytest.raises(TransientError, match="no answer came in time"):
        session.retried(lambda: download(session, server.url + URL, target), attempts=1)
    assert not target.exists()


def test_a_server_that_stalls_in_the_middle_is_asked_for_the_rest(
    server: Server, session: Session, target: Path
) -> None:
    stalling = Reply(DATA, 200, {"ETag": '"1"'}, cut=6000, stall=True)
    server.one_after_the_other(URL, stalling, File(DATA, etag='"1"'))
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA
    assert server.asked[1].headers["range"] == "bytes=6000-"


def test_nobody_listens(session: Session, target: Path, other: Server) -> None:
    other.close()
    with pytest.raises(TransientError, match="connection failed"):
        download(session, other.url + URL, target)


def test_a_whole_that_takes_too_long(server: Server, target: Path) -> None:
    server.routes[URL] = File(DATA)
    with (
        Session(timeouts=Timeouts(1.0, 1.0, whole=-1.0)) as session,
        pytest.raises(FetchError, match="took longer"),
    ):
        download(session, server.url + URL, target)
    assert target.with_name("ged.zip.part").stat().st_size


@pytest.mark.parametrize("page", [PAGE, Reply(b"\n <html>down</html>"), Reply(b"\xef\xbb\xbf<x/>")])
def test_a_web_page_is_refused_at_once(
    server: Server, session: Session, target: Path, page: Reply
) -> None:
    server.routes[URL] = lambda _: page
    with pytest.raises(FetchError, match="web page"):
        download(session, server.url + URL, target)
    assert len(server.asked) == 1
    assert not target.exists()


def test_a_checksum_that_does_not_fit_is_tried_once_more(
    server: Server, session: Session, target: Path
) -> None:
    md5 = hashlib.md5(DATA, usedforsecurity=False).hexdigest()
    server.one_after_the_other(URL, File(DATA[:-1] + b"!"), File(DATA))
    download(session, server.url + URL, target, md5=md5.upper(), size=len(DATA))
    assert target.read_bytes() == DATA


def test_a_wrong_checksum_twice_is_refused(server: Server, session: Session, target: Path) -> None:
    server.routes[URL] = File(DATA)
    with pytest.raises(ChecksumError, match="its checksum is"):
        download(session, server.url + URL, target, md5="0" * 32)
    with pytest.raises(ChecksumError, match="bytes, not 3"):
        download(session, server.url + URL, target, size=3)
    assert not list(target.parent.glob("ged.zip*"))


def test_less_than_announced_is_a_cut(server: Server, session: Session, target: Path) -> None:
    short = Reply(DATA[:100], 200, {"Content-Length": str(len(DATA))}, cut=100)
    server.one_after_the_other(URL, short, File(DATA))
    download(session, server.url + URL, target)
    assert target.read_bytes() == DATA


def test_a_full_disk_is_said_and_goes_on_when_there_is_room(
    server: Server, session: Session, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.routes[URL] = File(DATA)
    real = Path.open
    room = [40_000]

    class Full:
        def __init__(self, file: object) -> None:
            self.file = file

        def write(self, piece: bytes) -> int:
            if room[0] < len(piece):
                self.file.write(piece[: room[0]])  # type: ignore[attr-defined]
                room[0] = 0
                raise OSError(errno.ENOSPC, "No space left on device")
            room[0] -= len(piece)
            return self.file.write(piece)  # type: ignore[attr-defined, no-any-return]

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()  # type: ignore[attr-defined]

    def opened(path: Path, mode: str = "r", *args: object, **kwargs: object) -> object:
        file = real(path, mode, *args, **kwargs)  # type: ignore[call-overload]
        return Full(file) if path.name.endswith(".part") and mode in ("wb", "rb+") else file

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", opened)
        with pytest.raises(FetchError, match="the disk is full"):
            download(session, server.url + URL, target)
    assert len(server.asked) == 1, "a full disk is not asked again"
    here = target.with_name("ged.zip.part").stat().st_size
    assert here == 40_000
    download(session, server.url + URL, target)
    assert server.asked[1].headers["range"] == f"bytes={here}-"
    assert target.read_bytes() == DATA


@pytest.mark.parametrize("stop", [KeyboardInterrupt, CancelledError])
def test_stopped_in_the_middle_it_goes_on(
    server: Server, target: Path, stop: type[BaseException]
) -> None:
    server.routes[URL] = File(DATA)
    seen = 0

    def report(done: int, _: int | None) -> None:
        nonlocal seen
        seen = done
        if stop is KeyboardInterrupt and done > 100_000:
            raise KeyboardInterrupt

    with (
        Session(timeouts=QUICK, cancelled=lambda: stop is CancelledError and seen > 100_000) as s,
        pytest.raises(stop),
    ):
        download(s, server.url + URL, target, report=report)
    assert not target.exists()
    with Session(timeouts=QUICK) as again:
        download(again, server.url + URL, target)
    assert server.asked[-1].headers["range"] == f"bytes={seen}-"
    assert target.read_bytes() == DATA


@given(cuts=st.lists(st.integers(0, 3000), max_size=5), ranges=st.booleans())
def test_whatever_the_cuts_the_file_is_the_same(
    cuts: list[int], ranges: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    server = Server()
    try:
        data = DATA[:3001]
        server.routes[URL] = File(data, ranges=ranges, cuts=list(cuts))
        target = tmp_path_factory.mktemp("cut") / "file"
        with Session(timeouts=QUICK) as session:
            download(session, server.url + URL, target)
        assert target.read_bytes() == data
    finally:
        server.close()

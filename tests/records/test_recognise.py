"""A file's kind is told by its columns; what cannot be read is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import RecordError
from onrecord.records.ucdp import read_ged


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a,b\n1,2\n", "not a file of UCDP GED, ACLED or GDELT: its columns are a, b"),
        ("event_id_cnty,event_date,actor1\n", "a file of ACLED"),
        ("\t".join(["700000001", "20171009", *"1" * 56]) + "\n", "a file of GDELT 1.0"),
        ("hello world\n", "not a file of UCDP GED, ACLED or GDELT: its columns are hello world"),
        (",".join(["214797"] + ["x"] * 48) + "\n", "no header: its first line is an event"),
        ("type_of_violence,side_a,side_b,date_start\n", "lacks id, where_prec, latitude"),
    ],
)
def test_other_files_are_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(RecordError, match=says):
        read_ged(path)


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_a_wrong_sign_between_the_columns(ged, tmp_path: Path, sign: str, name: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(ged.text(ged.rows(count=1)).replace(",", sign))
    with pytest.raises(RecordError, match=f"parted by {name}, not by commas"):
        read_ged(path)


def test_no_events(ged, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no events"):
        read_ged(ged.write(tmp_path / "ged.csv", []))
    text = ged.text([])
    (tmp_path / "x.csv").write_text(text.replace("id,relid", "id,id"))
    with pytest.raises(RecordError, match="the column id twice"):
        read_ged(tmp_path / "x.csv")

"""The notebooks in examples/ run from beginning to end, and the interface's Python block as written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import onrecord as on
from onrecord.simulate import demo

EXAMPLES = Path(__file__).parent.parent / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))


def test_there_are_two() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["demo", "simulated-war"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_they_are_kept_without_outputs(path: Path) -> None:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert path.stat().st_size < 20_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    import nbformat

    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    nbclient.NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = [
        output["data"]["text/html"]
        for cell in book.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "text/html" in output.get("data", {})
    ]
    assert any("<svg" in html and "borne out" in html for html in shown)
    if path.stem == "simulated-war":
        verdicts = [html for html in shown if "fighting-rose" in html or "simulated-ged" in html]
        assert [
            "borne out" in verdicts[0],
            "undecided" in verdicts[1],
            "undecided" in verdicts[2],
        ] == [True] * 3


def test_the_block_of_the_interface_runs_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """INTERFACE's Python block, on the demo's files: load, read, load_claims, check, show, write."""
    made = demo(seed=1).write(tmp_path)
    monkeypatch.chdir(tmp_path)
    record = on.load(made.record)
    assert on.read("report.txt", published="2023-06-16", names_from=record).claims
    claims = on.load_claims("claims.yaml")
    findings = on.check(claims, record, actors=[made.actors])
    assert len(findings.to_frame()) == len(findings)
    assert findings.to_html("report.html").is_file()
    assert "partly borne out" in findings["ondreth-only"]._repr_html_()
    written = on.Changed(
        events=on.by("A", against="B"),
        where="Rahjan",
        when="2017-10-09/2017-10-23",
        direction="rose",
    )
    # Nobody is called A in this record, so the claim is incomplete, and not tested.
    (item,) = on.check(written, record).checked.incomplete
    assert item.type == "changed"


def test_findings_show_themselves_escaped(tmp_path: Path) -> None:
    made = demo(seed=1).write(tmp_path)
    claims = on.load_claims(made.claims)
    findings = on.check([claims["ondreth-only"]], on.load(made.record), actors=[made.actors])
    (finding,) = findings
    hostile = finding.model_copy(update={"because": "<script>x</script>", "says": "<img src=x>"})
    for shown in (
        hostile,
        type(findings)(findings.checked.model_copy(update={"findings": (hostile,)}), {}),
    ):
        bundle: dict[str, Any] = shown._repr_mimebundle_()
        assert set(bundle) == {"text/html", "text/plain"}
        assert bundle["text/html"] == shown._repr_html_()
        assert "<svg" in bundle["text/html"]
        assert "<script>" not in bundle["text/html"]
        assert "<img" not in bundle["text/html"]
        assert "&lt;script&gt;" in bundle["text/html"]
        assert set(shown._repr_mimebundle_(exclude=["text/html"])) == {"text/plain"}

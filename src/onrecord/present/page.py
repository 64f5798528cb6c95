"""The page: one file that holds the report, its claims and their findings, and fetches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import onrecord
from onrecord.assess.finding import Checked
from onrecord.present import wording
from onrecord.present.bundle import chart_bundle
from onrecord.present.claims_view import ClaimView, claims_in_order, marked_text
from onrecord.present.compared_view import compared_views
from onrecord.present.exports.claimreview import claim_reviews
from onrecord.present.exports.excerpts import sourcing_excerpt
from onrecord.present.inline import json_block, policy, script_text
from onrecord.present.methods_view import methods_view
from onrecord.present.page_data import PageData
from onrecord.present.rendering import environment, template_text
from onrecord.present.table import ROLES
from onrecord.present.top_view import record_cards, sourcing_view, top_view
from onrecord.present.words import Words, catalogue
from onrecord.records.schema import Record

STYLES = (
    "tokens.css",
    "page.css",
    "article.css",
    "claim.css",
    "events.css",
    "network.css",
    "charts.css",
    "compared.css",
    "print.css",
)
SCRIPTS = (
    "data.js",
    "choose.js",
    "tabs.js",
    "chosen.js",
    "table.js",
    "charts.js",
    "answers.js",
    "start.js",
)
_SCRIPT_WORDS = (
    "events.candidate", "events.residue", "events.no_sources", "events.sorted_up",
    "events.sorted_down", "deaths.odd", "claim.position", "events.matching", "events.copied",
    "events.further", "events.copy", "summary.listed",
)  # fmt: skip
"""The words that the page's scripts use, known to them by the last part of the key."""


def style_sheet() -> str:
    """All style sheets, in order."""
    return "\n".join(template_text(name) for name in STYLES)


def page_script() -> str:
    """The page's own scripts as one function, so that no name of theirs is global."""
    body = "\n".join(template_text(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}\n}})();'


def page(
    checked: Checked,
    records: Mapping[str, Record],
    *,
    excerpt: bool = False,
    with_rows: bool = False,
    language: str = "en",
) -> str:
    """The page as HTML, self-contained.

    Args:
        checked: the report's claims, tested.
        records: each record by its label (`name@version`), as findings name it.
        excerpt: quote only the passages that make a claim, not the whole report.
        with_rows: show rows of records whose terms do not allow them to be passed on.
        language: which catalogue of words.
    """
    from markupsafe import Markup

    words = catalogue(language)
    claims = claims_in_order(words, checked)
    data = PageData(words, checked, records, with_rows=with_rows)
    style, script = style_sheet(), script_text(page_script())
    library = script_text(chart_bundle()) if data.draws else ""
    scripts = [script, library] if library else [script]
    text = marked_text(checked.text, claims, excerpt=excerpt) if checked.text else ()
    sourcing = sourcing_excerpt(checked.sourcing) if excerpt else checked.sourcing
    reviews = claim_reviews(checked)
    html = environment().get_template("report.html.j2").render(
        t=words,
        say=wording,
        checked=checked,
        title=checked.title or words("page.untitled" if checked.text else "page.no_report"),
        claims=claims,
        by_id={claim.id: claim for claim in claims},
        views=_by_claim(claims, data),
        text=text,
        excerpt=excerpt,
        loose=[c for c in claims if c.at is None] if checked.text else list(claims),
        top=top_view(words, checked, claims),
        records=record_cards(words, checked, records, with_rows),
        sourcing=sourcing_view(words, sourcing),
        compared=compared_views(words, checked, claims, records, with_rows=with_rows),
        roles=ROLES,
        version=onrecord.__version__,
        versions=_versions() if library else None,
        methods=methods_view(
            words, checked, records, maps=any(view.map for view in data.views)
        ),
        policy=policy(scripts, [style]),
        style=Markup(style),  # noqa: S704  (our own file)
        script=Markup(script),  # noqa: S704  (our own files)
        library=Markup(library),  # noqa: S704  (vl-convert's bundle)
        drawn=Markup,
        reviews=Markup(json_block(reviews)) if reviews else "",  # noqa: S704  (escaped)
        data=Markup(json_block(_data(words, data))),  # noqa: S704  (escaped by json_block)
    )  # fmt: skip
    return html.encode("utf-8", "replace").decode()


def _by_claim(claims: Iterable[ClaimView], data: PageData) -> dict[str, list[Any]]:
    views: dict[str, list[Any]] = {claim.id: [] for claim in claims}
    for view in data.views:
        views[view.finding.id].append(view)
    return views


def _data(words: Words, data: PageData) -> dict[str, Any]:
    return {
        "records": data.shared,
        "texts": data.texts,
        "lands": data.lands,
        "findings": data.findings,
        "specs": data.specs() if data.draws else {},
        "roles": {role: words(f"roles.{role}.label") for role in ROLES},
        "words": {key.rpartition(".")[2]: words(key) for key in _SCRIPT_WORDS},
    }


def _versions() -> tuple[str, str]:
    import vl_convert

    return vl_convert.get_vega_version(), vl_convert.get_vegalite_versions()[-1]

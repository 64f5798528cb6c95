"""The templates' environment: everything is escaped, nothing invisible gets through."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from onrecord.present.inline import clean

if TYPE_CHECKING:
    import jinja2


@functools.cache
def template_text(name: str) -> str:
    """A file of the folder of templates, such as a style sheet, with plain line ends."""
    source = files("onrecord.present") / "templates" / name
    return source.read_text(encoding="utf-8").replace("\r\n", "\n")


def _shown(value: Any) -> Any:
    """Every text that a template prints passes here."""
    return clean(value) if type(value) is str else value


@functools.cache
def environment() -> jinja2.Environment:
    """Jinja2 with autoescape; a name that is not given is an error."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("onrecord.present", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )

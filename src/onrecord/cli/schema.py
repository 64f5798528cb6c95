"""`onrecord claims-schema`: the JSON Schema of a claims file."""

from __future__ import annotations

import json

import click


@click.command("claims-schema")
def claims_schema() -> None:
    """Print the JSON Schema of a claims file, for editors."""
    from onrecord.claims.json_schema import claims_schema as schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))

"""A project: one folder that holds a report, its claims, the records' names and the settings."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from onrecord.errors import OnrecordError
from onrecord.present import write_text
from onrecord.workbench.inside import file_name, inside

CLAIMS, TEXT, ACTORS = "claims.yaml", "report.txt", "actors.yaml"
SETTINGS, OUT = "workbench.json", "onrecord-out"
RECORD_FILES = frozenset({".csv", ".tsv", ".zip", ".xlsx", ".parquet", ".gpkg", ".geojson"})
REPORT_FILES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx"})


class Settings(BaseModel):
    """What a project remembers beside its claims. Records are named, never their content."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    records: tuple[str, ...] = ()
    """Records of the store (name or name@version) and files of the project's own folder."""
    reviewer: str = ""
    blind: bool = False
    """Hide proposals, verdicts and suggestions, for a second coder."""

    @field_validator("records")
    @classmethod
    def _names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return tuple(dict.fromkeys(file_name(name) for name in names))
        except OnrecordError as error:
            raise ValueError(str(error)) from None


class Project:
    """The folder and the paths in it. Raises OnrecordError where it cannot be made or read."""

    def __init__(self, folder: Path, *, claims: str = CLAIMS) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OnrecordError(
                f"this folder cannot be made ({error.strerror})",
                where=str(folder),
                todo="Give a folder of your own: onrecord workbench DIR.",
            ) from None
        self.folder = folder.resolve()
        self.claims_name = file_name(claims)
        self.claims = inside(self.folder, self.claims_name)
        self.hidden = self.folder / ".onrecord"
        if self.hidden.is_symlink():
            raise OnrecordError("this is a link, and a folder is needed", where=str(self.hidden))
        self.hidden.mkdir(exist_ok=True)
        self.settings = self._read_settings()

    @property
    def journal(self) -> Path:
        return self.hidden / f"{self.claims_name}.journal"

    @property
    def out(self) -> Path:
        return self.folder / OUT

    def path(self, name: str) -> Path:
        """A file of the project by its name; never one outside of the folder."""
        return inside(self.folder, name)

    def own_actors(self) -> tuple[Path, ...]:
        path = inside(self.folder, ACTORS)
        return (path,) if path.is_file() else ()

    def text(self) -> str | None:
        """The extracted text of the report, if there is one."""
        path = inside(self.folder, TEXT)
        if not path.is_file():
            return None
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise OnrecordError(
                f"the report's text cannot be read ({error})", where=str(path)
            ) from None

    def change(self, **fields: Any) -> None:
        """Change settings and write them. Raises OnrecordError for what no setting can be."""
        try:
            self.settings = Settings.model_validate(self.settings.model_dump() | fields)
        except ValidationError as error:
            raise OnrecordError(f"this is no setting: {error.errors()[0]['msg']}") from None
        text = json.dumps(self.settings.model_dump(mode="json"), ensure_ascii=False, indent=2)
        write_text(inside(self.folder, SETTINGS), text + "\n")

    def _read_settings(self) -> Settings:
        path = inside(self.folder, SETTINGS)
        if not path.exists():
            return Settings()
        try:
            return Settings.model_validate_json(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ValidationError, ValueError) as error:
            raise OnrecordError(
                f"these settings cannot be read ({error})",
                where=str(path),
                todo="Correct the file, or delete it: the settings are then as at first.",
            ) from None


def today() -> dt.date:
    """The day of the machine that the workbench runs on."""
    return dt.datetime.now().astimezone().date()

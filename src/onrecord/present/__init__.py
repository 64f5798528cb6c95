"""Findings as a page, as files and on the terminal. Only this room knows HTML."""

from onrecord.present.events_csv import events_csv
from onrecord.present.events_geojson import events_geojson
from onrecord.present.files import write_all, write_page, write_text
from onrecord.present.findings_json import findings_json, findings_schema
from onrecord.present.page import page
from onrecord.present.summary import print_summary

__all__ = [
    "events_csv",
    "events_geojson",
    "findings_json",
    "findings_schema",
    "page",
    "print_summary",
    "write_all",
    "write_page",
    "write_text",
]

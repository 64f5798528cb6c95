"""Findings in the forms that others work with: each format is one module, all from one folder."""

from onrecord.present.exports.bundle import bundle, verify_bundle
from onrecord.present.exports.card import canonical, card
from onrecord.present.exports.card_page import card_page, verify_card
from onrecord.present.exports.formats import FORMATS, exported
from onrecord.present.exports.kept import Kept, open_folder

__all__ = [
    "FORMATS",
    "Kept",
    "bundle",
    "canonical",
    "card",
    "card_page",
    "exported",
    "open_folder",
    "verify_bundle",
    "verify_card",
]

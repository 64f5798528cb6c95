"""Conflicts with planted truth, in the schema of real records, and reports about them."""

from onrecord.simulate.demo import DemoConflict, Written, demo
from onrecord.simulate.draws import Drawn, draw
from onrecord.simulate.report import Truth
from onrecord.simulate.war import War
from onrecord.simulate.wars import typical

__all__ = ["DemoConflict", "Drawn", "Truth", "War", "Written", "demo", "draw", "typical"]

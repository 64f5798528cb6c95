"""Conflicts with planted truth, in the schema of real records, and reports about them."""

from onrecord.simulate.demo import DemoConflict, Written, demo
from onrecord.simulate.report import Truth

__all__ = ["DemoConflict", "Truth", "Written", "demo"]

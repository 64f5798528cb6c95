"""How often each test says “borne out” where nothing happened, and where something did.

A *cell* draws simulated conflicts, makes a claim about each, and has it tested as any claim is:
what counts is the verdict. `run` draws all cells, `Table` holds the shares, `written` puts them on
paper.
"""

from onrecord.calibrate.cell import LIMIT, SEED, Cell, Trial
from onrecord.calibrate.running import Plan, run
from onrecord.calibrate.table import Row, Table

__all__ = ["LIMIT", "SEED", "Cell", "Plan", "Row", "Table", "Trial", "run"]

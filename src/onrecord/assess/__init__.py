"""One module for each claim type, all with the same signature; the rest happens around them."""

from onrecord.assess.compared import compared
from onrecord.assess.finding import VERDICTS, Checked, Finding, Verdict
from onrecord.assess.run import MODULES, Tested, assess

__all__ = ["MODULES", "VERDICTS", "Checked", "Finding", "Tested", "Verdict", "assess", "compared"]

"""The release gate: checks as pure functions, one assessment, and the signed exit pass.

Nobody leaves without evidence-based checks. Unknown never passes; a check that raises is unknown.
"""

from gatelodge.gate.assess import MET, assess, blocking, checks_version, spoken_limit
from gatelodge.gate.check import Check, Circumstances, OnFail, PlannedExit, Ruling, Step, check
from gatelodge.gate.checks import CHECKS
from gatelodge.gate.checks.authorities import name_of
from gatelodge.gate.checks.exit import FINAL_CHECK, FINAL_CHECK_DEFAULT
from gatelodge.gate.exit_types import EXIT_TYPES, Act, ExitTypeRule, NotNeeded
from gatelodge.gate.lawful_day import LawfulDay, dates_settled, lawful_day
from gatelodge.gate.reasons import Reason

__all__ = [
    "CHECKS",
    "EXIT_TYPES",
    "FINAL_CHECK",
    "FINAL_CHECK_DEFAULT",
    "MET",
    "Act",
    "Check",
    "Circumstances",
    "ExitTypeRule",
    "LawfulDay",
    "NotNeeded",
    "OnFail",
    "PlannedExit",
    "Reason",
    "Ruling",
    "Step",
    "assess",
    "blocking",
    "check",
    "checks_version",
    "dates_settled",
    "lawful_day",
    "name_of",
    "spoken_limit",
]

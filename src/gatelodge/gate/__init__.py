"""The release gate: checks as pure functions, one assessment, and the signed exit pass.

Nobody leaves without evidence-based checks. Unknown never passes; a check that raises is unknown.
"""

from gatelodge.gate.check import Check

CHECKS: tuple[Check, ...] = ()

__all__ = ["CHECKS", "Check"]

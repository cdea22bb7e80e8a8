"""Whose move it is when a check is not met."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gatelodge.gate import Reason
from gatelodge.record.facts import Answer, Finding, OnFail, Role

WHOSE_MOVE: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "G01": Role.CASE_ADMINISTRATOR,
        "G02": Role.CASE_ADMINISTRATOR,
        "G03": Role.CASE_ADMINISTRATOR,
        "G04": Role.CASE_ADMINISTRATOR,
        "G05": Role.CASE_ADMINISTRATOR,
        "G06": Role.CASE_ADMINISTRATOR,
        "G07": Role.CASE_ADMINISTRATOR,
        "G08": Role.SECOND_CHECKER,
        "G09": Role.CASE_ADMINISTRATOR,
        "G10": Role.CASE_ADMINISTRATOR,
        "G11": Role.HEAD_OF_OMU,
        "G12": Role.CASE_ADMINISTRATOR,
        "G13": Role.CASE_ADMINISTRATOR,
        "G14": Role.CASE_ADMINISTRATOR,
        "G15": Role.CASE_ADMINISTRATOR,
        "G16": Role.CASE_ADMINISTRATOR,
        "G20": Role.CASE_ADMINISTRATOR,
        "G21": Role.CASE_ADMINISTRATOR,
        "G22": Role.CASE_ADMINISTRATOR,
        "G23": Role.CASE_ADMINISTRATOR,
        "G24": Role.CASE_ADMINISTRATOR,
        "G30": Role.HEAD_OF_OMU,
        "G31": Role.RECEPTION_OFFICER,
        "G32": Role.HEAD_OF_OMU,
        "G33": Role.DUTY_GOVERNOR,
        "G34": Role.CASE_ADMINISTRATOR,
        "G35": Role.RECEPTION_OFFICER,
        "G36": Role.RECEPTION_OFFICER,
    }
)
"""Whose move it is when a check is not met (our decision)."""

IN_DOUBT: Final = frozenset(
    {
        Reason.HAZARD_UNDECIDED.code,
        Reason.HAZARD_DECIDED_BY_CALCULATOR.code,
        Reason.HAZARDS_TOGETHER.code,
    }
)
"""Why G08 is not met where the law is in doubt: then it is the head of OMU's move."""

_BY_REASON: Final[Mapping[str, Role]] = MappingProxyType(
    {
        **dict.fromkeys(IN_DOUBT, Role.HEAD_OF_OMU),
        Reason.LICENCE_NOT_SIGNED.code: Role.RECEPTION_OFFICER,
    }
)
"""Where the reason says more than the check."""

SECOND_GOVERNOR: Final = "second governor"


_OF_THE_RECEIVER: Final = frozenset(
    {Reason.HAND_OVER_NOT_ACCEPTED.code, Reason.HAND_OVER_OPEN.code}
)
"""Why a transfer waits for the prison that takes the person over: nobody here can end that."""
RECEIVING_PRISON: Final = f"{Role.CASE_ADMINISTRATOR.value} of the receiving prison"


def whose_words(finding: Finding) -> str:
    """Whose move it is when a check is not met, in words; empty = nobody's by the table."""
    if finding.reason in _OF_THE_RECEIVER:
        return RECEIVING_PRISON
    role = whose_move(finding)
    return role.value if role else ""


def whose_move(finding: Finding) -> Role | None:
    """Which role of this prison moves when a check is not met; none = none by the table."""
    if finding.reason in _OF_THE_RECEIVER:
        return None
    if finding.if_not_met is OnFail.ESCALATE and finding.answer is Answer.FAILED:
        return Role.DUTY_GOVERNOR
    return _BY_REASON.get(finding.reason) or WHOSE_MOVE.get(finding.check)

"""How each check is met at night and at weekends, by whom of those on duty (our decision).

Trained staff calculate in office hours; an exit may fall due at any hour. So each check has a
lawful way that those on duty begin, or call somebody in for. Nobody is held because an office is
shut.
"""

import msgspec

from gatelodge.record.facts import Role

ON_DUTY_AT_NIGHT = frozenset(
    {Role.DUTY_GOVERNOR, Role.CUSTODIAL_MANAGER, Role.RECEPTION_OFFICER, Role.GATE_OFFICER}
)
"""Roles of which somebody is on duty, or on call, at every hour."""


class AtNight(msgspec.Struct, frozen=True, kw_only=True):
    """A way out of a check that stops an exit, and who takes it."""

    words: str
    by: tuple[Role, ...]


_DG, _CM, _RO, _GO = (
    Role.DUTY_GOVERNOR,
    Role.CUSTODIAL_MANAGER,
    Role.RECEPTION_OFFICER,
    Role.GATE_OFFICER,
)
_OVERRIDE = "If nobody can be reached, two governors override it and tell national operations."


def _way(words: str, *by: Role, overrides: bool = True) -> AtNight:
    return AtNight(words=f"{words} {_OVERRIDE}" if overrides else words, by=by)


AT_NIGHT: dict[str, AtNight] = {
    "G01": _way("Call in a head of OMU from the rota, who decides one or two people.", _DG),
    "G02": _way(
        "The duty governor and one other ring the court back, each for themselves, on a known"
        " number, and enter who spoke, their role, the number and the time. The paper is chased"
        " after the exit.",
        _DG,
        _CM,
        _RO,
        overrides=False,
    ),
    "G03": _way("Ring the court's night line and enter what it answers about each case.", _DG, _CM),
    "G04": _way(
        "Call in a case administrator from the rota, who has the paper sent and adds it.", _DG
    ),
    "G05": _way("Call in a head of OMU from the rota, who rings the court back.", _DG),
    "G06": _way("Call in a case administrator from the rota, who reads what came.", _DG),
    "G07": _way("Call in a case administrator from the rota, who compares both papers.", _DG),
    "G08": _way("Call in two who may calculate, from the rota.", _DG),
    "G09": _way("Change the plan to the lawful day; late is no reason to hold.", _DG, _CM),
    "G10": _way("Read the registers of the prison and enter what they hold.", _DG, _CM, _RO),
    "G11": _way("Call in a head of OMU from the rota, who looks at the indictment.", _DG),
    "G12": _way("Ring the recall section's night line and enter its answer.", _DG, _CM, _RO),
    "G13": _way("Ring the Home Office's duty office for its document.", _DG, _CM, _RO),
    "G14": _way("Have the police search for warrants and enter the answer.", _DG, _CM, _RO),
    "G15": _way("Ask the police control room; the duty governor decides on a finding.", _DG, _CM),
    "G16": _way("Ask the nurse on duty and enter the status.", _DG, _CM, _RO),
    "G20": _way("Read the licence out; a refusal to sign is witnessed and stops nobody.", _DG, _RO),
    "G21": _way("Ring the name on the order and enter how each condition is met.", _DG, _CM, _RO),
    "G22": _way("Ring probation's duty officer; the duty governor decides without one.", _DG, _CM),
    "G23": _way("Ring the police control room and enter who took it.", _DG, _CM, _RO),
    "G24": _way("Ring the liaison officer on call; the duty governor decides without one.", _DG),
    "G30": _way("Change what does not fit: the plan, the payment, the transport.", _DG, _CM, _RO),
    "G31": _way(
        "Two officers on duty compare face and number and ask the questions.",
        _DG,
        _CM,
        _RO,
        _GO,
        overrides=False,
    ),
    "G32": _way(
        "The custodial manager authorises, the duty governor confirms.", _CM, _DG, overrides=False
    ),
    "G33": _way("The duty governor comes to reception and enters the escort.", _DG),
    "G34": _way("Ring back on a number known before, and enter whom you reached.", _DG, _CM, _RO),
    "G35": _way("Note the camera's recording; it may follow, and stops nobody.", _RO, _GO, _DG),
    "G36": _way(
        "Reception runs the final check; if something is new, both sign again.",
        _RO,
        _GO,
        _CM,
        _DG,
        overrides=False,
    ),
}
"""Check by check. A test walks it: each has a way, and somebody on duty may take it."""

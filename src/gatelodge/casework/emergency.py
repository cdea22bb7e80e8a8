"""To hospital at once: the officer in charge orders it, and what could not wait is made good after.

One act enters the order and the exit. Two people are needed: the officer in charge, and another who
holds face and number against the record. Nothing else is asked before; each duty then stays open
until somebody does it.
"""

from datetime import datetime

from gatelodge.casework.authorities import PAPERS
from gatelodge.casework.exits import must_have, own_word
from gatelodge.casework.gate_desk import cancellation
from gatelodge.casework.office import Actor, ActRefused, Office, change
from gatelodge.record import CustodyRecord, Draft, Entry, duties_after
from gatelodge.record.facts import (
    EmergencyDuty,
    EmergencyDutyDone,
    EmergencyEscortOrdered,
    ExitRecorded,
    ExitType,
    Role,
)

IN_CHARGE = (Role.DUTY_GOVERNOR, Role.CUSTODIAL_MANAGER)
"""Who may order it: whoever is in charge, at any hour (our decision)."""


def order_emergency_escort(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    order: EmergencyEscortOrdered,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter the order and that the person left for hospital now. A live pass dies.

    A frozen record does not stop it: life goes first, and the freeze stands. Raises `ActRefused`
    for somebody who is out already, without hospital, escort or a second officer.
    """
    _must_be_whole(actor, order)

    def decide(record: CustodyRecord, at: datetime) -> tuple[Draft, ...]:
        must_have(actor, IN_CHARGE, record, "order an emergency escort")
        if not record.is_in_custody or record.out is not None:
            raise ActRefused("The person is not here.", code="NOT_IN_CUSTODY")
        left = ExitRecorded(
            exit_type=ExitType.EMERGENCY_HOSPITAL, exited_at=at, pass_id=None, place=order.hospital
        )
        drafts = (
            own_word(actor, order, "emergency escort"),
            own_word(actor, left, "emergency escort"),
        )
        release = record.release
        if release is None or release.issued is None or not release.is_open:
            return drafts
        why = "the person left for hospital in an emergency"
        return (cancellation(actor, release.issued.fact.pass_id, why), *drafts)

    return change(office, record_id, decide, command=command)


def do_duty(
    office: Office,
    actor: Actor,
    record_id: str,
    *,
    order: int,
    duty: EmergencyDuty,
    how: str,
    command: str | None = None,
) -> tuple[Entry, ...]:
    """Enter that a duty left open by an emergency was done, and how.

    Who ordered the escort does not look at it afterwards. Raises `ActRefused` for a duty that is
    not open.
    """
    if not how.strip():
        raise ActRefused("Say how it was done, and when.", code="EMPTY", field="how")

    def decide(record: CustodyRecord, _at: datetime) -> tuple[Draft, ...]:
        must_have(actor, PAPERS, record, "make good what an emergency left open")
        if not any(each.seq == order and each.duty is duty for each in duties_after(record)):
            raise ActRefused("That is not open, or was done already.", code="ALREADY")
        ordered = next(each for each in record.emergencies if each.seq == order)
        if duty is EmergencyDuty.LOOKED_AT and ordered.by == actor.account:
            raise ActRefused(
                "You ordered this escort. Another person must look at it.", code="SAME_PERSON"
            )
        done = EmergencyDutyDone(order=order, duty=duty, how=how)
        return (own_word(actor, done, "duty after an emergency"),)

    return change(office, record_id, decide, command=command)


def _must_be_whole(actor: Actor, order: EmergencyEscortOrdered) -> None:
    for field, words in (
        ("hospital", "Enter which hospital."),
        ("escort", "Enter the escort's names."),
        ("identified_by", "Enter which other officer held face and number against the record."),
    ):
        if not getattr(order, field).strip():
            raise ActRefused(words, code="EMPTY", field=field)
    if _plain(order.identified_by) == _plain(actor.name):
        raise ActRefused(
            "Another officer than you must say who the person is.",
            code="SAME_PERSON",
            field="identified_by",
        )


def _plain(name: str) -> list[str]:
    return sorted(name.replace(",", " ").casefold().split())

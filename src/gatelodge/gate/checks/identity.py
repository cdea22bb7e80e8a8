"""Who the person is: one record for one person, and the right person at the exit (G01, G31)."""

from datetime import date, timedelta
from typing import Final

from gatelodge.gate.check import (
    Circumstances,
    Ruling,
    Step,
    check,
    failed,
    not_done_yet,
    passed,
    unknown,
)
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import DESK, OMU, Footing, Rule
from gatelodge.record import (
    CustodyRecord,
    Entry,
    PersonKnown,
    Stated,
    day_in_london,
    spoken_day,
)
from gatelodge.record.facts import (
    AliasRecorded,
    Detail,
    DifferentPeopleFound,
    ExitType,
    HeldBy,
    IdentifierRecorded,
    IdentityConfirmed,
    IdentityMethod,
    IdentityRecorded,
    PhotographTaken,
    SamePersonHeld,
)

CELL_CARD: Final = frozenset({Detail.BORN_ON})
"""What anybody can read on the card at the cell door, so that nothing of it proves who somebody is
(needs N31; which details a card has is our decision)."""

PHOTO_GOOD_FOR: Final = timedelta(days=730)
"""How old a photo may be to compare a face with (our decision)."""

_OFFICERS = 2
_BEFORE_THE_DAY = frozenset({Step.AUTHORISE, Step.CONFIRM})
_WHO = (IdentityRecorded, AliasRecorded, IdentifierRecorded)


@check(
    "G01",
    "Is this the person's only record, and is the record of one person alone?",
    what_to_do=(
        "Open the pair of records and compare them. Decide with a reason whether they are of one"
        " person or of two."
    ),
    source="Release-gate table, G01",
    fresh_for=timedelta(days=14),
    rule=Rule(
        accepts=(
            "A person's decision with a reason, one person or two, on each record that shares a"
            " number, or name and birth date."
        ),
        by=OMU,
        words=(
            "Nobody is let out on one record while another that may be theirs is undecided; a"
            " decision counts for 14 days."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "Two records named PELL share a birth date. Nobody has said whether they are one"
            " man: the exit stops."
        ),
    ),
)
def one_person_one_record(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Whoever shares a number, or name and birth date, was held to be one or two by a person.

    What the matcher alone links waits for a person too. A name, alias or number that came since
    reopens what was decided.
    """
    if record.identity is None:
        return unknown(Reason.WHO_NOT_RECORDED)
    if circumstances.alike is None:
        return unknown(Reason.NOT_COMPARED, record.identity)
    decided = _decisions(record)
    open_ones = [each for each in circumstances.alike if each.record not in decided]
    linked = [each for each in record.same_person if each not in decided]
    if open_ones or linked:
        count = len({*(each.record for each in open_ones), *linked})
        return unknown(
            Reason.MAY_BE_ANOTHER_RECORD,
            record.identity,
            numbers=", ".join(_spoken(each) for each in open_ones) or f"{count} linked",
        )
    about = {*(each.record for each in circumstances.alike), *record.same_person}
    evidence = (decided[each] for each in sorted(about))
    return passed(Reason.ONE_RECORD, record.identity, *evidence, evidence_of=circumstances.at)


@check(
    "G31",
    "Is it the right person, by two officers or a device?",
    what_to_do=(
        "Compare face, name and number, and ask two questions that the cell card does not answer."
        " Two officers do so, each for themselves. Nobody can override this."
    ),
    source="Release-gate table, G31; table of needs, N31",
    cases=("F",),
    rule=Rule(
        accepts=(
            "Two officers, each on face, name, number, birth date and two questions; or a"
            " device's result."
        ),
        by=DESK,
        words=(
            "On the day, two officers say each for themselves that this is the person on the"
            " record."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "Two brothers share a cell. The photo fits both: the questions that the cell card"
            " does not answer tell them apart."
        ),
    ),
)
def identity_is_confirmed(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """On the day of the exit, after every doubt and every change of who the person is.

    In an emergency another officer than the one in charge holds face and number against the record.
    """
    if circumstances.planned.exit_type is ExitType.EMERGENCY_HOSPITAL:
        return _by_sight(record, circumstances)
    doubt = record.identity_doubted
    newest_change = max(
        (each.seq for each in record.entries if isinstance(each.fact, _WHO)), default=0
    )
    since = max(newest_change, doubt.entry.seq if doubt else 0)
    confirmed = [
        each
        for each in record.identity_confirmed
        if each.entry.seq > since
        and day_in_london(each.recorded_at) == circumstances.planned.on
        and each.recorded_at <= circumstances.at
    ]
    if _is_enough(confirmed):
        return passed(Reason.IDENTITY_CONFIRMED, *confirmed)
    if doubt is not None:
        return failed(Reason.IDENTITY_IN_DOUBT, doubt, found=doubt.fact.found)
    if circumstances.step in _BEFORE_THE_DAY:
        return not_done_yet("who the person is, at reception on the day")
    if confirmed:
        return unknown(Reason.IDENTITY_BY_ONE, *confirmed)
    return unknown(Reason.IDENTITY_NOT_CONFIRMED)


def _by_sight(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    orders = [each for each in record.emergencies if each.true_from <= circumstances.at]
    if not orders:
        return unknown(Reason.IDENTITY_NOT_CONFIRMED)
    officer = orders[-1].fact.identified_by
    return passed(Reason.IDENTITY_BY_SIGHT, orders[-1], officer=officer, by=orders[-1].by)


def photo_stands_until(photograph: PhotographTaken) -> date | None:
    """The last day on which a face may be compared with a photo; none = it is not in colour."""
    return photograph.taken_on + PHOTO_GOOD_FOR if photograph.is_colour else None


def _is_enough(confirmed: list[Stated[IdentityConfirmed]]) -> bool:
    """A device's result, or two officers, each for themselves."""
    if any(each.fact.method is IdentityMethod.BIOMETRIC for each in confirmed):
        return True
    return len({each.by for each in confirmed}) >= _OFFICERS


def _decisions(record: CustodyRecord) -> dict[str, Entry]:
    """The person's decision about each other record that nothing new about who they are follows."""
    decided: dict[str, Entry] = {}
    for entry in record.entries:
        match entry.fact:
            case SamePersonHeld(other_record=other, held_by=HeldBy.PERSON):
                decided[other] = entry
            case DifferentPeopleFound(other_record=other):
                decided[other] = entry
            case IdentityRecorded() | AliasRecorded() | IdentifierRecorded():
                decided.clear()
    return decided


def _spoken(person: PersonKnown) -> str:
    name = person.names[0] if person.names else None
    who = f"{name.surname.upper()}, {name.forenames}".rstrip(", ") if name else "no name"
    born = f", born {spoken_day(name.born_on)}" if name and name.born_on else ""
    return f"{who}, {person.prison_number}{born}"

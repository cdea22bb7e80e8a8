"""Whether the exit is the one that the authority allows (G30), one function a type of exit."""

from collections.abc import Callable
from typing import Any

from gatelodge.gate.check import Circumstances, Ruling, check, failed, passed, unknown
from gatelodge.gate.checks.authorities import name_of
from gatelodge.gate.prepared import why_prepared_otherwise
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import OMU, Footing, Rule
from gatelodge.record import (
    Authority,
    AuthorityKind,
    CustodyRecord,
    SourceKind,
    Stated,
    day_in_london,
    open_items,
    spoken_day,
)
from gatelodge.record.facts import Answer, EarlyScheme, ExitType, HearingListed
from gatelodge.sentencing import ReleaseDateType

_STOPS_A_RELEASE = frozenset({AuthorityKind.REMAND, AuthorityKind.RECALL, AuthorityKind.OTHER})
_ON_LICENCE = frozenset({AuthorityKind.SENTENCE, AuthorityKind.RECALL})

Needs = Callable[[CustodyRecord, Circumstances], Ruling]


@check(
    "G30",
    "Is this the exit that the authority allows?",
    what_to_do=(
        "Compare the plan, payment, licence, property, transport and lists with the authority. If"
        " one does not fit, stop and ring the OMU."
    ),
    source="Release-gate table, G30; table of needs, N33; our decision",
    cases=("A",),
    rule=Rule(
        accepts=(
            "The authority, the plan, and what was made ready: payment, licence, property,"
            " transport, lists."
        ),
        by=OMU,
        words=(
            "The exit follows from the authority; what was made ready for another exit is a"
            " contradiction, and stops it."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example=(
            "An escort to a removal centre is planned, and a subsistence payment for the"
            " community is ready: ring the OMU."
        ),
    ),
)
def exit_equals_the_authority(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """The type of exit follows from what holds the person, never from a choice at reception.

    Each type has its own needed authority. What is made ready for another type of exit (payment,
    licence, property, transport, list) is a contradiction, and stops it too. With an escort, a
    paper that is not here is not known; without one, it is known that nothing lets the person out.
    """
    ruling = _NEEDED[circumstances.planned.exit_type](record, circumstances)
    if ruling.answer is not Answer.PASSED:
        return ruling
    return _contradiction(record, circumstances) or ruling


def _release(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Nothing but sentences may hold: their day is asked elsewhere (G02, G09)."""
    exit_type = circumstances.planned.exit_type
    in_force = _in_force(record, circumstances)
    stops = [each for each in in_force if each.kind in _STOPS_A_RELEASE]
    if stops:
        return _another(stops, exit_type, "still held under")
    detains = [each for each in in_force if each.kind is AuthorityKind.IMMIGRATION]
    if detains and not exit_type.is_escorted:
        return _another(detains, exit_type, "only with the immigration escort, under")
    return _fits(record, exit_type)


def _home_detention_curfew(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A decision of that scheme from its paper, and the date that it opens has come."""
    ruling = _release(record, circumstances)
    if ruling.answer is not Answer.PASSED:
        return ruling
    exit_type = circumstances.planned.exit_type
    decided = [
        each
        for each in record.early_decisions
        if each.fact.scheme is EarlyScheme.HDC
        and each.entry.envelope.source.kind is SourceKind.DOCUMENT
    ]
    if not decided:
        return failed(Reason.NOTHING_LETS_OUT, what="a decision on home detention curfew")
    opens_on = [
        each.on
        for each in (record.calculation.fact.dates if record.calculation else ())
        if each.date_type == ReleaseDateType.HDCED
    ]
    if not opens_on:
        return failed(Reason.NOTHING_LETS_OUT, decided[-1], what="a date for it (HDCED)")
    first = max(*opens_on, decided[-1].fact.release_on)
    if circumstances.planned.on < first:
        return failed(
            Reason.PAPER_FOR_ANOTHER_DAY,
            decided[-1],
            days=f"{spoken_day(first)} at the earliest",
            day=spoken_day(circumstances.planned.on),
        )
    return passed(Reason.EXIT_MATCHES, decided[-1], exit_type=exit_type.value)


def _immigration_escort(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    ruling = _release(record, circumstances)
    in_force = _in_force(record, circumstances)
    if ruling.answer is not Answer.PASSED:
        return ruling
    if not any(each.kind is AuthorityKind.IMMIGRATION for each in in_force):
        began = [each.ended or each.began for each in record.authorities]
        return failed(
            Reason.EXIT_IS_ANOTHER,
            *began,
            exit_type=ExitType.IMMIGRATION_ESCORT.value,
            why="no IS91 is in force",
        )
    return ruling


def _removal(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A deportation order, or a decision on early removal from its paper."""
    ruling = _release(record, circumstances)
    if ruling.answer is not Answer.PASSED:
        return ruling
    decided = removal_decisions(record)
    if not decided:
        return failed(Reason.REMOVAL_NOT_DECIDED)
    return passed(Reason.EXIT_MATCHES, *decided, exit_type=ExitType.REMOVAL.value)


def removal_decisions(record: CustodyRecord) -> tuple[Stated[Any], ...]:
    """What takes somebody out of the country: a deportation order, or early removal decided."""
    early = [
        each
        for each in record.early_decisions
        if each.fact.scheme is EarlyScheme.EARLY_REMOVAL
        and each.entry.envelope.source.kind is SourceKind.DOCUMENT
    ]
    return (*record.deportation, *early)


def _to_court(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A hearing in person, listed for that day at that court."""
    day = spoken_day(circumstances.planned.on)
    of_the_day = [h for h in _as_listed_last(record) if h.fact.on == circumstances.planned.on]
    listed = [each for each in of_the_day if not each.fact.by_video]
    if not listed:
        reason = Reason.HEARING_BY_VIDEO if of_the_day else Reason.HEARING_NOT_LISTED
        return failed(reason, *of_the_day, day=day)
    courts = [each.fact.court for each in listed]
    contradiction = _wrong_place(record, circumstances, courts, "the hearing is at", listed[0])
    return contradiction or _goes_along(record, circumstances, *listed)


def _to_police(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A production order that was lodged, for that day and place."""
    on = circumstances.planned.on
    if not record.productions:
        return unknown(Reason.NOTHING_LETS_OUT, what="a production order to the police")
    covering = [
        each for each in record.productions if each.fact.first_on <= on <= each.fact.last_on
    ]
    if not covering:
        last = record.productions[-1]
        days = f"{spoken_day(last.fact.first_on)} to {spoken_day(last.fact.last_on)}"
        return failed(Reason.PAPER_FOR_ANOTHER_DAY, last, days=days, day=spoken_day(on))
    places = [each.fact.place for each in covering]
    contradiction = _wrong_place(record, circumstances, places, "the order names", covering[-1])
    return contradiction or _goes_along(record, circumstances, *covering)


def _to_hospital(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A medical escort decision or a transfer direction for that day and hospital."""
    on = circumstances.planned.on
    if not record.hospital_stays:
        return unknown(
            Reason.NOTHING_LETS_OUT, what="a medical escort decision or a transfer direction"
        )
    covering = [
        each
        for each in record.hospital_stays
        if each.fact.first_on <= on and (each.fact.last_on is None or on <= each.fact.last_on)
    ]
    if not covering:
        last = record.hospital_stays[-1]
        days = f"{spoken_day(last.fact.first_on)} on"
        if last.fact.last_on is not None:
            days = f"{spoken_day(last.fact.first_on)} to {spoken_day(last.fact.last_on)}"
        return failed(Reason.PAPER_FOR_ANOTHER_DAY, last, days=days, day=spoken_day(on))
    places = [each.fact.hospital for each in covering]
    contradiction = _wrong_place(record, circumstances, places, "the decision names", covering[-1])
    return contradiction or _goes_along(record, circumstances, *covering)


def _in_emergency(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """The officer in charge ordered it on that day, and named the escort."""
    orders = [
        each
        for each in record.emergencies
        if day_in_london(each.recorded_at) == circumstances.planned.on
        and each.true_from <= circumstances.at
    ]
    if not orders:
        return unknown(Reason.NOTHING_LETS_OUT, what="an order of the officer in charge")
    fact = orders[-1].fact
    return passed(Reason.IN_EMERGENCY, orders[-1], hospital=fact.hospital, escort=fact.escort)


def _to_prison(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """The receiving prison took over everything that was open when it was asked."""
    plan = record.plan
    is_planned = plan is not None and plan.fact.exit_type is ExitType.TRANSFER
    prison = plan.fact.to_prison if plan is not None and is_planned else ""
    named = (plan.fact.destination if plan is not None and is_planned else "") or prison
    accepted = [each for each in record.hand_overs if prison in ("", each.fact.prison)]
    if not accepted:
        evidence = [plan] if plan is not None else []
        return unknown(
            Reason.HAND_OVER_NOT_ACCEPTED, *evidence, prison=named or "The receiving prison"
        )
    taken = accepted[-1]
    left = [
        each.words
        for each in open_items(record, circumstances.at)
        if each.name not in taken.fact.items
    ]
    if left:
        return unknown(
            Reason.HAND_OVER_OPEN, taken, prison=named or taken.fact.prison, items="; ".join(left)
        )
    return _goes_along(record, circumstances, taken)


def _on_temporary_licence(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A signed licence for that day that says when to be back, of somebody who serves a sentence.

    Who is also remanded, or detained under the Immigration Acts, is not let out on it.
    """
    on = circumstances.planned.on
    exit_type = ExitType.TEMPORARY_RELEASE
    others = [each for each in _in_force(record, circumstances) if each.kind not in _ON_LICENCE]
    if others:
        return _another(others, exit_type, "also held under")
    if not record.temporary_licences:
        return failed(Reason.NOTHING_LETS_OUT, what="a temporary release licence")
    covering = [each for each in record.temporary_licences if each.fact.leaves_on == on]
    if not covering:
        last = record.temporary_licences[-1]
        days = spoken_day(last.fact.leaves_on)
        return failed(Reason.PAPER_FOR_ANOTHER_DAY, last, days=days, day=spoken_day(on))
    return _goes_along(record, circumstances, covering[-1])


_NEEDED: dict[ExitType, Needs] = {
    ExitType.COMMUNITY: _release,
    ExitType.HOME_DETENTION_CURFEW: _home_detention_curfew,
    ExitType.IMMIGRATION_ESCORT: _immigration_escort,
    ExitType.REMOVAL: _removal,
    ExitType.COURT_PRODUCTION: _to_court,
    ExitType.POLICE_PRODUCTION: _to_police,
    ExitType.HOSPITAL: _to_hospital,
    ExitType.EMERGENCY_HOSPITAL: _in_emergency,
    ExitType.TRANSFER: _to_prison,
    ExitType.TEMPORARY_RELEASE: _on_temporary_licence,
}
"""The authority that each type of exit needs."""


def _in_force(record: CustodyRecord, circumstances: Circumstances) -> list[Authority]:
    records = (record, *circumstances.same_person)
    return [each for own in records for each in own.authorities_in_force]


def _fits(record: CustodyRecord, exit_type: ExitType) -> Ruling:
    rests_on = [each.ended or each.began for each in record.authorities]
    return passed(Reason.EXIT_MATCHES, *rests_on, exit_type=exit_type.value)


def _goes_along(
    record: CustodyRecord, circumstances: Circumstances, *rests_on: Stated[Any]
) -> Ruling:
    """Nothing ends, so something must hold the person and go along."""
    exit_type = circumstances.planned.exit_type.value
    in_force = record.authorities_in_force
    if not in_force:
        return failed(
            Reason.EXIT_IS_ANOTHER, exit_type=exit_type, why="no authority to hold is in force"
        )
    began = [each.began for each in in_force]
    return passed(Reason.EXIT_MATCHES, *rests_on, *began, exit_type=exit_type)


def _as_listed_last(record: CustodyRecord) -> tuple[Stated[HearingListed], ...]:
    """Each hearing of a case as it was listed last: one that was moved is not held on its old day.

    Listings without the court's number of the hearing cannot be told apart, so each of them stands.
    """
    last: dict[object, Stated[HearingListed]] = {}
    for each in sorted(record.hearings, key=lambda listed: listed.entry.seq):
        fact = each.fact
        last[(fact.hearing, fact.case_urn) if fact.hearing else each.seq] = each
    return tuple(last.values())


def _wrong_place(
    record: CustodyRecord,
    circumstances: Circumstances,
    places: list[str],
    says: str,
    authority: Stated[Any],
) -> Ruling | None:
    """Rule against a plan that leads elsewhere than its authority; an empty one leads nowhere."""
    plan = record.plan
    if plan is None or plan.fact.exit_type is not circumstances.planned.exit_type:
        return None
    known = {" ".join(each.split()).casefold() for each in places}
    planned = " ".join(plan.fact.destination.split())
    if not planned or planned.casefold() in known:
        return None
    why = f"it names {planned}, {says} {places[-1]}"
    return failed(Reason.EXIT_CONTRADICTED, plan, authority, why=why)


def _another(holding: list[Authority], exit_type: ExitType, why: str) -> Ruling:
    evidence: list[Stated[Any]] = [each.began for each in holding]
    names = "; ".join(name_of(each) for each in holding)
    return failed(
        Reason.EXIT_IS_ANOTHER, *evidence, exit_type=exit_type.value, why=f"{why} {names}"
    )


def _contradiction(record: CustodyRecord, circumstances: Circumstances) -> Ruling | None:
    """What fits another exit was the only sign in case A: an escort, a payment, a list."""
    exit_type = circumstances.planned.exit_type
    prepared = why_prepared_otherwise(record, circumstances.planned)
    if prepared is not None:
        note, why = prepared
        return failed(Reason.EXIT_CONTRADICTED, note, why=why)
    plan = record.plan
    if plan is None or plan.fact.exit_type is not exit_type:
        return None
    escort = plan.fact.escort.strip()
    if escort and exit_type in (ExitType.COMMUNITY, ExitType.HOME_DETENTION_CURFEW):
        why = f"an escort ({escort}) is booked for an exit that nobody is escorted on"
        return failed(Reason.EXIT_CONTRADICTED, plan, why=why)
    if not escort and exit_type.is_escorted:
        return unknown(Reason.ESCORT_NOT_NAMED, plan)
    return None

"""The exit itself: its type, the people, and that nothing is new (G30, G32, G36)."""

from datetime import timedelta
from typing import Any

from gatelodge.gate.assess import spoken_limit
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
from gatelodge.gate.checks.authorities import name_of
from gatelodge.gate.exit_types import EXIT_TYPES, Act
from gatelodge.gate.hazards import by_hand_before, decided_dates, departs, opens_earlier
from gatelodge.gate.reasons import Reason
from gatelodge.record import (
    Authority,
    AuthorityKind,
    CustodyRecord,
    Release,
    Stated,
    doubt_title,
    spoken_day,
    spoken_moment,
)
from gatelodge.record.facts import ExitType, HearingListed

FINAL_CHECK = "G36 final check"
"""Name of the limit that policy may shorten."""
FINAL_CHECK_DEFAULT = timedelta(minutes=10)
"""How long a final check is good for (dossier, G36)."""

_STOPS_A_RELEASE = frozenset({AuthorityKind.REMAND, AuthorityKind.RECALL, AuthorityKind.OTHER})


@check(
    "G30",
    "Is this the exit that the authority allows?",
    what_to_do=(
        "Compare the plan, payment, licence, transport and lists with the authority. If one does"
        " not fit, stop and ring the OMU."
    ),
    source="Release-gate table, G30; table of needs, N33; our decision",
    cases=("A",),
)
def exit_equals_the_authority(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """The type of exit follows from what holds the person, never from a choice at reception."""
    planned = circumstances.planned
    exit_type = planned.exit_type
    records = (record, *circumstances.same_person)
    in_force = [each for own in records for each in own.authorities_in_force]
    stops = [each for each in in_force if each.kind in _STOPS_A_RELEASE]
    detains = [each for each in in_force if each.kind is AuthorityKind.IMMIGRATION]
    if exit_type is ExitType.COURT_PRODUCTION:
        return _to_court(record, circumstances)
    if stops:
        return _another(stops, exit_type, "still held under")
    if exit_type is ExitType.COMMUNITY and detains:
        return _another(detains, exit_type, "only with the immigration escort, under")
    if exit_type is ExitType.IMMIGRATION_ESCORT and not detains:
        began = [each.ended or each.began for each in record.authorities]
        return failed(
            Reason.EXIT_IS_ANOTHER, *began, exit_type=exit_type.value, why="no IS91 is in force"
        )
    contradiction = _contradiction(record, exit_type)
    if contradiction is not None:
        return contradiction
    rests_on = [each.ended or each.began for each in record.authorities]
    return passed(Reason.EXIT_MATCHES, *rests_on, exit_type=exit_type.value)


@check(
    "G32",
    "Did two people who made no calculation authorise it?",
    what_to_do="Ask those who are on duty. Nobody can override this.",
    source="Release-gate table, G32; our decision",
)
def two_people_authorised(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Authoriser and duty governor are two people, and neither of them calculated or checked."""
    acting = circumstances.acting
    if circumstances.step is Step.AUTHORISE:
        twice = _twice(record, circumstances, {"authorisation": acting})
        return twice or not_done_yet("the authorisation")
    release = current_release(record, circumstances)
    if release is None:
        return not_done_yet("the authorisation")
    confirmed_by = release.confirmed.by if release.confirmed else None
    if circumstances.step is Step.CONFIRM:
        confirmed_by = acting or confirmed_by
    acts = {"authorisation": release.authorised.by, "confirmation": confirmed_by}
    twice = _twice(record, circumstances, acts)
    if twice is not None:
        return twice
    if confirmed_by is None:
        return not_done_yet("the duty governor's confirmation")
    confirmed = (release.confirmed,) if release.confirmed else ()
    return passed(Reason.TWO_PEOPLE, release.authorised, *confirmed)


@check(
    "G36",
    "Is nothing new since it was authorised?",
    what_to_do=(
        "Run the final check; it is good for 10 minutes. If something is new, authoriser and duty"
        " governor both renew after all checks."
    ),
    source="Release-gate table, G36; table of needs, section 6; our decision",
    cases=("C",),
)
def nothing_is_new(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """No new event since the authorisation, by what was recorded until then, and a final check.

    The acts of this release, and our own decisions and alarms, are no new event. Whoever acts now
    makes the final check; whoever only looks is told whether it was made.
    """
    is_authorised = circumstances.step is not Step.AUTHORISE
    release = current_release(record, circumstances) if is_authorised else None
    if release is None:
        return not_done_yet("the authorisation")
    newer = [
        each
        for each in record.new_events_after(release.authorised.entry.seq, release=release.seq)
        if each.envelope.recorded_at <= circumstances.at
    ]
    if newer:
        what = ", ".join(dict.fromkeys(each.envelope.kind.replace("_", " ") for each in newer))
        return failed(Reason.NEW_SINCE, release.authorised, what=what)
    if circumstances.step is Step.FINAL and circumstances.acting is not None:
        when = spoken_moment(circumstances.at)
        return passed(Reason.NOTHING_NEW, release.authorised, when=when)
    final = release.final_check
    if final is None:
        return not_done_yet("the final check, in the last 10 minutes")
    limit = circumstances.at_most(FINAL_CHECK, FINAL_CHECK_DEFAULT)
    when = spoken_moment(final.recorded_at)
    if circumstances.at - final.recorded_at > limit:
        return unknown(Reason.FINAL_CHECK_OLD, final, when=when, limit=spoken_limit(limit))
    return passed(Reason.NOTHING_NEW, release.authorised, final, when=when)


def current_release(record: CustodyRecord, circumstances: Circumstances) -> Release | None:
    """The authorised release that this exit would use at this moment, if there is one.

    It is for this type and day, its pass was not cancelled by then, and nobody left on it earlier.
    """
    release = record.release
    if release is None:
        return None
    assessed = release.authorised.fact.assessed
    planned = circumstances.planned
    if (assessed.exit_type, assessed.on) != (planned.exit_type, planned.on):
        return None
    cancelled = release.cancelled
    if cancelled is not None and cancelled.recorded_at <= circumstances.at:
        return None
    if release.exit is not None and release.exit.fact.exited_at < circumstances.at:
        return None
    return release


def _twice(
    record: CustodyRecord, circumstances: Circumstances, acts: dict[str, str | None]
) -> Ruling | None:
    """Rule against a person who did two of the acts that must be kept apart."""
    if Act.CALCULATE in EXIT_TYPES[circumstances.planned.exit_type].acts and record.sentences:
        calculation, check_made = record.calculation, record.check
        acts = {
            "first calculation": calculation.by if calculation else None,
            "second check": check_made.by if check_made else None,
            **_earlier_day_decided(record),
            **acts,
        }
    by_person: dict[str, list[str]] = {}
    for act, account in acts.items():
        if account is not None:
            by_person.setdefault(account, []).append(act)
    for done in by_person.values():
        if len(done) > 1:
            evidence = [record.release.authorised] if record.release else []
            return failed(Reason.SAME_PERSON_TWICE, *evidence, acts=" and ".join(done))
    return None


def _earlier_day_decided(record: CustodyRecord) -> dict[str, str]:
    """Who decided a doubt about the law for a day before the one that two people reached.

    They do not let the person out on it as well (our decision).
    """
    calculation = record.calculation
    if calculation is None:
        return {}
    after = decided_dates(record, calculation)
    if not opens_earlier(after.calculation.fact.dates, calculation.fact.dates):
        return {}
    against = [each for each in after.decisions if departs(each.fact)]
    first = [each for last in against if (each := by_hand_before(record, last)) is not None]
    named = {
        f"decision on {doubt_title(each.fact.hazard)} ({each.fact.hazard.code})": each.by
        for each in against
    }
    return named | {
        f"first decision by hand on {doubt_title(each.fact.hazard)} ({each.fact.hazard.code})": (
            each.by
        )
        for each in first
    }


def _to_court(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """A production needs something that holds the person, and a hearing listed for that day."""
    in_force = record.authorities_in_force
    exit_type = ExitType.COURT_PRODUCTION.value
    if not in_force:
        return failed(
            Reason.EXIT_IS_ANOTHER, exit_type=exit_type, why="no authority to hold is in force"
        )
    day = spoken_day(circumstances.planned.on)
    of_the_day = [h for h in _as_listed_last(record) if h.fact.on == circumstances.planned.on]
    listed = [each for each in of_the_day if not each.fact.by_video]
    if not listed:
        reason = Reason.HEARING_BY_VIDEO if of_the_day else Reason.HEARING_NOT_LISTED
        return failed(reason, *of_the_day, day=day)
    contradiction = _wrong_court(record, listed)
    if contradiction is not None:
        return contradiction
    began = [each.began for each in in_force]
    return passed(Reason.EXIT_MATCHES, *listed, *began, exit_type=exit_type)


def _as_listed_last(record: CustodyRecord) -> tuple[Stated[HearingListed], ...]:
    """Each hearing of a case as it was listed last: one that was moved is not held on its old day.

    Listings without the court's number of the hearing cannot be told apart, so each of them stands.
    """
    last: dict[object, Stated[HearingListed]] = {}
    for each in sorted(record.hearings, key=lambda listed: listed.entry.seq):
        fact = each.fact
        last[(fact.hearing, fact.case_urn) if fact.hearing else each.seq] = each
    return tuple(last.values())


def _wrong_court(record: CustodyRecord, listed: list[Stated[HearingListed]]) -> Ruling | None:
    plan = record.plan
    if plan is None or not plan.fact.destination:
        return None
    courts = {each.fact.court.casefold().strip() for each in listed}
    if plan.fact.destination.casefold().strip() in courts:
        return None
    why = f"it names {plan.fact.destination}, the hearing is at {listed[0].fact.court}"
    return failed(Reason.EXIT_CONTRADICTED, plan, listed[0], why=why)


def _another(holding: list[Authority], exit_type: ExitType, why: str) -> Ruling:
    evidence: list[Stated[Any]] = [each.began for each in holding]
    names = "; ".join(name_of(each) for each in holding)
    return failed(
        Reason.EXIT_IS_ANOTHER, *evidence, exit_type=exit_type.value, why=f"{why} {names}"
    )


def _contradiction(record: CustodyRecord, exit_type: ExitType) -> Ruling | None:
    """A plan whose escort does not fit its exit was the only sign in case A."""
    plan = record.plan
    if plan is None or plan.fact.exit_type is not exit_type:
        return None
    if exit_type is ExitType.COMMUNITY and plan.fact.escort.strip():
        why = f"an escort ({plan.fact.escort}) is booked for an exit to the community"
        return failed(Reason.EXIT_CONTRADICTED, plan, why=why)
    if exit_type is ExitType.IMMIGRATION_ESCORT and not plan.fact.escort.strip():
        return unknown(Reason.ESCORT_NOT_NAMED, plan)
    return None

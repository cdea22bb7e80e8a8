"""The acts of an exit: who did them, and that nothing is new since (G32, G36)."""

from datetime import timedelta

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
from gatelodge.gate.exit_types import EXIT_TYPES, Act
from gatelodge.gate.hazards import by_hand_before, decided_dates, departs, opens_earlier
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import DESK, Footing, Rule
from gatelodge.record import CustodyRecord, Release, acts_on, doubt_title, spoken_moment
from gatelodge.record.facts import Role

FINAL_CHECK = "G36 final check"
"""Name of the limit that policy may shorten."""
FINAL_CHECK_DEFAULT = timedelta(minutes=10)
"""How long a final check is good for (dossier, G36)."""


@check(
    "G32",
    "Did two people who made no calculation authorise it?",
    what_to_do="Ask those who are on duty. Nobody can override this.",
    source="Release-gate table, G32; our decision",
    rule=Rule(
        accepts="The acts of an authoriser and of a duty governor, kept with their accounts.",
        by=(Role.HEAD_OF_OMU, Role.CUSTODIAL_MANAGER, Role.DUTY_GOVERNOR),
        words=(
            "Two people authorise, and neither of them calculated or checked the dates, in"
            " whatever role."
        ),
        where="",
        footing=Footing.OUR_DECISION,
        example="The head of OMU made the second calculation: a custodial manager authorises.",
    ),
)
def two_people_authorised(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Authoriser and duty governor are two people, and neither of them calculated or checked.

    Over the whole life of a release: also where the act was made again by others since, and
    whatever roles they hold by now.
    """
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
    rule=Rule(
        accepts="The final check itself, made by reception within the last 10 minutes.",
        by=DESK,
        words="Something new ends the signatures: all checks run again, and both sign again.",
        where="",
        footing=Footing.OUR_DECISION,
        example="A remand is lodged 20 minutes after the pass was printed: the pass is dead.",
    ),
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
    by_person: dict[str, set[str]] = {}
    for act, account in acts.items():
        if account is not None:
            by_person.setdefault(account, set()).add(act)
    if Act.CALCULATE in EXIT_TYPES[circumstances.planned.exit_type].acts and record.sentences:
        _add_earlier(by_person, record)
    for done in by_person.values():
        if len(done) > 1:
            evidence = [record.release.authorised] if record.release else []
            told = " and ".join(sorted(done))
            return failed(Reason.SAME_PERSON_TWICE, *evidence, acts=told)
    return None


def _add_earlier(by_person: dict[str, set[str]], record: CustodyRecord) -> None:
    """Add what those who act now did before in the life of this release."""
    calculation, check_made = record.calculation, record.check
    earlier = [(each.account, each.duty) for each in acts_on(record) if each.scope.endswith("exit")]
    earlier += [(by, act) for act, by in _earlier_day_decided(record).items()]
    if calculation is not None and check_made is not None and calculation.by == check_made.by:
        earlier += [(calculation.by, "first calculation"), (check_made.by, "second check")]
    for account, act in earlier:
        by_person.setdefault(account, set()).add(act)


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

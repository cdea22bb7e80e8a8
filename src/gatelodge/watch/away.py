"""Somebody who is away and should not be: not back from temporary release, let go by a court."""

from datetime import datetime

from gatelodge.gate import name_of
from gatelodge.record import CustodyRecord, Entry, day_in_london, fold, spoken_moment
from gatelodge.record.facts import AlarmCause, ExitType, ReleasedByCourt
from gatelodge.watch.alarms import AGAIN_AFTER, AlarmDue


def back_by(record: CustodyRecord) -> datetime | None:
    """When somebody out on temporary release is to be back; none = nobody is out on a licence.

    Somebody whose failure to return is on the record is waited for no longer: they are at large.
    """
    out = record.out
    if out is None or record.gone is not None:
        return None
    left = out.left.fact
    if left.exit_type is not ExitType.TEMPORARY_RELEASE:
        return None
    on = day_in_london(left.exited_at)
    of_the_day = [each for each in record.temporary_licences if each.fact.leaves_on == on]
    return of_the_day[-1].fact.returns_at if of_the_day else None


def not_back(record: CustodyRecord, at: datetime) -> tuple[AlarmDue, ...]:
    """Find the alarm of somebody whose licence has run out and whose return is not entered."""
    due, out = back_by(record), record.out
    if due is None or out is None or at <= due:
        return ()
    return (
        AlarmDue(
            cause=AlarmCause.NOT_BACK_IN_TIME,
            about=out.left.seq,
            words=(
                f"This person is out on temporary release and was to be back by "
                f"{spoken_moment(due)}. No return is entered. Enter the return, or enter the "
                "failure to return and tell the police."
            ),
            since=due,
            again_after=AGAIN_AFTER,
        ),
    )


def let_go_while_held(record: CustodyRecord, entries: tuple[Entry, ...]) -> tuple[AlarmDue, ...]:
    """Find the alarm of somebody whom a court let go although more held them at that moment.

    A court's release ends what that court says it ends, by an entry of its own, and nothing else
    (dossier, section 3, cause COURT_RELEASE). `entries` is the whole stream.
    """
    gone = record.gone
    if gone is None or not isinstance(gone.began.fact, ReleasedByCourt):
        return ()
    then = fold(record.record_id, entries, effective_at=gone.began_at)
    holding = then.authorities_in_force
    if not holding:
        return ()
    names = "; ".join(name_of(each) for each in holding)
    return (
        AlarmDue(
            cause=AlarmCause.SUSPECTED_RELEASE_IN_ERROR,
            about=gone.began.seq,
            words=(
                f"{gone.began.fact.court} let this person go on {spoken_moment(gone.began_at)}. "
                f"By this record more held them then: {names}. If the court ended it, enter the "
                "end with its paper. If not, start the response and tell the police."
            ),
            since=gone.began_at,
        ),
    )

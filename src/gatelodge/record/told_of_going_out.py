"""What the history says of ways out other than a release, and of custody that broke off."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gatelodge.record import facts as f
from gatelodge.record.london import spoken_day, spoken_moment


def _days(first: date, last: date | None) -> str:
    if last is None:
        return f"from {spoken_day(first)}"
    return spoken_day(first) if first == last else f"{spoken_day(first)} to {spoken_day(last)}"


def _number(count: int, one: str) -> str:
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def _prepared(fact: f.ExitPrepared) -> str:
    names = f", for an exit: {fact.exit_type}" if fact.exit_type else ""
    end = "" if fact.stands else " It was stopped or taken back."
    of = f", reference {fact.reference}" if fact.reference else ""
    return f"Made ready for {spoken_day(fact.on)}: {fact.what}{names}{of}.{end}"


def _accepted(fact: f.HandOverAccepted) -> str:
    return (
        f"{fact.prison} takes the person over with {_number(len(fact.items), 'open item')}; "
        f"{_number(len(fact.papers_seen), 'paper')} seen."
    )


GOING_OUT: Mapping[type[f.Fact], Callable[[Any], str]] = {
    f.ProductionOrdered: lambda x: (
        f"Production order to the police by {x.ordered_by}: {x.place}, "
        f"{_days(x.first_on, x.last_on)}, reference {x.reference}."
    ),
    f.HospitalStayAuthorised: lambda x: (
        f"Hospital, {x.basis}: {x.hospital}, {_days(x.first_on, x.last_on)}, signed by "
        f"{x.signed_by}."
    ),
    f.TemporaryReleaseLicensed: lambda x: (
        f"Temporary release licence for {spoken_day(x.leaves_on)}, to {x.place} ({x.purpose}); "
        f"back by {spoken_moment(x.returns_at)}; signed by {x.signed_by}."
    ),
    f.ExitPrepared: _prepared,
    f.HandOverAccepted: _accepted,
    f.PapersSeen: lambda x: f"{x.prison} has looked at {_number(len(x.papers), 'paper')} more.",
    f.EmergencyEscortOrdered: lambda x: (
        f"Sent to hospital at once: {x.hospital}, escort {x.escort}. {x.identified_by} held the "
        "face and the number against the record."
    ),
    f.EmergencyDutyDone: lambda x: (
        f"Made good after the emergency of entry {x.order}: {x.duty}. {x.how}."
    ),
    f.DeathRecorded: lambda x: (
        f"Died in custody, {spoken_moment(x.died_at)}, {x.place}. Told: {x.told}."
    ),
    f.WentAtLarge: lambda x: (
        f"Unlawfully at large since {spoken_moment(x.since)} ({x.how}), {x.place}. Police told: "
        f"{x.police_told}."
    ),
    f.ReleasedByCourt: lambda x: (
        f"Released by {x.court}, {spoken_moment(x.released_at)}, case {x.case_urn}. This ends no "
        "other authority to hold."
    ),
}
"""Kind by kind, for `record.told`."""

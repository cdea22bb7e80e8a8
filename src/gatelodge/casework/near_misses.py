"""Near misses: each stop by a check is counted with its cause, and without any name.

The count stands in a stream of its own, which names a prison, a day, a check and a step, and
nobody. The same check that stops the same person at the same step twice on one day counts once:
what is kept to tell them apart is a digest (table of needs, N26; our decision).
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec

from gatelodge.casework.office import REGISTER, WATCH, Office
from gatelodge.record import CustodyRecord, Draft, Write, day_in_london, ourselves
from gatelodge.record.facts import NearMissCounted

NEAR_MISSES: Final = REGISTER + "near-misses"
SECOND_CALCULATION: Final = "second calculation"
"""The step at which two calculations differ."""


class Counted(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """How often a check stopped something at a prison in a month, written 2026-09."""

    month: str
    prison: str
    check: str
    step: str
    times: int


def count_stops(
    office: Office,
    record: CustodyRecord,
    step: str,
    causes: Iterable[tuple[str, str]],
    *,
    at: datetime,
) -> None:
    """Count what stopped an act: pairs of check and reason code. Who was stopped is not entered."""
    on = day_in_london(at)
    for check, cause in causes:
        told = f"{record.record_id}:{on}:{check}:{step}".encode()
        fact = NearMissCounted(prison=record.prison, on=on, check=check, cause=cause, step=step)
        draft = Draft(
            fact=fact, by=WATCH.account, reason="stopped in time", source=ourselves("near miss")
        )
        office.ledger.append(
            [Write(stream=NEAR_MISSES, drafts=(draft,))],
            at=at,
            command=f"near-miss:{sha256(told).hexdigest()}",
        )


def counted(office: Office, prison: str | None = None) -> tuple[Counted, ...]:
    """Count the near misses by month, prison, check and step, newest month first; none = all."""
    times: dict[tuple[str, str, str, str], int] = {}
    for entry in office.ledger.stream(NEAR_MISSES):
        fact = entry.fact
        if isinstance(fact, NearMissCounted) and prison in (None, fact.prison):
            key = (f"{fact.on:%Y-%m}", fact.prison, fact.check, fact.step)
            times[key] = times.get(key, 0) + 1
    rows = [
        Counted(month=month, prison=at, check=check, step=step, times=number)
        for (month, at, check, step), number in sorted(times.items())
    ]
    return tuple(sorted(rows, key=lambda each: each.month, reverse=True))

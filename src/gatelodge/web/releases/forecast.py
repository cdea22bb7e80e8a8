"""What will be too old on the day: evidence of coming exits that must be asked for once more."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from gatelodge.casework.exits import assess_exit
from gatelodge.casework.office import CUSTODY, Office
from gatelodge.gate import MET, Step
from gatelodge.record import LONDON, fold
from gatelodge.store import projections
from gatelodge.web.damage import DAMAGE

DAYS_AHEAD: Final = 4
"""How far the board looks: on a Thursday past the weekend to Monday (our decision)."""
_BY: Final = time(12)
"""Evidence is to last until noon of the day, when most have left (our decision)."""
_AT_LEAST: Final = timedelta(hours=1)
"""Evidence that counts for less than this is made at the exit, not before."""
_NOBODY_IS_ASKED: Final = frozenset({"G08"})
"""Checks whose evidence is our own work: the dates are worked out anew two days before anyhow."""
_WORDS: Final = {
    "G03": ("court answer", "court answers"),
    "G10": ("register answer", "register answers"),
    "G12": ("recall answer", "recall answers"),
    "G13": ("Home Office answer", "Home Office answers"),
    "G14": ("warrant search", "warrant searches"),
    "G15": ("police check", "police checks"),
    "G16": ("health answer", "health answers"),
}
"""What the evidence of a check is called; of any other it is called by the check."""
_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


def too_old_ahead(
    office: Office, prison: str, first: date, last: date, at: datetime
) -> tuple[str, ...]:
    """One sentence a day of these on which somebody is to leave with evidence too old by then.

    It counts evidence that is good now. What is missing or too old already stands in the rows.
    """
    return tuple(words for _on, words in too_old_by_day(office, prison, first, last, at))


def too_old_by_day(
    office: Office, prison: str, first: date, last: date, at: datetime
) -> tuple[tuple[date, str], ...]:
    """The same sentences, each with its day."""
    lines = []
    counted: dict[date, Counter[str]] = {}
    for on, check in _ageing(office, prison, first, last, at):
        counted.setdefault(on, Counter())[check] += 1
    for on, checks in sorted(counted.items()):
        said = " and ".join(_spoken(check, number) for check, number in sorted(checks.items()))
        before = _WEEKDAYS[(on - timedelta(days=1)).weekday()]
        words = f"{_WEEKDAYS[on.weekday()]}: {said} will be too old. Ask again on {before} evening."
        lines.append((on, words))
    return tuple(lines)


def _ageing(
    office: Office, prison: str, first: date, last: date, at: datetime
) -> Iterator[tuple[date, str]]:
    """Each day and check of which somebody's evidence is good now and too old by noon then."""
    ageing = tuple(
        c
        for c in office.checks
        if c.fresh_for and c.fresh_for >= _AT_LEAST and c.name not in _NOBODY_IS_ASKED
    )
    asking = msgspec.structs.replace(office, checks=ageing)
    for due in projections.due_between(prison, first, last):
        try:
            record = fold(due.record_id, office.ledger.stream(CUSTODY + due.record_id))
        except DAMAGE:  # its row on the board says so
            continue
        found = assess_exit(asking, record, Step.AUTHORISE, at=at)
        if found is None or not first <= found.on <= last:
            continue
        noon = datetime.combine(found.on, _BY, tzinfo=LONDON)
        for each in found.findings:
            if each.answer in MET and each.stale_at is not None and at < each.stale_at < noon:
                yield found.on, each.check


def _spoken(check: str, number: int) -> str:
    one, many = _WORDS.get(check, (f"answer to {check}", f"answers to {check}"))
    return f"1 {one}" if number == 1 else f"{number} {many}"

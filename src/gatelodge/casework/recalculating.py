"""What a new calculation of every record would change. It reads and compares; it writes nothing.

Somebody then makes the first calculation anew, record by record, as a person and with a reason.
"""

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from gatelodge.casework.dates import engine_answer
from gatelodge.casework.office import CUSTODY, ActRefused, Office, load
from gatelodge.record import CustodyRecord
from gatelodge.record.facts import (
    CalculationReason,
    CalculationRefused,
    DatesCalculated,
    HazardFound,
)


class DateChange(msgspec.Struct, frozen=True, kw_only=True):
    """How the dates on record of one person in custody would change.

    `dates` are those of now; empty where the engine would give none, and `refused` says why then.
    `changed` names the date types that differ. `doubts` are the codes of doubts about the law that
    are not on record so, and `doubts_gone` of those that are no more: nobody is asked about the
    first until somebody calculates anew, also where no date changes. `other_facts`: facts that move
    dates were entered after the calculation on record; otherwise law or engine changed.
    """

    record_id: str
    prison: str
    recorded: dict[str, date]
    dates: dict[str, date]
    changed: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    doubts_gone: tuple[str, ...] = ()
    refused: str = ""
    other_facts: bool
    law_version: str
    law_version_on_record: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One record compared: `change` is None where the dates stand; `fault` says what failed."""

    record_id: str
    change: DateChange | None = None
    fault: str = ""


def compare_dates(
    office: Office, *, done: Callable[[int, int], None] | None = None
) -> Iterator[Comparison]:
    """Calculate everybody in custody who has dates on record again, and compare.

    `done` hears how many of how many records are through. A record that cannot be folded or
    calculated is named, and does not stop the others.
    """
    streams = list(office.ledger.streams(CUSTODY))
    for place, stream in enumerate(streams, start=1):
        record_id = stream.removeprefix(CUSTODY)
        try:
            compared = _compared(office, load(office, record_id))
        except Exception as fault:  # noqa: BLE001 - one record must not stop the others; it is named
            compared = Comparison(record_id=record_id, fault=f"{type(fault).__name__}: {fault}")
        if compared is not None:
            yield compared
        if done is not None:
            done(place, len(streams))


def _compared(office: Office, record: CustodyRecord) -> Comparison | None:
    """Compare one record; None where there is nothing to compare."""
    if record.calculation is None or not record.is_in_custody:
        return None
    first = record.calculation.fact
    try:
        now = engine_answer(office, record, why=CalculationReason.CHANGE_OF_LAW)
    except ActRefused as refused:
        return Comparison(
            record_id=record.record_id,
            change=_change(office, record, first, {}, refused=str(refused), other_facts=True),
        )
    other_facts = now.inputs_digest != first.inputs_digest
    if isinstance(now, CalculationRefused):
        change = _change(office, record, first, {}, refused=now.words, other_facts=other_facts)
    else:
        change = _change(office, record, first, _dates(now), refused="", other_facts=other_facts)
        change = msgspec.structs.replace(
            change,
            doubts=_not_among(first.hazards, now.hazards),
            doubts_gone=_not_among(now.hazards, first.hazards),
        )
    is_change = change.changed or change.doubts or change.doubts_gone
    return Comparison(record_id=record.record_id, change=change if is_change else None)


def _not_among(known: tuple[HazardFound, ...], found: tuple[HazardFound, ...]) -> tuple[str, ...]:
    """Codes of hazards found that are not known with these sentences and readings."""
    before = {(each.code, each.sentence_ids, each.readings) for each in known}
    new = (
        each.code for each in found if (each.code, each.sentence_ids, each.readings) not in before
    )
    return tuple(dict.fromkeys(new))


def _change(
    office: Office,
    record: CustodyRecord,
    first: DatesCalculated,
    dates: dict[str, date],
    *,
    refused: str,
    other_facts: bool,
) -> DateChange:
    recorded = _dates(first)
    return DateChange(
        record_id=record.record_id,
        prison=record.prison,
        recorded=recorded,
        dates=dates,
        changed=tuple(
            kind
            for kind in dict.fromkeys((*recorded, *dates))
            if recorded.get(kind) != dates.get(kind)
        ),
        refused=refused,
        other_facts=other_facts,
        law_version=office.law.version,
        law_version_on_record=first.law_version,
    )


def _dates(calculated: DatesCalculated) -> dict[str, date]:
    return {each.date_type: each.on for each in calculated.dates}

"""What date types mean, in plain words, and in which order they stand."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from django.utils.html import format_html

from gatelodge.gate import decided_dates
from gatelodge.record import (
    CustodyRecord,
    Stated,
    amended,
    doubt_title,
    marks_wanted,
    spoken_difference,
    without_marks,
)
from gatelodge.record.facts import (
    DatesCalculated,
    DatesChecked,
    RemandCredited,
    TaggedBailCredited,
)
from gatelodge.sentencing import RELEASES, release_day
from gatelodge.watch import waiting_decision
from gatelodge.web.dates.facts_used import is_out_of_date, out_of_date
from gatelodge.web.dates.remand import remand_not_credited
from gatelodge.web.record_page import RecordPage
from gatelodge.web.states import due_of
from gatelodge.web.words_of_time import day, moment

MEANING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "SLED": "Sentence and licence end.",
        "SED": "The sentence ends.",
        "LED": "The licence ends.",
        "CRD": "Release on licence is due.",
        "ARD": "Release without licence is due.",
        "HDCED": "First day a curfew at home is possible. Nobody leaves on this date alone.",
        "TUSED": "Supervision after the sentence ends.",
        "PRRD": "Release after recall is due.",
        "PED": "First day the Parole Board may free. Nobody leaves on this date alone.",
        "ERSED": "First day for early removal from the country. Nobody leaves on this date alone.",
        "MTD": "Middle of a detention and training order: release is due.",
        "ETD": "First day the order may end early. Nobody leaves on this date alone.",
        "LTD": "Last day to which the end of the order may be put back.",
        "ESED": "The sentence would end here without days taken off.",
    }
)
RELEASE_TYPES: Final = (
    ("CRD", "Conditional release date (CRD)"),
    ("ARD", "Automatic release date (ARD)"),
    ("PRRD", "Release after recall (PRRD)"),
    ("MTD", "Middle of a detention and training order (MTD)"),
)
EARLY_TYPES: Final = (
    ("HDCED", "First day of curfew at home (HDCED)"),
    ("PED", "First day the Parole Board may free (PED)"),
    ("ERSED", "First day of early removal (ERSED)"),
)
END_TYPES: Final = (
    ("SLED", "Sentence and licence end (SLED)"),
    ("SED", "Sentence end (SED)"),
)
_ORDER: Final = tuple(MEANING)


def place(date_type: str) -> int:
    """Where a date type stands in a table; an unknown one stands last."""
    return _ORDER.index(date_type) if date_type in _ORDER else len(_ORDER)


def counting(record: CustodyRecord) -> DatesCalculated | None:
    """The dates that count: those calculated, or what was decided in their place."""
    calculated = record.calculation
    return decided_dates(record, calculated).calculation.fact if calculated else None


def check_of_these(record: CustodyRecord) -> Stated[DatesChecked] | None:
    """The second check of the dates that stand now; one of former dates is none."""
    calculation, check = record.calculation, record.check
    if calculation is None or check is None or check.fact.calculation != calculation.seq:
        return None
    return check


def confirmed(record: CustodyRecord) -> bool:
    """Whether a second person confirmed how the dates that stand moved against expectation."""
    calculation, said = record.calculation, record.unexpected_confirmed
    return calculation is not None and said is not None and said.fact.calculation == calculation.seq


def by_decision(record: CustodyRecord) -> str:
    """Words for dates that a decision on a doubt put in the place of those calculated."""
    if record.calculation is None or counting(record) == record.calculation.fact:
        return ""
    return "These are the dates that were decided. The working below is of the law book's own."


def _why_none(record: CustodyRecord) -> str:
    """Why there can be no dates now, and whose move it is; empty when there can."""
    if unanswered := without_marks(record):
        return f"{marks_wanted(unanswered)}."
    if record.refused is not None:
        words = record.refused.fact.words
        return f"Gatelodge cannot work this out: {words} By hand: head of OMU."
    return ""


def state(page: RecordPage) -> tuple[str, tuple[str, ...]]:
    """What the dates are worth, in one sentence, with tags."""
    record = page.record
    calculation = record.calculation
    if cannot := f"{out_of_date(page)} {_why_none(record)}".strip():
        return cannot, ("Blocked",)
    if calculation is None:
        return "No dates yet. Nobody has worked them out.", ()
    check = check_of_these(record)
    reached, tags = _reached(page, calculation, check)
    waiting = waiting_decision(record, page.office.bank_holidays)
    if waiting is None:
        return reached, tags
    by = f"before {day(waiting.before)}" if waiting.before else "now"
    doubts = "; ".join(map(doubt_title, waiting.hazards))
    words = (
        f"The law is in doubt ({doubts}), and nobody has decided. The head of OMU decides {by}. "
        "Do not release on these dates."
    )
    is_agreed = check is not None and check.fact.agrees
    return words if is_agreed else f"{words} {reached}", ("Blocked",)


def _reached(
    page: RecordPage, calculation: Stated[DatesCalculated], check: Stated[DatesChecked] | None
) -> tuple[str, tuple[str, ...]]:
    """Who reached the dates: one person, two who differ, or two who agree; with tags."""
    first = page.directory.staff(calculation.by)
    if check is None:
        at = moment(calculation.recorded_at)
        words = f"Provisional: worked out by {first}, {at}. Second check needed. "
        return f"{words}Do not release on them.", ()
    second = page.directory.staff(check.by)
    if not check.fact.agrees:
        differ = "; ".join(map(spoken_difference, check.fact.differences))
        return f"{first} and {second} differ. {differ}.", ("Blocked",)
    if calculation.fact.unexpected and not confirmed(page.record):
        moved = " ".join(each.words for each in calculation.fact.unexpected)
        words = f"{first} and {second} agree, but the dates did not move as they should. {moved}"
        return f"{words} A second person has to confirm why.", ("Blocked",)
    on = day(check.recorded_at)
    return f"Two people reached these dates from the papers: {first} and {second}, {on}.", ()


def day_of_release(page: RecordPage) -> str:
    """The day on which the person may walk out, and why it is not the date itself."""
    due = due_of(page.office, page.record)
    if due is None or is_out_of_date(page.record):
        return ""
    if waiting_decision(page.record, page.office.bank_holidays) is not None:
        return ""
    return f"Release day: {day(due.on)}. {' '.join(due.steps)}"


def table(page: RecordPage) -> dict[str, Any]:
    """The dates, in the order of the rules, each with the day of leaving and a way to its steps."""
    counts = counting(page.record)
    return {
        "caption": "Dates",
        "caption_hidden": True,
        "head": ["Date", "Falls on", "Meaning", "Working"],
        "rows": _rows(counts, page.office.bank_holidays) if counts else [],
        "empty": "No dates yet.",
    }


def _rows(counts: DatesCalculated, bank_holidays: frozenset[date]) -> list[list[Any]]:
    worked = {step.date_type for step in counts.working}
    sentenced_on = counts.earliest_sentence_on
    return [
        [
            {
                "text": each.date_type,
                "sub": "governs the release" if each.date_type == counts.governing else "",
            },
            {
                "text": day(each.on),
                "sub": leaves(
                    each.date_type, each.on, sentenced_on=sentenced_on, bank_holidays=bank_holidays
                ),
            },
            MEANING.get(each.date_type, ""),
            {"html": _to_working(each.date_type)} if each.date_type in worked else "None kept",
        ]
        for each in sorted(counts.dates, key=lambda each: place(each.date_type))
    ]


def _to_working(date_type: str) -> str:
    return format_html(
        '<a class="govuk-link" href="#working-{}">Working<span class="govuk-visually-hidden"> of '
        "{}</span></a>",
        date_type,
        date_type,
    )


def leaves(date_type: str, on: date, *, sentenced_on: date, bank_holidays: frozenset[date]) -> str:
    """Words for the working day on which a release of a date leaves, where it is another."""
    kind = next((each for each in RELEASES if each == date_type), None)
    if kind is None:
        return ""
    found = release_day(kind, on, sentenced_on=sentenced_on, bank_holidays=bank_holidays)
    return "" if found.on == on else f"No working day. Leaves on {day(found.on)}."


def uncredited(record: CustodyRecord) -> str:
    """Words for days that a court's paper or a remand shows and nobody credited; empty when none.

    Applying a result credits no days: a person reads which sentence they come off.
    """
    later = amended(record)
    readings = [
        item.reading.fact
        for item in record.items
        if item.reading is not None
        and item.applied is not None
        and (item.result is None or item.result.seq not in later)
    ]
    stated = {
        kind: sum(getattr(order, field) or 0 for each in readings for order in each.orders)
        for kind, field in (("on remand", "remand_days"), ("on tagged bail", "tagged_bail_days"))
    }
    credited = {type(each.fact) for each in record.adjustments}
    open_ones = [
        f"{number} days {kind}"
        for (kind, number), fact in zip(
            stated.items(), (RemandCredited, TaggedBailCredited), strict=True
        )
        if number and fact not in credited
    ]
    on_record = remand_not_credited(record)
    if not open_ones:
        return on_record
    paper = f"The court's paper states {' and '.join(open_ones)}, and nobody has entered them."
    return f"{paper} {on_record or 'Nothing credits them by itself.'}"

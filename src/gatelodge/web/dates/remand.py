"""Time on remand that a record or paper knows of, against what was credited.

Nothing here credits a day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from gatelodge.record import CustodyRecord, Stated, amended, day_in_london
from gatelodge.record.facts import (
    ReadingConfirmed,
    RemandCredited,
    RemandOrdered,
    SentenceImposed,
)
from gatelodge.web.record_page import RecordPage
from gatelodge.web.words_of_time import day


def stated_on_papers(record: CustodyRecord) -> Iterator[Stated[ReadingConfirmed]]:
    """Readings of applied results that state days on remand which no credit rests on yet.

    A credit rests on a paper by its source, or comes off a sentence of the same day.
    """
    later = amended(record)
    papers: set[str] = set()
    days: set[date | None] = set()
    for each in record.adjustments:
        if isinstance(each.fact, RemandCredited):
            papers.add(each.entry.envelope.source.reference)
            days.add(each.fact.counts_from)
    for item in record.items:
        reading, result = item.reading, item.result
        if reading is None or item.applied is None or (result and result.seq in later):
            continue
        is_credited = reading.fact.document in papers or reading.fact.hearing_on in days
        if not is_credited and any(order.remand_days for order in reading.fact.orders):
            yield reading


def offers(page: RecordPage) -> list[dict[str, Any]]:
    """Ways to the form for the days that a paper states, for a reader who may enter them."""
    if page.is_past or not page.may("days-stated"):
        return []
    return [
        {
            "text": f"Enter the days on remand that the court's paper{_of(each)} states",
            "href": reverse("days-stated", args=[page.record_id, each.fact.item]),
        }
        for each in stated_on_papers(page.record)
    ]


def _of(reading: Stated[ReadingConfirmed]) -> str:
    on = reading.fact.hearing_on
    return f" of {day(on)}" if on else ""


def remand_not_credited(record: CustodyRecord) -> str:
    """Words where more days on remand are recorded than credited; empty where they are not.

    Days count from the remand's own to the day before the first sentence in force, each once,
    however many remands there were (our decision): later ones were served under that sentence.
    """
    sentences = record.sentences
    if not sentences:
        return ""
    first = min(sentences, key=lambda each: each.fact.imposed_on)
    on = _days_on_remand(record, first)
    credited = sum(e.fact.days for e in record.adjustments if isinstance(e.fact, RemandCredited))
    if len(on) <= credited:
        return ""
    number = "1 day on remand is" if len(on) == 1 else f"{len(on)} days on remand are"
    are = "is" if credited == 1 else "are"
    return (
        f"{number} recorded ({day(min(on))} to {day(max(on))}, before the sentence of "
        f"{day(first.fact.imposed_on)}) and {credited} {are} credited: ask the court or enter the "
        "credit. Nothing credits them by itself."
    )


def _days_on_remand(record: CustodyRecord, sentence: Stated[SentenceImposed]) -> frozenset[date]:
    """Each day before a sentence on which a remand is recorded."""
    found: set[date] = set()
    for each in record.authorities:
        if not isinstance(each.began.fact, RemandOrdered):
            continue
        on = day_in_london(each.began.true_from)
        until = sentence.fact.imposed_on
        if each.ended is not None:
            until = min(until, day_in_london(each.ended.fact.ended_at))
        found |= {on + timedelta(days=number) for number in range((until - on).days)}
    return frozenset(found)

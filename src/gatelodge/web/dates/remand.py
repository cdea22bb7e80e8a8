"""Time on remand that a record knows of, against what was credited. Nothing here credits a day."""

from datetime import date, timedelta

from gatelodge.record import CustodyRecord, Stated, day_in_london
from gatelodge.record.facts import RemandCredited, RemandOrdered, SentenceImposed
from gatelodge.web.words_of_time import day


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

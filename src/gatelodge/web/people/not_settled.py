"""What is open on a record by itself: dates that are not there, and that nothing holds."""

from collections.abc import Iterator
from typing import Any

from gatelodge.gate import undecided
from gatelodge.web.dates.facts_used import is_out_of_date
from gatelodge.web.record_page import RecordPage, hold_sentence
from gatelodge.web.words_of_time import plain_days


def not_settled(page: RecordPage) -> Iterator[dict[str, Any]]:
    """Rows for somebody in custody whom nothing holds, or whose dates nobody can rely on."""
    record = page.record
    if not record.is_in_custody:
        return
    if not record.authorities_in_force:
        words, _is_held = hold_sentence(record, page.now)
        yield {"key": "Nothing holds this person", "value": f"{words}.", "source": _newest(page)}
    if record.sentences:
        yield from _dates(page)


def _dates(page: RecordPage) -> Iterator[dict[str, Any]]:
    record = page.record
    calculated = record.calculation
    if record.refused is not None:
        words = f"Gatelodge cannot work them out: {plain_days(record.refused.fact.words)}"
        yield {"key": "Release dates", "value": words, "source": page.sources.of(record.refused)}
    elif calculated is None:
        newest = max(record.sentences, key=lambda each: each.entry.seq)
        words = "Nobody has worked them out. The case administrator works them out first."
        yield {"key": "Release dates", "value": words, "source": page.sources.of(newest)}
    elif is_out_of_date(record):
        words = "Out of date: facts changed since they were worked out. Work them out anew."
        yield {"key": "Release dates", "value": words, "source": page.sources.of(calculated)}
    elif undecided(record, calculated):
        words = "The law is in doubt, and nobody has decided. The head of OMU decides."
        yield {"key": "Release dates", "value": words, "source": page.sources.of(calculated)}


def _newest(page: RecordPage) -> dict[str, Any]:
    """The source of what ended last, else of the first entry, which received the person."""
    ended = [each.ended for each in page.record.authorities if each.ended is not None]
    if ended:
        return page.sources.of(max(ended, key=lambda each: each.entry.seq))
    return page.sources.of(page.record.entries[0])

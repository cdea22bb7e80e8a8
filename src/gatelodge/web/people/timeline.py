"""Entries of a record by day, newest first: all of them, or the ledger of some kinds of fact."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from gatelodge.casework.leaving import is_on_paper
from gatelodge.record import Entry, day_in_london
from gatelodge.record.facts import EntryWithdrawn, Fact
from gatelodge.web import entry_links
from gatelodge.web.record_page import RecordPage
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import day, moment


def entries(page: RecordPage, *, limit: int | None = None) -> list[dict[str, Any]]:
    """All entries, or the newest so many."""
    return _by_day(page, list(reversed(page.record.entries))[:limit], has_links=limit is None)


def ledger(page: RecordPage, *kinds: type[Fact]) -> list[dict[str, Any]]:
    """Every entry of these kinds, corrected and withdrawn ones too, and what withdrew them."""
    own = {each.seq for each in page.record.entries if isinstance(each.fact, kinds)}
    for each in page.record.entries:  # a withdrawal can itself be withdrawn
        if isinstance(each.fact, EntryWithdrawn) and each.fact.entry in own:
            own.add(each.seq)
    chosen = [each for each in reversed(page.record.entries) if each.seq in own]
    return _by_day(page, chosen, has_links=True)


def _by_day(page: RecordPage, entries: Sequence[Entry], *, has_links: bool) -> list[dict[str, Any]]:
    corrected, withdrawn = _gone(page.record.entries)
    links = entry_links.in_history(page) if has_links else {}
    days = groupby(entries, key=lambda e: day_in_london(e.envelope.recorded_at))
    return [
        {
            "day": on,
            "entries": [_told(page, e, corrected, withdrawn, links=links) for e in of_day],
        }
        for on, of_day in days
    ]


def _gone(entries: Sequence[Entry]) -> tuple[dict[int, int], dict[int, Entry]]:
    """What each entry was corrected by, and by what each was taken back, as they count now.

    Who takes an entry back takes its corrections back with it. A correction or a withdrawal that
    was itself taken back has done nothing.
    """
    withdrawn: dict[int, Entry] = {}
    for entry in reversed(entries):
        if isinstance(entry.fact, EntryWithdrawn) and entry.seq not in withdrawn:
            withdrawn.setdefault(entry.fact.entry, entry)
    corrected: dict[int, int] = {}
    for entry in entries:
        before = entry.envelope.corrects
        if before is not None and entry.seq not in withdrawn:
            corrected[before] = entry.seq
            if before in withdrawn:
                withdrawn[entry.seq] = withdrawn[before]
    return corrected, withdrawn


def _told(
    page: RecordPage,
    entry: Entry,
    corrected: dict[int, int],
    withdrawn: dict[int, Entry],
    *,
    links: dict[int, list[dict[str, str]]],
) -> dict[str, Any]:
    envelope = entry.envelope
    note = ""
    if entry.seq in corrected:
        note = f"Corrected by entry {corrected[entry.seq]}."
    elif entry.seq in withdrawn:
        why = withdrawn[entry.seq].fact
        note = f"No longer counts: {why.why if isinstance(why, EntryWithdrawn) else ''}"
    elif envelope.corrects is not None:
        note = f"Corrects entry {envelope.corrects}."
    elif is_on_paper(entry):
        note = "Entered afterwards, from paper."
    is_off = entry.seq in corrected or entry.seq in withdrawn
    words = sentence(entry)
    was_true = day_in_london(envelope.true_from)
    if was_true != day_in_london(envelope.recorded_at):
        words = f"{words} True from {day(was_true)}."
    return {
        "at": envelope.recorded_at,
        "number": entry.seq,
        "anchor": True,
        "sentence": words,
        "note": note,
        "off": is_off,
        "source": page.sources.of(entry),
        "actions": [] if is_off else links.get(entry.seq, []),
    }


def nothing_by_then(page: RecordPage) -> str:
    """Words for a history that is empty at a moment."""
    first = page.request.record.entries[0].envelope.recorded_at
    return f"Nothing was recorded by then. The first entry is of {moment(first)}."

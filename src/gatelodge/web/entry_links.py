"""The ways from a fact on a page to its correction, and to taking it back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from django.urls import reverse

from gatelodge.casework.statable import STATABLE
from gatelodge.record import Entry, Stated, live
from gatelodge.record import facts as f
from gatelodge.web.record_page import RecordPage

CORRECTABLE: Final = frozenset(
    {
        f.RemandOrdered,
        f.AuthorityEnded,
        f.RemandCredited,
        f.TaggedBailCredited,
        f.UnlawfullyAtLargeRecorded,
        f.AddedDaysAwarded,
        f.AddedDaysRestored,
        f.CourtCasesStated,
        f.HearingListed,
        f.ImmigrationInterestStated,
        f.NationalityStated,
        f.CitizenshipEvidenceSeen,
        f.RecallOrdered,
        f.SuspendedSentenceOrdered,
        f.AuthorityLodged,
        f.ImmigrationDetentionAuthorised,
        f.DeportationOrdered,
    }
)
"""Kinds that the page of corrections has a form for; a sentence has a page of its own, and the
answers on a release point are answered anew."""


def links(page: RecordPage, stated: Stated[Any] | None, of: str = "") -> list[dict[str, str]]:
    """How this reader may correct a fact that counts, and take it back; nothing in the past.

    `of` names the fact where it is not the row's own: "its end".
    """
    if stated is None or page.is_past:
        return []
    which = f" {of}" if of else ""
    named = f"entry {stated.entry.seq}"
    made = [_link(f"Correct{which}", href, named) for href in _correction(page, stated)]
    if type(stated.fact) in STATABLE and page.may("entry-take-back"):
        made.append(_link(f"Take back{which}", _taking_back(page, stated.seq), _whole(stated)))
    return made


def _whole(stated: Stated[Any]) -> str:
    """The name of what is taken back from a row: the first entry, and a correction with it."""
    corrected = stated.entry.seq != stated.seq
    also = f" with its correction, entry {stated.entry.seq}" if corrected else ""
    return f"entry {stated.seq}{also}"


def in_history(page: RecordPage) -> dict[int, list[dict[str, str]]]:
    """The same by number of entry, for the history: there a correction can go by itself.

    A withdrawal that counts can be taken back too.
    """
    if page.is_past:
        return {}
    counting = {each.entry.seq: each for each in live(page.record.entries)}
    return {
        entry.seq: _beside(page, entry, counting.get(entry.seq)) for entry in page.record.entries
    }


def _beside(page: RecordPage, entry: Entry, stated: Stated[Any] | None) -> list[dict[str, str]]:
    named = f"entry {entry.seq}"
    made = [_link("Correct", href, named) for href in (_correction(page, stated) if stated else ())]
    kind = type(entry.fact)
    may_go = kind in STATABLE if stated else kind is f.EntryWithdrawn
    if may_go and page.may("entry-take-back"):
        made.append(_link("Take back", _taking_back(page, entry.seq), named))
    return made


def part_of(fact: f.Fact) -> str:
    """The part of a record on which a fact is shown."""
    return next((part for part, kinds in _PARTS.items() if type(fact) in kinds), "person-history")


def _correction(page: RecordPage, stated: Stated[Any]) -> list[str]:
    """The address at which a fact is corrected; nothing where there is none for this reader."""
    if isinstance(stated.fact, f.SentenceImposed):
        in_force = {a.seq for a in page.record.authorities_in_force}
        is_there = stated.seq in in_force and page.may("sentence-correct")
        name = "sentence-correct"
    else:
        is_there = type(stated.fact) in CORRECTABLE and page.may("entry-correct")
        name = "entry-correct"
    return [reverse(name, args=[page.record_id, stated.seq])] if is_there else []


def _taking_back(page: RecordPage, entry: int) -> str:
    return reverse("entry-take-back", args=[page.record_id, entry])


def _link(text: str, href: str, of: str) -> dict[str, str]:
    return {"text": text, "href": href, "of": of}


_PARTS: Final[Mapping[str, frozenset[type[f.Fact]]]] = MappingProxyType(
    {
        "person-authorities": frozenset(
            {
                f.RemandOrdered,
                f.SentenceImposed,
                f.RecallOrdered,
                f.SuspendedSentenceOrdered,
                f.AuthorityLodged,
                f.AuthorityEnded,
                f.ImmigrationDetentionAuthorised,
                f.ImmigrationInterestStated,
                f.CitizenshipEvidenceSeen,
                f.NationalityStated,
                f.DeportationOrdered,
            }
        ),
        "person-dates": frozenset(
            {
                f.RemandCredited,
                f.TaggedBailCredited,
                f.UnlawfullyAtLargeRecorded,
                f.AddedDaysAwarded,
                f.AddedDaysRestored,
                f.ReleaseMarksStated,
            }
        ),
        "person-cases": frozenset({f.CourtCasesStated, f.HearingListed, f.CaseDisposed}),
    }
)

"""Two records that are held to be one person: side by side, and what became of them."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from gatelodge.record import CustodyRecord, Entry, day_in_london, person_known
from gatelodge.record.facts import DifferentPeopleFound, Issuer
from gatelodge.web import cells
from gatelodge.web.access import Verdict, judged
from gatelodge.web.photos import photo_of, words
from gatelodge.web.record_page import RecordPage, age, hold_sentence, name_of, plain_day

_NOT_KNOWN = "Not known"


def side_by_side(page: RecordPage, other: CustodyRecord) -> dict[str, Any]:
    """Both people, line by line, with what they share and what differs in words."""
    this = page.record
    told = [
        ("Name", name_of(this), name_of(other)),
        ("Also known as", _aliases(this), _aliases(other)),
        ("Born", _born(page, this), _born(page, other)),
    ]
    more = [
        ("Nationality", _nationalities(this), _nationalities(other)),
        ("Prison", _prison(page, this), _prison(page, other)),
        ("Held", hold_sentence(this, page.now)[0], hold_sentence(other, page.now)[0]),
    ]
    lines = (*(_line(*each) for each in told), *_numbers(this, other), *(_line(*e) for e in more))
    return {
        "caption": "Both records, side by side",
        "head": ["What", name_of(this), f"The other: {name_of(other)}", "Compared"],
        "rows": [
            ["Record", _link(this), _link(other), ""],
            ["Photo", _photo(page, this), _photo(page, other), "Compare the faces yourself"],
            *lines,
        ],
    }


def parted(record: CustodyRecord) -> dict[str, Entry]:
    """The newest finding that a record and another are two people, by the other's record."""
    return {
        entry.fact.other_record: entry
        for entry in record.entries
        if isinstance(entry.fact, DifferentPeopleFound)
        and entry.fact.other_record not in record.same_person
    }


def _line(what: str, this: str, other: str) -> dict[str, Any]:
    if _NOT_KNOWN in (this, other):
        return {"cells": [what, this, other, "Not given on both"]}
    differs = this.casefold() != other.casefold()
    word = "Differs" if differs else "The same"
    return {"cells": [what, this, other, word], "differs": differs}


def _link(record: CustodyRecord) -> dict[str, Any]:
    return cells.link(
        record.prison_number or "Open the record",
        reverse("person", args=[record.record_id]),
        hidden=f", record of {name_of(record)}",
    )


def _photo(page: RecordPage, record: CustodyRecord) -> dict[str, Any] | str:
    if photo_of(record) is None:
        return "No photo"
    verdict = judged("person-photo", page.request.actor, subject_prison=record.prison)
    if verdict is not Verdict.ALLOWED:
        return "A photo is on the other prison's record"
    return {
        "html": format_html(
            '<img src="{}" alt="Face of {}" width="84">',
            reverse("person-photo", args=[record.record_id]),
            name_of(record),
        ),
        "sub": words(record, day_in_london(page.now)),
    }


def _aliases(record: CustodyRecord) -> str:
    names = (f"{a.fact.surname}, {a.fact.forenames}".rstrip(", ") for a in record.aliases)
    return "; ".join(sorted(names)) or _NOT_KNOWN


def _born(page: RecordPage, record: CustodyRecord) -> str:
    if record.identity is None:
        return _NOT_KNOWN
    born = record.identity.fact.born_on
    return f"{plain_day(born)} ({age(born, page.now.date())})"


def _numbers(this: CustodyRecord, other: CustodyRecord) -> Iterator[dict[str, Any]]:
    """A line for each issuer of whom either has a number; one number in common is told as such."""
    mine, theirs = person_known(this), person_known(other)
    for issuer in Issuer:
        own, others = set(mine.values(issuer)), set(theirs.values(issuer))
        if not own | others:
            continue
        what = issuer.value[:1].upper() + issuer.value[1:]
        line = _line(what, *(", ".join(sorted(each)) or _NOT_KNOWN for each in (own, others)))
        shared = {each.casefold() for each in own} & {each.casefold() for each in others}
        if line.get("differs") and shared:
            number = "One is" if len(shared) == 1 else f"{len(shared)} are"
            line["cells"][-1] = f"{number} the same, not all"
        yield line


def _nationalities(record: CustodyRecord) -> str:
    return ", ".join(sorted(n.fact.nationality for n in record.nationalities)) or _NOT_KNOWN


def _prison(page: RecordPage, record: CustodyRecord) -> str:
    return page.directory.prison(record.prison) if record.prison else _NOT_KNOWN

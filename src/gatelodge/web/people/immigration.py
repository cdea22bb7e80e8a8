"""The ledger of immigration: what the Home Office stated, and what closes the question (G13)."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from gatelodge.gate import MET
from gatelodge.record import AuthorityKind, SourceKind, Stated
from gatelodge.record.facts import (
    AliasRecorded,
    CitizenshipEvidenceSeen,
    DeportationOrdered,
    Finding,
    IdentityRecorded,
    ImmigrationDetentionAuthorised,
    ImmigrationInterestStated,
    Interest,
    NationalityStated,
)
from gatelodge.web.people.ledgers import Row, counting, findings, row, show
from gatelodge.web.people.rows import authority_row
from gatelodge.web.record_page import RecordPage, name_of
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import record_of
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import moment

_ENTER: Final = (
    ("immigration-state", "Enter the Home Office's statement"),
    ("citizenship-see", "Enter evidence of British citizenship"),
    ("nationality-state", "Enter a nationality"),
    ("detention-enter", "Enter immigration detention (IS91)"),
    ("deportation-enter", "Enter a deportation order"),
)
_KINDS: Final = (
    ImmigrationInterestStated,
    ImmigrationDetentionAuthorised,
    DeportationOrdered,
    CitizenshipEvidenceSeen,
    NationalityStated,
)
_CLOSING: Final = frozenset({Interest.NOT_OF_INTEREST, Interest.BAILED})


@require_GET
def immigration(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Interest in order, IS91, deportation, citizenship, and what reopened the question."""
    page = RecordPage(request, "person-immigration")
    found = findings(page, "G13")
    return show(
        page,
        "people/immigration.html",
        found=found,
        kinds=_KINDS,
        enter=_ENTER,
        closes=_closes(found.get("G13")),
        stated=list(_stated(page)),
        detained=[
            authority_row(page, each)
            for each in page.record.authorities
            if each.kind is AuthorityKind.IMMIGRATION
        ],
        deportation=[
            row(page, each, "Deportation order", f"Reference {each.fact.reference}.")
            for each in page.record.deportation
        ],
        citizenship=[
            row(
                page,
                each,
                each.fact.evidence,
                f"Number {each.fact.number}, seen by {each.fact.seen_by}. It does not age.",
            )
            for each in page.record.citizenship
        ],
        who=list(_who(page)),
        elsewhere=list(_elsewhere(page)),
    )


def _closes(finding: Finding | None) -> str:
    """Whether the question is closed, by the gate's own answer, and until when."""
    if finding is None:
        return ""
    if finding.answer not in MET:
        return f"The question is open. {finding.words}"
    if finding.stale_at is None:
        return (
            f"{finding.words} This evidence does not age. A new name or nationality opens the "
            "question again."
        )
    return f"{finding.words} It is fresh until {moment(finding.stale_at)}."


def _stated(page: RecordPage) -> Iterator[Row]:
    """Each statement in the order in which it was so; the last of them counts."""
    statements = page.record.immigration
    for each in statements:
        words = [sentence_case(each.fact.interest.value) + "."]
        if each.fact.reference:
            words.append(f"Reference {each.fact.reference}.")
        if each.entry.envelope.source.kind is not SourceKind.DOCUMENT:
            words.append("It rests on no document, so that it closes nothing.")
        if each is statements[-1] and len(statements) > 1:
            words.append("This is the last statement.")
        yield row(page, each, moment(each.true_from), " ".join(words))


def _who(page: RecordPage) -> Iterator[Row]:
    """Names and nationalities: whichever came after the evidence opened the question again."""
    closers: list[Stated[Any]] = [
        *page.record.citizenship,
        *(each for each in page.record.immigration if each.fact.interest in _CLOSING),
    ]
    numbers = sorted(each.entry.seq for each in closers)
    known: list[Stated[Any]] = [*page.record.nationalities, *counting(page, AliasRecorded)]
    if page.record.identity is not None:
        known.append(page.record.identity)
    for each in sorted(known, key=lambda stated: stated.entry.seq):
        key, value = _who_words(each)
        before = [seq for seq in numbers if seq < each.entry.seq]
        if not before and not isinstance(each.fact, NationalityStated):
            continue  # a name that was known before anything was stated reopens nothing
        yield row(page, each, key, f"{value}{_reopens(each.entry.seq, before, numbers)}")


def _who_words(stated: Stated[Any]) -> tuple[str, str]:
    match stated.fact:
        case NationalityStated(nationality=nationality, document=document):
            return "Nationality", f"{nationality}{f', by {document}' if document else ''}."
        case AliasRecorded() as alias:
            return "Other name", f"{alias.surname.upper()}, {alias.forenames}".rstrip(", ") + "."
        case IdentityRecorded() as identity:
            return "Name", f"{identity.surname.upper()}, {identity.forenames}".rstrip(", ") + "."
    raise TypeError(stated.fact)


def _reopens(seq: int, before: list[int], closers: list[int]) -> str:
    if not before:
        return ""
    after = [each for each in closers if each > seq]
    came = f" It came after the evidence of entry {before[-1]} and opened the question again."
    return f"{came} Entry {after[0]} is evidence given since." if after else came


def _elsewhere(page: RecordPage) -> Iterator[dict[str, str]]:
    """Records held to be this person, whose statements count here too."""
    for other in () if page.is_past else page.record.same_person:
        record = record_of(other)
        if record is not None:
            number = record.prison_number or "no prison number"
            href = reverse("person-immigration", args=[other])
            yield {"text": f"{name_of(record)}, {number}", "href": href}

"""The Home Office's interest in the person (G13)."""

from datetime import timedelta
from typing import Any

from gatelodge.gate.check import Circumstances, Ruling, check, failed, passed, unknown
from gatelodge.gate.checks.exit_type import removal_decisions
from gatelodge.gate.reasons import Reason
from gatelodge.gate.rule import OMU, Footing, Rule
from gatelodge.record import Authority, AuthorityKind, CustodyRecord, SourceKind, Stated
from gatelodge.record.facts import (
    ExitType,
    ImmigrationDetentionAuthorised,
    ImmigrationInterestStated,
    Interest,
)

Records = tuple[CustodyRecord, ...]
"""The record, and those that are held to be the same person."""

_INTERESTED = frozenset({Interest.STATED, Interest.REMOVAL_PLANNED, Interest.BAILED})


@check(
    "G13",
    "Is immigration interest closed, or does this exit carry it on?",
    what_to_do=(
        "Get the Home Office's document. If no interest was ever stated, proof of British"
        " citizenship is enough."
    ),
    source="Release-gate table, G13, as corrected by the table of needs, section 6; our decision",
    fresh_for=timedelta(hours=24),
    cases=("A",),
    rule=Rule(
        accepts=(
            "A Home Office document of the last 24 hours; if no interest was ever stated, proof"
            " of British citizenship."
        ),
        by=OMU,
        words=(
            "An interest once stated is closed only by the Home Office, in a document; not"
            " known is not no."
        ),
        where="Immigration Act 1971 Sch.2 para.16, Sch.3 para.2 (power to detain)",
        footing=Footing.UNCONFIRMED,
        example=(
            "An IS91 came in May. A call that says 'no longer of interest' closes nothing: ask"
            " for the document."
        ),
    ),
)
def immigration_interest_is_closed(record: CustodyRecord, circumstances: Circumstances) -> Ruling:
    """Not known is not "no".

    An interest once stated is closed only by a Home Office document of the last 24 hours. Somebody
    in whom none was ever stated passes on citizenship, or on a written "not of interest"; neither
    ages, but a later name or nationality reopens the question.
    """
    # What stands on a record held to be the same person is of this person: citizenship entered
    # here does not close an interest that was stated there.
    records = (record, *circumstances.same_person)
    detained = _detained(record)
    if circumstances.planned.exit_type is ExitType.IMMIGRATION_ESCORT:
        if detained is None:
            return failed(Reason.IMMIGRATION_NO_IS91)
        return passed(Reason.IMMIGRATION_GOES_ON, detained.began, reference=_reference(detained))
    if circumstances.planned.exit_type is ExitType.REMOVAL:
        return _removed(record, detained)
    for own in records:
        if (held := _detained(own)) is not None:
            return failed(Reason.IMMIGRATION_DETAINS, held.began, reference=_reference(held))
    stated = [each for own in records for each in own.immigration]
    latest = max(stated, key=lambda each: (each.true_from, each.seq), default=None)
    if any(map(_was_ever_stated, records)):
        return _once_stated(records, latest)
    return _never_stated(records, latest)


def _removed(record: CustodyRecord, detained: Authority | None) -> Ruling:
    """A removal carries out the interest: the IS91 goes along, or the decision itself."""
    if detained is not None:
        return passed(Reason.IMMIGRATION_GOES_ON, detained.began, reference=_reference(detained))
    decided = removal_decisions(record)
    if not decided:
        return failed(Reason.REMOVAL_NOT_DECIDED)
    name = decided[-1].entry.envelope.kind.replace("_", " ")
    return passed(Reason.REMOVAL_DECIDED, *decided, decision=name)


def _once_stated(records: Records, latest: Stated[ImmigrationInterestStated] | None) -> Ruling:
    """Only a Home Office document closes it, and it ages."""
    if latest is None or latest.fact.interest is Interest.NOT_KNOWN:
        return unknown(Reason.IMMIGRATION_NOT_KNOWN, *((latest,) if latest else ()))
    if latest.fact.interest in (Interest.STATED, Interest.REMOVAL_PLANNED):
        return failed(Reason.IMMIGRATION_OPEN, latest, interest=latest.fact.interest.value)
    if not _is_document(latest):
        return unknown(Reason.IMMIGRATION_NO_PAPER, latest)
    if _reopened(records, latest):
        return unknown(Reason.IMMIGRATION_REOPENED, latest)
    is_bailed = latest.fact.interest is Interest.BAILED
    reason = Reason.IMMIGRATION_BAILED if is_bailed else Reason.IMMIGRATION_CLOSED
    return passed(reason, latest, evidence_of=latest.recorded_at)


def _never_stated(records: Records, latest: Stated[ImmigrationInterestStated] | None) -> Ruling:
    """Citizenship, or a written "not of interest"; a doubt stated later than either stands."""
    is_doubted = latest is not None and latest.fact.interest is Interest.NOT_KNOWN
    reopened: Stated[Any] | None = None
    evidence = [each for own in records for each in own.citizenship]
    for citizen in sorted(evidence, key=lambda each: (each.true_from, each.seq), reverse=True):
        if is_doubted and latest is not None and latest.entry.seq > citizen.entry.seq:
            continue
        if not _reopened(records, citizen):
            return passed(Reason.IMMIGRATION_CITIZEN, citizen)
        reopened = citizen
    if latest is not None and latest.fact.interest is Interest.NOT_OF_INTEREST:
        if not _is_document(latest):
            return unknown(Reason.IMMIGRATION_NO_PAPER, latest)
        if not _reopened(records, latest):
            return passed(Reason.IMMIGRATION_NEVER, latest)
        reopened = latest
    if reopened is not None:
        return unknown(Reason.IMMIGRATION_REOPENED, reopened)
    return unknown(Reason.IMMIGRATION_NOT_KNOWN, *((latest,) if latest else ()))


def _was_ever_stated(record: CustodyRecord) -> bool:
    """Whether any interest, deportation order or IS91 was ever on the record."""
    return (
        any(each.fact.interest in _INTERESTED for each in record.immigration)
        or bool(record.deportation)
        or any(each.kind is AuthorityKind.IMMIGRATION for each in record.authorities)
    )


def _reopened(records: Records, evidence: Stated[Any]) -> bool:
    """Whether a name or nationality was entered after the evidence."""
    who: list[Stated[Any] | None] = []
    for own in records:
        who += [*own.nationalities, *own.aliases, own.identity]
    return any(each is not None and each.entry.seq > evidence.entry.seq for each in who)


def _is_document(stated: Stated[Any]) -> bool:
    return stated.entry.envelope.source.kind is SourceKind.DOCUMENT


def _detained(record: CustodyRecord) -> Authority | None:
    in_force = [
        each for each in record.authorities_in_force if each.kind is AuthorityKind.IMMIGRATION
    ]
    return in_force[-1] if in_force else None


def _reference(authority: Authority) -> str:
    fact = authority.began.fact
    return fact.reference if isinstance(fact, ImmigrationDetentionAuthorised) else ""

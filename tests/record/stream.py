"""A custody record's stream, built entry by entry as a person would enter it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from gatelodge.record import CustodyRecord, Draft, Entry, MemoryLedger, Write, fold, statement
from gatelodge.record.facts import (
    AuthorityEnded,
    EndKind,
    Fact,
    RemandOrdered,
    SentenceImposed,
    SentenceKind,
    Term,
)
from tests.offices import salts

RECORD = "a" * 32
STREAM = "custody/" + RECORD
MONDAY = datetime(2026, 8, 31, 9, 0, tzinfo=UTC)


def moment(days: int = 0, minutes: int = 0) -> datetime:
    """Days and minutes after Monday 31 August 2026, 09:00 UTC."""
    return MONDAY + timedelta(days=days, minutes=minutes)


class Stream:
    """One record in a ledger of its own; each entry is recorded a minute after the last."""

    def __init__(self) -> None:
        self.ledger = MemoryLedger(salts())
        self.at = MONDAY

    def say(
        self,
        fact: Fact,
        *,
        true_from: datetime | None = None,
        corrects: int | None = None,
        at: datetime | None = None,
    ) -> int:
        """Record a fact; gives its number."""
        self.at = at or self.at + timedelta(minutes=1)
        draft = Draft(
            fact=fact,
            by="amy",
            reason="test",
            source=statement("Amy Poole"),
            true_from=true_from,
            corrects=corrects,
        )
        (entry,) = self.ledger.append([Write(stream=STREAM, drafts=(draft,))], at=self.at)
        return entry.seq

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.ledger.stream(STREAM)

    def fold(
        self, *, known_at: datetime | None = None, effective_at: datetime | None = None
    ) -> CustodyRecord:
        return fold(RECORD, self.entries, known_at=known_at, effective_at=effective_at)


def stream_of(facts: Sequence[Fact]) -> Stream:
    stream = Stream()
    for fact in facts:
        stream.say(fact)
    return stream


def remand(case: str = "45GD1", *, until: date | None = None) -> RemandOrdered:
    return RemandOrdered(court="Fernlea Crown Court", case_urn=case, next_hearing_on=until)


def sentence(case: str = "45GD1", *, months: int = 6) -> SentenceImposed:
    return SentenceImposed(
        court="Fernlea Crown Court",
        case_urn=case,
        sentence_kind=SentenceKind.SDS,
        term=Term(months=months),
        imposed_on=date(2026, 8, 31),
        offence_code="TH68010",
        offence_committed_on=date(2026, 1, 31),
    )


def ended(authority: int, *, days: int = 0) -> AuthorityEnded:
    return AuthorityEnded(authority=authority, how=EndKind.SATISFIED, ended_at=moment(days))

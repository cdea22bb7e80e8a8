"""What the escort contractor hears at court before anybody is let go: never that someone may go."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

import msgspec

from gatelodge.gate.hazards import decided_dates, undecided
from gatelodge.record import Authority, AuthorityKind, CustodyRecord, spoken_day, spoken_moment
from gatelodge.record.facts import Interest, RemandOrdered, SentenceImposed

CASE_NOT_KNOWN: Final = "Nobody here knows that case."
_OPENS = frozenset({Interest.STATED, Interest.REMOVAL_PLANNED})


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that keeps somebody in custody: its kind in words, and until when as far as known.

    `until` is the day of its end or next event; none = not known.
    """

    why: str
    until: date | None = None


class CourtAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer about one person at one moment. An empty `holds` lets nobody go."""

    is_not_for_release: bool
    holds: tuple[Hold, ...]
    at: datetime
    is_case_known: bool = True
    """Whether the case that was asked about stands on any of the records; true when none was."""

    @property
    def words(self) -> str:
        """The answer in one line, as the contractor reads it out."""
        case = "" if self.is_case_known else f" {CASE_NOT_KNOWN}"
        if not self.is_not_for_release:
            return f"No other authority known here at {spoken_moment(self.at)}.{case}"
        reasons = "; ".join(f"{each.why} {_until(each.until)}" for each in self.holds)
        return f"NOT FOR RELEASE. {reasons}. As at {spoken_moment(self.at)}.{case}"


def court_answer(
    records: Sequence[CustodyRecord], at: datetime, *, case_urn: str = ""
) -> CourtAnswer:
    """Say whether anything known here holds a person at court, whatever the court orders today.

    `records` are all that are held to be this person's. `case_urn` is the case that was heard: what
    holds the person in that case alone is for the court that sits, and is left out; without it
    everything counts. An interest of the Home Office that is stated and not closed counts, and so
    does a frozen record; what nobody ever entered is not known, and the answer never says "release"
    (dossier, cause COURT_RELEASE; our decision).
    """
    case = _typed(case_urn)
    holds = tuple(each for record in records for each in _holds(record, case))
    return CourtAnswer(
        is_not_for_release=bool(holds),
        holds=holds,
        at=at,
        is_case_known=not case or any(case in _cases(record) for record in records),
    )


def _cases(record: CustodyRecord) -> frozenset[str]:
    """Every case number that any entry of a record names, be it over, corrected or withdrawn."""
    numbers: set[str] = set()
    for fact in (entry.fact for entry in record.entries):
        parts = (fact, *getattr(fact, "cases", ()), *getattr(fact, "orders", ()))
        numbers.update(getattr(fact, "case_urns", ()))
        numbers.update(getattr(part, "case_urn", "") for part in parts)
    return frozenset(map(_typed, numbers))


def _holds(record: CustodyRecord, case_urn: str) -> Iterator[Hold]:
    for authority in record.authorities_in_force:
        if not case_urn or _typed(_case_of(authority)) != case_urn:
            yield Hold(why=f"Held under {authority.kind}", until=_end_of(authority, record))
    if _is_open_interest(record):
        yield Hold(why="Immigration interest is stated and not closed")
    if record.frozen is not None:
        yield Hold(why="The record is frozen until the duty governor has decided")


def _is_open_interest(record: CustodyRecord) -> bool:
    """Whether an interest was stated that neither "not of interest" nor bail followed."""
    is_open = False
    for each in record.immigration:
        if each.fact.interest in _OPENS:
            is_open = True
        elif each.fact.interest is not Interest.NOT_KNOWN:
            is_open = False
    return is_open


def _case_of(authority: Authority) -> str:
    match authority.began.fact:
        case RemandOrdered(case_urn=urn) | SentenceImposed(case_urn=urn):
            return urn
    return ""


def _end_of(authority: Authority, record: CustodyRecord) -> date | None:
    """The day of its end or next event; a sentence's is the day that its dates give."""
    if authority.kind is not AuthorityKind.SENTENCE:
        return authority.next_event_on
    calculated = record.calculation
    if calculated is None or undecided(record, calculated):
        return None
    return decided_dates(record, calculated).calculation.fact.governing_on


def _until(on: date | None) -> str:
    return f"until {spoken_day(on)}" if on is not None else "until further word"


def _typed(case_urn: str) -> str:
    """A case number however it was typed."""
    return "".join(case_urn.split()).casefold()

"""Sentences that lead to a wanted release day: found by asking the engine, never by arithmetic."""

from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from gatelodge.record.facts import Term
from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Exclusion,
    LawBook,
    Offence,
    Person,
    Refusal,
    ReleaseDateType,
    StandardDeterminate,
    calculate,
    is_working_day,
)
from gatelodge.sentencing import Term as EngineTerm

_ATTEMPTS = 6
"""How often a day is corrected: months differ in length, so the first correction may miss."""
_MORE_DAYS = 14
_BEFORE_THE_REMAND = timedelta(days=9)
"""How long before the remand the offence was committed."""


class PassedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """An invented standard determinate sentence and the days on remand before it."""

    term: Term
    imposed_on: date
    remand_days: int
    exclusions: tuple[str, ...] = ()

    @property
    def remanded_on(self) -> date:
        """The first day on remand; the last is the day before the sentence."""
        return self.imposed_on - timedelta(days=self.remand_days)

    @property
    def committed_on(self) -> date:
        """The day of the offence."""
        return self.remanded_on - _BEFORE_THE_REMAND


def sentence_leading_to(
    release_on: date,
    term: Term,
    *,
    remand_days: int,
    law: LawBook,
    bank_holidays: frozenset[date],
    exclusions: tuple[str, ...] = (),
) -> PassedSentence:
    """Find a sentence of this term whose conditional release date (CRD) is the wanted day.

    It is passed on a working day; for that the days on remand may become a few more. Raises
    `ValueError` when no such sentence is found.
    """
    for more_days in range(_MORE_DAYS):
        found = _passed_for(
            release_on,
            PassedSentence(
                term=term,
                imposed_on=release_on - timedelta(days=1),
                remand_days=remand_days + more_days,
                exclusions=exclusions,
            ),
            law,
            bank_holidays,
        )
        if found is not None and is_working_day(found.imposed_on, bank_holidays):
            return found
    raise ValueError(f"no sentence of {term} leads to {release_on}")


def _passed_for(
    release_on: date, tried: PassedSentence, law: LawBook, bank_holidays: frozenset[date]
) -> PassedSentence | None:
    """Move the day of the sentence until its release date is the wanted day; none = it skips it."""
    for _ in range(_ATTEMPTS):
        off_by = (_crd(tried, law, bank_holidays) - release_on).days
        if not off_by:
            return tried
        tried = replace(tried, imposed_on=tried.imposed_on - timedelta(days=off_by))
    return None


def _crd(tried: PassedSentence, law: LawBook, bank_holidays: frozenset[date]) -> date:
    length = tried.term
    booking = Booking(
        person=Person(reference="demo", born_on=date(1980, 1, 1)),
        sentences=(
            StandardDeterminate(
                sentence_id="1",
                sentenced_on=tried.imposed_on,
                offence=Offence(committed_on=tried.committed_on),
                term=EngineTerm(
                    years=length.years, months=length.months, weeks=length.weeks, days=length.days
                ),
                is_sds_plus=False,
                is_sds_plus_eligible=False,
                is_section_250=False,
                exclusions=tuple(Exclusion(each) for each in tried.exclusions),
            ),
        ),
        adjustments=(
            Adjustment(
                kind=AdjustmentKind.REMAND, applies_on=tried.imposed_on, days=tried.remand_days
            ),
        ),
    )
    answer = calculate(booking, law, bank_holidays=bank_holidays)
    crd, why = (
        (None, "; ".join(each.text for each in answer.reasons))
        if isinstance(answer, Refusal)
        else (answer.on(ReleaseDateType.CRD), "it has no conditional release date")
    )
    if crd is None:
        raise ValueError(f"a sentence of {tried.term} cannot be used: {why}")
    return crd

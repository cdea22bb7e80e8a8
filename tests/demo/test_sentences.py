from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatelodge.adapters.holidays import bank_holidays
from gatelodge.demo.sentences import sentence_leading_to
from gatelodge.record.facts import Term
from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    LawBook,
    Offence,
    Person,
    ReleaseDateType,
    StandardDeterminate,
    calculate,
)
from gatelodge.sentencing import Term as EngineTerm

LAW = LawBook.in_force()
HOLIDAYS = bank_holidays()


@settings(max_examples=60, deadline=None)
@given(
    st.dates(min_value=date(2025, 11, 1), max_value=date(2029, 12, 31)),
    st.integers(min_value=8, max_value=54),
    st.integers(min_value=5, max_value=60),
)
def test_the_sentence_leads_to_the_wanted_day_and_is_passed_when_courts_sit(
    release_on: date, months: int, remand_days: int
) -> None:
    found = sentence_leading_to(
        release_on,
        Term(months=months),
        remand_days=remand_days,
        law=LAW,
        bank_holidays=HOLIDAYS,
    )
    assert found.imposed_on.weekday() < 5
    assert found.imposed_on not in HOLIDAYS
    assert remand_days <= found.remand_days <= remand_days + 13
    answer = calculate(
        Booking(
            person=Person(reference="x", born_on=date(1980, 1, 1)),
            sentences=(
                StandardDeterminate(
                    sentence_id="1",
                    sentenced_on=found.imposed_on,
                    offence=Offence(committed_on=found.committed_on),
                    term=EngineTerm(months=months),
                    is_sds_plus=False,
                    is_sds_plus_eligible=False,
                    is_section_250=False,
                    exclusions=(),
                ),
            ),
            adjustments=(
                Adjustment(
                    kind=AdjustmentKind.REMAND,
                    applies_on=found.imposed_on,
                    days=(found.imposed_on - found.remanded_on).days,
                ),
            ),
        ),
        LAW,
        bank_holidays=HOLIDAYS,
    )
    assert isinstance(answer, Calculation)
    assert answer.on(ReleaseDateType.CRD) == release_on
    assert found.committed_on < found.remanded_on


def test_what_cannot_be_found_is_said() -> None:
    with pytest.raises(ValueError, match="The term is zero or less"):
        sentence_leading_to(
            date(2026, 1, 5) + timedelta(days=1),
            Term(),
            remand_days=5,
            law=LAW,
            bank_holidays=HOLIDAYS,
        )

"""Bank holidays of England and Wales, as GOV.UK lists them."""

from datetime import date

import msgspec
import pytest

from gatelodge.adapters.holidays import bank_holidays, corrected

# As published on gov.uk/bank-holidays for England and Wales, substitute days among them.
PUBLISHED = {
    2020: "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28",
    2022: "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27",
    2023: "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
}
NEW_YEAR = frozenset({date(2031, 1, 1)})


@pytest.mark.parametrize("year", PUBLISHED)
def test_published_days_and_no_other_weekday(year: int) -> None:
    ours = sorted(on for on in bank_holidays() if on.year == year and on.weekday() < 5)
    assert " ".join(f"{on.month}-{on.day}" for on in ours) == PUBLISHED[year]


def test_a_proclaimed_day_is_added_and_a_moved_one_taken_out() -> None:
    added = '[[added]]\non = 2031-05-09\ncitation = "a proclamation"\n'
    removed = '[[removed]]\non = 2031-01-01\ncitation = "a proclamation"\n'
    assert corrected(NEW_YEAR, "") == NEW_YEAR
    assert corrected(NEW_YEAR, added) == {date(2031, 1, 1), date(2031, 5, 9)}
    assert corrected(NEW_YEAR, added + removed) == {date(2031, 5, 9)}


@pytest.mark.parametrize(
    "text",
    [
        '[[added]]\non = 2031-01-01\ncitation = "known by now"\n',
        '[[removed]]\non = 2031-01-02\ncitation = "never was one"\n',
    ],
)
def test_a_correction_that_corrects_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="needs no correction: 2031-01-0"):
        corrected(NEW_YEAR, text)


@pytest.mark.parametrize(
    "text",
    [
        "[[added]]\non = 2031-05-09\n",
        '[[added]]\non = "9 May"\ncitation = "a proclamation"\n',
        "[[moved]]\non = 2031-05-09\n",
    ],
)
def test_a_correction_without_day_or_citation_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        corrected(NEW_YEAR, text)

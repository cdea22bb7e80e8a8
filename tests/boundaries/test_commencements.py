"""The day before, of and after every commencement and tranche in the law files."""

from datetime import date, timedelta

import pytest

from gatelodge.sentencing import Calculation, Enactment, Exclusion, LawBook, ReleaseDateType
from gatelodge.sentencing.days import Ratio
from gatelodge.sentencing.lawbook import Scheme
from tests.sentencing.invented import (
    FORTY,
    HALF,
    PROGRESSION,
    answer,
    booking,
    calculated,
    dates,
    law,
    sds,
    steps,
)

DAY = timedelta(days=1)
BOOKS = {name: law(name) for name in (HALF, FORTY, PROGRESSION)}
CHANGES = [
    pytest.param(book, each, key, id=f"{profile}-{each.id}-{key}")
    for profile, book in BOOKS.items()
    for each in book.enactments
    for key in each.set
]
SCHEMES = [(profile, scheme) for profile, book in BOOKS.items() for scheme in book.schemes]
TRANCHES = [
    (profile, scheme, place)
    for profile, scheme in SCHEMES
    for place, _ in enumerate(scheme.tranches)
    if scheme.is_progression is (profile == PROGRESSION)
]
LIMITED = [each for each in TRANCHES if each[2] + 1 < len(each[1].tranches)]
BEFORE = {FORTY: (HALF, Ratio(1, 2)), PROGRESSION: (FORTY, Ratio(2, 5))}
"""The profile that dates by the earlier release point, and that point."""
SWITCH_DAYS = sorted(
    {each.commences for book in BOOKS.values() for each in book.enactments}
    | {
        tranche.begins
        for book in BOOKS.values()
        for scheme in book.schemes
        for tranche in scheme.tranches
    }
)


def _value(book: LawBook, key: str, on: date) -> object:
    subject, _, field = key.partition(".")
    value = getattr(getattr(book, subject).on(on.toordinal()), field)
    return str(value) if isinstance(value, Ratio) else value


@pytest.mark.parametrize(("book", "enactment", "key"), CHANGES)
def test_a_value_changes_on_its_day(book: LawBook, enactment: Enactment, key: str) -> None:
    on, change = enactment.commences, enactment.set[key]
    if change.was is not None:
        assert _value(book, key, on - DAY) == change.was
    assert _value(book, key, on) == change.now
    assert _value(book, key, on + DAY) == change.now


@pytest.mark.parametrize("on", SWITCH_DAYS, ids=str)
@pytest.mark.parametrize("profile", sorted(BOOKS))
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_a_sentence_of_a_switch_day_is_dated_or_refused_by_name(
    on: date, profile: str, shift: int
) -> None:
    day = (on + shift * DAY).isoformat()
    for months in (1, 11, 12, 23, 60):
        given = booking(sds(day, months=months, offence_on=day))
        found = answer(given, profile, ersed=True)
        if isinstance(found, Calculation):
            assert found.governing().on >= date.fromisoformat(day)
        else:
            assert all(reason.code and reason.text for reason in found.reasons)


@pytest.mark.parametrize(
    ("profile", "scheme"), SCHEMES, ids=lambda each: str(getattr(each, "id", each))
)
def test_a_scheme_prices_sentences_from_its_own_day(profile: str, scheme: Scheme) -> None:
    begins = date.fromordinal(scheme.commences)
    marked = (Exclusion.SEXUAL_T3,) if scheme.applies_to == "sds_with" else ()
    for shift, is_under in ((-1, False), (0, True), (1, True)):
        day = (begins + shift * DAY).isoformat()
        given = booking(sds(day, days=2, exclusions=marked))
        found = steps(calculated(given, profile), ReleaseDateType.CRD)
        under = any(step.authority == scheme.authority for step in found)
        assert under is is_under, day


@pytest.mark.parametrize(
    ("profile", "scheme", "place"),
    TRANCHES,
    ids=lambda each: str(getattr(each, "id", each)),
)
@pytest.mark.parametrize("shift", [-1, 0, 1])
@pytest.mark.parametrize("plus", [False, True])
def test_nobody_is_released_before_the_tranche_day_by_its_scheme(
    profile: str, scheme: Scheme, place: int, shift: int, *, plus: bool
) -> None:
    """A release under the earlier point on each side of the day: only the one after it moves."""
    begins = scheme.tranches[place].begins
    earlier, ratio = BEFORE[profile]
    if plus:
        ratio = BOOKS[profile].sds_plus.values[-1].release_point
    days = _longest_of(scheme, place)
    served = -(-days * ratio.numerator // ratio.denominator)
    wanted = begins + shift * DAY
    start = wanted - (served - 1) * DAY
    given = booking(sds(start.isoformat(), days=days, offence_on="2016-05-04", plus=plus))
    assert dates(given, earlier)["CRD"] == wanted.isoformat()
    found = dates(given, profile)["CRD"]
    moves = shift > 0 and (not plus or scheme.fraction_sds_plus is not None)
    assert found == (begins if moves else wanted).isoformat()


@pytest.mark.parametrize(
    ("profile", "scheme", "place"), LIMITED, ids=lambda each: str(getattr(each, "id", each))
)
@pytest.mark.parametrize("over", [-1, 0, 1])
def test_a_tranche_ends_with_its_longest_sentence(
    profile: str, scheme: Scheme, place: int, over: int
) -> None:
    """A sentence of the day before the scheme: as long as a tranche takes, and one day more."""
    start = (date.fromordinal(scheme.commences) - DAY).isoformat()
    days = _longest_of(scheme, place, start) + over
    found = calculated(booking(sds(start, days=days)), profile)
    reached = {each.scheme: (each.tranche, each.reached_on) for each in found.schemes}
    tranche = scheme.tranches[place + 1 if over > 0 else place]
    assert reached[scheme.id] == (tranche.name, tranche.begins)


def _longest_of(scheme: Scheme, place: int, start: str = "2016-05-04") -> int:
    """Count the days of the longest sentence of a tranche; of the last, the shortest."""
    tranche = scheme.tranches[place]
    if tranche.at_most_days is not None:
        return tranche.at_most_days
    if tranche.under_years is not None:
        first = date.fromisoformat(start)
        return (first.replace(year=first.year + tranche.under_years) - first).days - 1
    return _longest_of(scheme, place - 1, start) + 1


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_the_coming_of_licence_goes_by_the_day_of_the_offence(shift: int) -> None:
    (begins,) = (
        each.commences
        for each in BOOKS[HALF].enactments
        if "short.has_licence" in each.set and each.set["short.has_licence"].now
    )
    offence = (begins + shift * DAY).isoformat()
    found = dates(booking(sds("2016-03-07", months=8, offence_on=offence)))
    assert ("CRD" in found) is (shift >= 0)
    assert ("TUSED" in found) is (shift >= 0)


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_the_longer_curfew_goes_by_the_calculated_day(shift: int) -> None:
    """500 days to serve: the shorter curfew's date lands on each side of the commencement."""
    before, began, since = BOOKS[FORTY].hdc.last_change()
    wanted = date.fromordinal(began) + shift * DAY
    start = wanted - timedelta(days=500 - before.deduction_days - 1)
    given = booking(
        sds(start.isoformat(), days=1000, offence_on="2020-01-06", exclusions=(Exclusion.SEXUAL,))
    )
    assert since.deduction_days > before.deduction_days
    expected = wanted if shift < 0 else date.fromordinal(began)
    assert dates(given, FORTY)["HDCED"] == expected.isoformat()


@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_the_wider_removal_window_goes_by_the_calculated_day(shift: int) -> None:
    """2,000 days to serve: the old window's opening lands on each side of the commencement."""
    before, began, _ = BOOKS[FORTY].ers.last_change()
    wanted = date.fromordinal(began) + shift * DAY
    start = wanted - timedelta(days=1999 - before.longest_days)
    given = booking(
        sds(start.isoformat(), days=4000, offence_on="2018-01-08", exclusions=(Exclusion.SEXUAL,))
    )
    expected = wanted if shift < 0 else date.fromordinal(began)
    assert dates(given, FORTY, ersed=True)["ERSED"] == expected.isoformat()

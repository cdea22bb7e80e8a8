"""What holds for every booking of standard sentences that can be made up."""

from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    Exclusion,
    Offence,
    Person,
    Refusal,
    ReleaseDateType,
    StandardDeterminate,
    Term,
    calculate,
    read_profile,
)

from . import invented
from .any_booking import SOAK
from .invented import FORTY, HALF, row, sds

KIND = AdjustmentKind
EXCLUSIONS = st.sampled_from([(), (), (Exclusion.SEXUAL,), (Exclusion.DOMESTIC_ABUSE_T3,)])
PROFILES = st.sampled_from([HALF, FORTY])
TERMS = st.one_of(
    st.builds(Term, days=st.integers(1, 400)),
    st.builds(Term, weeks=st.integers(1, 60)),
    st.builds(Term, months=st.integers(1, 30), days=st.integers(0, 20)),
    st.builds(Term, years=st.integers(1, 12), months=st.integers(0, 11)),
)
MORE_EXCLUDED = date(2024, 12, 16)
"""The day from which more offences are left out of release at 40 per cent."""
RELEASES = (ReleaseDateType.CRD, ReleaseDateType.ARD)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[StandardDeterminate, ...]:
    """One to four sentences, each perhaps after one of those before it."""
    made: list[StandardDeterminate] = []
    first = draw(st.dates(date(2013, 1, 1), date(2026, 6, 30)))
    for place in range(draw(st.integers(1, 4))):
        on = first + timedelta(days=draw(st.integers(0, 500)) if made else 0)
        parents = [each.sentence_id for each in made if each.sentenced_on <= on]
        after = draw(st.sampled_from([None, *parents])) if parents else None
        plus = on >= date(2020, 4, 1) and draw(st.booleans()) and draw(st.booleans())
        made.append(
            StandardDeterminate(
                sentence_id=f"s{place}",
                sentenced_on=on,
                offence=Offence(committed_on=on - timedelta(days=draw(st.integers(1, 1500)))),
                consecutive_to=() if after is None else (after,),
                term=draw(TERMS),
                is_sds_plus=plus,
                is_sds_plus_eligible=plus,
                is_section_250=False,
                exclusions=draw(EXCLUSIONS),
            )
        )
    return tuple(made)


@st.composite
def bookings(draw: st.DrawFn) -> Booking:
    imposed = draw(sentences())
    first = min(each.sentenced_on for each in imposed)
    rows = []
    for kind in (KIND.REMAND, KIND.TAGGED_BAIL):
        if draw(st.booleans()):
            on = draw(st.sampled_from([each.sentenced_on for each in imposed]))
            rows.append(Adjustment(kind=kind, applies_on=on, days=draw(st.integers(1, 90))))
    for kind in (KIND.UAL, KIND.ADA):
        for _ in range(draw(st.integers(0, 2))):
            on = first + timedelta(days=draw(st.integers(1, 600)))
            rows.append(Adjustment(kind=kind, applies_on=on, days=draw(st.integers(1, 60))))
    return Booking(
        person=Person(
            reference="G0001LD", born_on=draw(st.dates(date(1950, 1, 1), date(2007, 1, 1)))
        ),
        sentences=imposed,
        adjustments=tuple(rows),
    )


def worked(given_booking: Booking, profile: str) -> Calculation | Refusal:
    law = read_profile(profile).law
    return calculate(given_booking, law, bank_holidays=frozenset(), with_ersed=True)


def release(found: Calculation) -> date:
    return next(each.on for each in found.dates if each.type in RELEASES)


def expiry(found: Calculation) -> date:
    on = found.on(ReleaseDateType.SLED) or found.on(ReleaseDateType.SED)
    assert on is not None
    return on


@settings(deadline=None, max_examples=300 * SOAK)
@given(bookings(), PROFILES)
def test_an_answer_hangs_together(booking: Booking, profile: str) -> None:
    found = worked(booking, profile)
    assume(isinstance(found, Calculation))
    assert isinstance(found, Calculation)
    dates = {each.type: each.on for each in found.dates}
    first = min(each.sentenced_on for each in booking.sentences)
    assert sum(each in dates for each in RELEASES) == 1
    assert (ReleaseDateType.SLED in dates) != (ReleaseDateType.SED in dates)
    assert ReleaseDateType.LED not in dates or ReleaseDateType.SED in dates
    assert first <= release(found) == found.governing().on
    assert found.governing_sentenced_on >= first
    if ReleaseDateType.HDCED in dates:
        assert first + timedelta(days=14) <= dates[ReleaseDateType.HDCED] <= release(found)
    assert len({each.type for each in found.dates}) == len(found.dates)


@settings(deadline=None, max_examples=200 * SOAK)
@given(bookings(), PROFILES, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(
    booking: Booking, profile: str, shuffling: Random
) -> None:
    rows = list(booking.adjustments)
    shuffling.shuffle(rows)
    shuffled = msgspec.structs.replace(booking, adjustments=tuple(rows))
    one, other = worked(booking, profile), worked(shuffled, profile)
    if isinstance(one, Calculation) and isinstance(other, Calculation):
        assert one.dates == other.dates
    else:
        assert isinstance(one, Refusal)
        assert isinstance(other, Refusal)


@settings(deadline=None, max_examples=300 * SOAK)
@given(sentences(), st.integers(1, 80), PROFILES)
def test_one_sentence_with_more_remand_never_ends_later(
    imposed: tuple[StandardDeterminate, ...], days: int, profile: str
) -> None:
    only = msgspec.structs.replace(imposed[0], consecutive_to=())
    person = Person(reference="G0001LD", born_on=date(1980, 5, 5))
    plain = Booking(person=person, sentences=(only,))
    credited = msgspec.structs.replace(
        plain,
        adjustments=(Adjustment(kind=KIND.REMAND, applies_on=only.sentenced_on, days=days),),
    )
    before, after = worked(plain, profile), worked(credited, profile)
    assume(isinstance(before, Calculation) and isinstance(after, Calculation))
    assert isinstance(before, Calculation)
    assert isinstance(after, Calculation)
    assert release(after) <= release(before)
    assert expiry(after) <= expiry(before)
    assert after.on(ReleaseDateType.ESED) == before.on(ReleaseDateType.ESED)


@settings(deadline=None, max_examples=200 * SOAK)
@given(sentences(), st.integers(1, 40), PROFILES)
def test_added_days_put_release_off_and_leave_the_end_alone(
    imposed: tuple[StandardDeterminate, ...], days: int, profile: str
) -> None:
    """The award is made on the first day, when somebody is certainly serving."""
    only = msgspec.structs.replace(imposed[0], consecutive_to=())
    person = Person(reference="G0001LD", born_on=date(1980, 5, 5))
    plain = Booking(person=person, sentences=(only,))
    award = Adjustment(kind=KIND.ADA, applies_on=only.sentenced_on, days=days)
    before = worked(plain, profile)
    after = worked(msgspec.structs.replace(plain, adjustments=(award,)), profile)
    assume(isinstance(before, Calculation) and isinstance(after, Calculation))
    assert isinstance(before, Calculation)
    assert isinstance(after, Calculation)
    latest = release(before) + timedelta(days=days)
    if Exclusion.DOMESTIC_ABUSE_T3 in only.exclusions and release(before) < MORE_EXCLUDED <= latest:
        return  # The award holds the person to the day from which one half is served.
    assert release(before) <= release(after) <= latest
    assert expiry(before) == expiry(after)


@pytest.mark.parametrize(("days", "release_on"), [(11, "2024-12-15"), (12, "2025-02-05")])
def test_an_award_that_holds_to_the_day_of_a_later_exclusion_has_one_half_served(
    days: int, release_on: str
) -> None:
    """Of 518 days 208 are two fifths, to 4 December 2024, and 259 one half, to 24 January 2025."""
    one = sds("2024-05-11", months=17, exclusions=(Exclusion.DOMESTIC_ABUSE_T3,))
    given_booking = invented.booking(one, rows=(row(KIND.ADA, "2024-05-11", days),))
    found = worked(given_booking, FORTY)
    assert isinstance(found, Calculation)
    assert str(release(found)) == release_on


@settings(deadline=None, max_examples=200 * SOAK)
@given(bookings(), PROFILES)
def test_an_absence_after_everything_changes_nothing(booking: Booking, profile: str) -> None:
    before = worked(booking, profile)
    assume(isinstance(before, Calculation))
    assert isinstance(before, Calculation)
    last = max(each.on for each in before.dates)
    absence = Adjustment(kind=KIND.UAL, applies_on=last + timedelta(days=400), days=9)
    later = msgspec.structs.replace(booking, adjustments=(*booking.adjustments, absence))
    after = worked(later, profile)
    assert isinstance(after, Calculation)
    assert after.dates == before.dates
    assert absence in [each.adjustment for each in after.unapplied]


@settings(deadline=None, max_examples=200 * SOAK)
@given(bookings(), PROFILES)
def test_a_row_moves_a_date_or_is_named(booking: Booking, profile: str) -> None:
    """Taking out every row that was named as moving nothing changes no date."""
    before = worked(booking, profile)
    assume(isinstance(before, Calculation))
    assert isinstance(before, Calculation)
    left = [each.adjustment for each in before.unapplied]
    kept = tuple(row for row in booking.adjustments if row not in left)
    after = worked(msgspec.structs.replace(booking, adjustments=kept), profile)
    assert isinstance(after, Calculation)
    assert after.dates == before.dates

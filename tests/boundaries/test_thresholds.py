"""Every value of the law at its edge: what it decides turns exactly there, a day or a penny apart.

The edges are read from the law's own data, so a change of law moves the tests with it.
"""

from datetime import date

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Direction,
    Exclusion,
    ExternalMovement,
    FixedTermRecallDetails,
    MovementReason,
    RecallType,
    Refusal,
    Term,
    UalReason,
)
from gatelodge.sentencing.days import Ratio
from tests.boundaries.edges import (
    BOOK,
    DAY,
    OLD,
    UNLICENSED,
    began,
    days_of_months,
    holds,
    on,
    rules,
)
from tests.sentencing.invented import (
    FORTY,
    PROGRESSION,
    answer,
    booking,
    calculated,
    dates,
    dto,
    fine,
    law,
    own_dates,
    recall,
    row,
    sds,
)

START = date(2023, 1, 9)


# Which rules a sentence stands under


@holds("regime.offences_under_2003_act")
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_the_2003_act_goes_by_the_day_of_the_offence(shift: int) -> None:
    offence = began("regime.offences_under_2003_act") + shift * DAY
    found = dates(booking(sds("2009-10-05", months=18, offence_on=on(offence))))
    assert ("LED" in found) is (shift < 0)
    assert ("SLED" in found) is (shift >= 0)


@holds("regime.sentences_under_2003_act")
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_or_by_that_of_the_sentence(shift: int) -> None:
    start = began("regime.sentences_under_2003_act") + shift * DAY
    found = dates(booking(sds(on(start), months=18, offence_on=OLD)))
    assert ("LED" in found) is (shift < 0)
    assert ("SLED" in found) is (shift >= 0)


@holds("old_style.licence_from_months", "old_style.long_from_months")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_old_sentences_have_a_licence_by_their_length(more: int) -> None:
    start = date(2009, 10, 5)
    rule = BOOK.old_style.values[-1]
    for months, below, from_there in (
        (rule.licence_from_months, "ARD", "LED"),
        (rule.long_from_months, "LED", "SLED"),
    ):
        days = days_of_months(start, months) + more
        found = dates(booking(sds(on(start), days=days, offence_on=OLD)))
        assert (below in found) is (more < 0)
        assert (from_there in found) is (more >= 0)


# Short sentences


@holds("short.under_months")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_a_sentence_is_short_up_to_a_length(more: int) -> None:
    start = date(2016, 3, 7)
    days = days_of_months(start, BOOK.short.values[-1].under_months) + more
    found = dates(booking(sds(on(start), days=days, offence_on=UNLICENSED)))
    assert ("ARD" in found) is (more < 0)
    assert ("CRD" in found) is (more >= 0)


@holds("short.unconditional_days", "supervision.over_days")
@pytest.mark.parametrize("more", [0, 1, 2])
def test_the_shortest_sentences_have_neither_licence_nor_supervision(more: int) -> None:
    limit = BOOK.short.values[-1].unconditional_days
    assert limit == BOOK.supervision.values[-1].over_days
    found = dates(booking(sds("2022-06-06", days=limit + more)))
    assert ("ARD" in found) is (more == 0)
    assert ("TUSED" in found) is (more > 0)


@holds("short.mixed_custody")
@pytest.mark.parametrize(("days", "licence"), [(200, 100), (201, 100), (202, 101)])
def test_the_licence_of_a_short_mixed_chain_leaves_out_the_part_that_is_custody(
    days: int, licence: int
) -> None:
    assert BOOK.short.values[-1].mixed_custody == Ratio(1, 2)
    found = dates(
        booking(
            sds("2015-02-10", months=4, offence_on=UNLICENSED),
            sds("2015-02-10", days=days, offence_on="2015-02-02", name="two", after="one"),
        )
    )
    assert date.fromisoformat(found["LED"]) - date.fromisoformat(found["CRD"]) == licence * DAY


@holds("short.mixed_under_years")
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_short_sentences_of_two_kinds_are_read_together_under_a_length(shift: int) -> None:
    """47 months of 4 June 2012 under the old rules end on 3 May 2016, licence on 12 May 2015.

    Five months for an old offence let go on 25 April 2015, after four weeks for a newer one have
    ended: read together there is no licence left, read apart that of 2012 still runs.
    """
    ended = date(2016, 5, 4)
    first = ended.replace(year=ended.year - BOOK.short.values[-1].mixed_under_years) + shift * DAY
    given = booking(
        sds(on(first), days=2, offence_on=OLD, name="first"),
        sds("2012-06-04", months=47, offence_on=OLD, name="old"),
        sds("2015-02-10", weeks=4, offence_on="2015-02-02", name="newer"),
        sds("2015-02-10", months=5, offence_on=UNLICENSED, name="older"),
    )
    found = dates(given)
    assert found.get("ARD") == ("2015-04-25" if shift > 0 else None)
    assert found.get("CRD") == (None if shift > 0 else "2015-04-25")
    assert found.get("LED") == (None if shift > 0 else "2015-05-12")


@holds("short.adult_age")
@pytest.mark.parametrize("later", [-1, 0, 1])
def test_who_comes_of_age_by_release_leaves_on_licence(later: int) -> None:
    """92 of 183 days from 6 June 2022, to 5 September."""
    released = date(2022, 9, 5)
    born = released.replace(year=released.year - BOOK.short.values[-1].adult_age) + later * DAY
    found = dates(booking(sds("2022-06-06", months=6), born=on(born)))
    assert found["ARD" if later > 0 else "CRD"] == on(released)


@holds("supervision.licence_days")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_supervision_follows_a_licence_of_fewer_days(more: int) -> None:
    """At 40 per cent a licence of 364 days belongs to 607 or 608, of 365 to 609."""
    limit = BOOK.supervision.values[-1].licence_days
    days = next(n for n in range(limit, 2 * limit) if n - -(-n * 2 // 5) == limit) + more
    found = dates(booking(sds("2025-01-06", days=days)), FORTY)
    assert ("TUSED" in found) is (more < 0)


@holds("supervision.under_months")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_supervision_follows_a_sentence_under_a_length(more: int) -> None:
    """At two thirds the licence is short enough at any such length."""
    start = date(2022, 6, 6)
    days = days_of_months(start, BOOK.supervision.values[-1].under_months) + more
    found = dates(booking(sds(on(start), days=days, plus=True)))
    assert ("TUSED" in found) is (more < 0)


@holds("supervision.age", "supervision.months")
@pytest.mark.parametrize("later", [-1, 0, 1])
def test_supervision_is_for_who_is_of_age_by_release(later: int) -> None:
    """120 of 300 days from 6 January 2025, to 5 May; half of them end in June."""
    rule = BOOK.supervision.values[-1]
    released = date(2025, 5, 5)
    born = released.replace(year=released.year - rule.age) + later * DAY
    found = dates(booking(sds("2025-01-06", days=300), born=on(born)), FORTY)
    until = released + days_of_months(released, rule.months) * DAY
    assert found.get("TUSED") == (None if later > 0 else on(until))


@holds("supervision.midway")
@pytest.mark.parametrize("later", [-1, 0, 1])
def test_and_by_the_day_on_which_half_is_served(later: int) -> None:
    """150 of 300 days end on 4 June 2025; 60 at large put release off to 4 July."""
    rule = BOOK.supervision.values[-1]
    half = date(2025, 1, 6) + (rule.midway.of(300) - 1) * DAY
    born = half.replace(year=half.year - rule.age) + later * DAY
    given = booking(
        sds("2025-01-06", days=300),
        rows=(row(AdjustmentKind.UAL, "2025-02-03", 60),),
        born=on(born),
    )
    assert dates(given, FORTY)["CRD"] == "2025-07-04"
    assert ("TUSED" in dates(given, FORTY)) is (later <= 0)


# Home detention curfew


@holds("hdc.minimum_custodial_days")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_curfew_needs_so_many_days_to_serve(more: int) -> None:
    to_serve = BOOK.hdc.values[-1].minimum_custodial_days + more
    assert ("HDCED" in dates(booking(sds("2022-06-06", days=2 * to_serve)))) is (more >= 0)


@holds("hdc.minimum_stay_days")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_curfew_needs_a_release_so_many_days_after_sentence(more: int) -> None:
    """50 to serve. On the edge the curfew falls on release, so it stays the sentence's own."""
    stay = BOOK.hdc.values[-1].minimum_stay_days
    given = booking(
        sds("2022-06-06", days=100),
        rows=(row(AdjustmentKind.REMAND, "2022-06-06", 49 - stay - more),),
    )
    assert dates(given)["CRD"] == on(date(2022, 6, 6) + (stay + more) * DAY)
    (own,) = own_dates(given)
    assert ("HDCED" in own) is (more >= 0)
    assert dates(given).get("HDCED") == (own["HDCED"] if more > 0 else None)
    if more >= 0:
        assert own["HDCED"] == on(date(2022, 6, 6) + stay * DAY)


@holds("hdc.minimum_served_days", "hdc.midway")
@pytest.mark.parametrize(("more", "later"), [(-2, 0), (-1, 0), (0, 0), (1, 1), (2, 1), (3, 2)])
def test_curfew_needs_so_many_days_served_or_half(more: int, later: int) -> None:
    """28 of 54 to 56 days; of 57 and 58 half, rounded up, is 29."""
    served = BOOK.hdc.values[-1].minimum_served_days
    assert BOOK.hdc.values[-1].midway == Ratio(1, 2)
    given = booking(sds("2022-06-06", days=2 * (2 * served + more)))
    assert dates(given)["HDCED"] == on(date(2022, 6, 6) + (served + later) * DAY)


@holds("hdc.midpoint_days", "hdc.deduction_days")
@pytest.mark.parametrize("more", [-1, 0, 1])
@pytest.mark.parametrize(("version", "start"), [(0, "2021-02-01"), (1, "2026-01-05")])
def test_from_so_many_days_on_curfew_is_counted_back(version: int, start: str, more: int) -> None:
    rule = BOOK.hdc.values[version]
    given = booking(sds(start, days=2 * (rule.midpoint_days + more)))
    released = date.fromisoformat(dates(given)["CRD"])
    curfew = date.fromisoformat(dates(given)["HDCED"])
    counted = "HDCED_GE_MIDPOINT_LT_MAX_PERIOD"
    assert (counted in rules(given, "HDCED")) is (more >= 0)
    assert ((released - curfew).days == rule.deduction_days) is (more >= 0)


# Early removal


@holds("ers.longest_days", "ers.served")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_old_window_opens_by_days_or_by_the_part_served(more: int) -> None:
    """1,090 to serve: one half of them is over 544 days before release, of 1,089 it is not."""
    rule = BOOK.ers.values[0]
    edge = next(n for n in range(1, 4000) if n - 1 - rule.longest_days >= rule.served.of(n))
    given = booking(sds("2019-01-07", days=2 * (edge + more), offence_on="2018-05-07"))
    found = dates(given, ersed=True)
    removed, released = date.fromisoformat(found["ERSED"]), date.fromisoformat(found["CRD"])
    assert (rules(given, "ERSED") == ["ERSED_MAX_PERIOD"]) is (more >= 0)
    if more >= 0:
        assert (released - removed).days == rule.longest_days
    else:
        assert (removed - date(2019, 1, 7)).days == rule.served.of(edge + more)


@holds("ers.longest_years", "ers.served")
@pytest.mark.parametrize(("days", "served"), [(1000, 150), (1001, 151), (1019, 153), (1020, 153)])
def test_the_new_window_opens_by_the_part_served_or_by_years(days: int, served: int) -> None:
    """Three tenths of 500 days are 150; of 501 they are 150.3; of 510 they are 153."""
    start = date(2026, 1, 5)
    assert BOOK.ers.values[-1].served == Ratio(3, 10)
    found = dates(booking(sds(on(start), days=days)), ersed=True)
    assert found["ERSED"] == on(start + served * DAY)
    long = dates(booking(sds(on(start), years=15, plus=True)), ersed=True)
    released = date.fromisoformat(long["CRD"])
    years = BOOK.ers.values[-1].longest_years
    assert long["ERSED"] == on(released.replace(year=released.year - years))


@holds("removal.keeps_sentence_running")
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_a_removal_keeps_the_sentence_running_since_a_day(shift: int) -> None:
    removed = began("removal.keeps_sentence_running") + shift * DAY
    moves = (
        ExternalMovement(moved_on=removed, direction=Direction.OUT, reason=MovementReason.ERS),
        ExternalMovement(
            moved_on=date(2023, 4, 2), direction=Direction.IN, reason=MovementReason.ERS_BREACH
        ),
    )
    given = booking(
        sds("2022-05-09", years=4),
        sds("2023-04-03", years=4, name="two"),
        rows=(row(AdjustmentKind.REMAND, "2022-05-09", 50),),
        movements=moves,
    )
    alone = date.fromisoformat(dates(booking(sds("2023-04-03", years=4)))["CRD"])
    found = date.fromisoformat(dates(given)["CRD"])
    assert (alone - found).days == (50 if shift >= 0 else 0)


# Default terms


@holds("fine.full_term_pence", "fine.has_full_term")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_the_whole_default_term_is_served_from_a_sum_and_since_a_day(more: int) -> None:
    begins, limit = began("fine.has_full_term"), BOOK.fine.values[-1].full_term_pence
    by_sum = booking(fine(on(begins), Term(days=100), pence=limit + more))
    assert dates(by_sum)["ARD"] == on(begins + (99 if more >= 0 else 49) * DAY)
    start = begins + more * DAY
    by_day = booking(fine(on(start), Term(days=100), pence=limit))
    assert dates(by_day)["ARD"] == on(start + (99 if more >= 0 else 49) * DAY)


# Detention and training orders


@holds("dto.longest_months")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_orders_never_come_to_more_than_the_longest(more: int) -> None:
    longest = days_of_months(START, BOOK.dto.values[-1].longest_months)
    given = booking(
        dto(on(START), Term(days=400)),
        dto(on(START), Term(days=longest - 400 + more), name="two", after="dto"),
        born="2007-05-07",
    )
    assert dates(given)["SED"] == on(START + (longest + min(more, 0) - 1) * DAY)


@holds(
    "dto.transfer_from_months",
    "dto.transfer_longer_from_months",
    "dto.transfer_months",
    "dto.transfer_longer_months",
)
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_an_order_may_end_early_or_late_by_its_length(more: int) -> None:
    rule = BOOK.dto.values[-1]
    for edge, below, from_there in (
        (rule.transfer_from_months, 0, rule.transfer_months),
        (rule.transfer_longer_from_months, rule.transfer_months, rule.transfer_longer_months),
        # A whole above the longest an order may be has no such dates.
        (rule.longest_months, rule.transfer_longer_months, rule.transfer_longer_months),
    ):
        days = days_of_months(START, edge) + more
        found = dates(booking(dto(on(START), Term(days=days)), born="2007-05-07"))
        months = below if more < 0 else from_there
        if edge == rule.longest_months and more > 0:
            months = 0
        middle = date.fromisoformat(found["MTD"])
        late = on(middle + days_of_months(middle, months) * DAY) if months else None
        assert found.get("LTD") == late
        assert ("ETD" in found) is bool(months)


@holds("dto.remand_counts")
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_remand_counts_towards_an_order_since_a_day(shift: int) -> None:
    start = on(began("dto.remand_counts") + shift * DAY)
    order = dto(start, Term(months=12))
    plain = date.fromisoformat(dates(booking(order, born="2007-05-07"))["MTD"])
    rows = (row(AdjustmentKind.REMAND, start, 10),)
    found = date.fromisoformat(dates(booking(order, rows=rows, born="2007-05-07"))["MTD"])
    assert (plain - found).days == (10 if shift >= 0 else 0)


# Recall


@holds("recall.shorter_days", "recall.longer_days")
@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (RecallType.FIXED_TERM_RECALL_14, BOOK.recall.values[-1].shorter_days),
        (RecallType.FIXED_TERM_RECALL_28, BOOK.recall.values[-1].longer_days),
    ],
)
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_a_fixed_term_ends_on_its_last_day_or_with_the_sentence(
    kind: RecallType, days: int, shift: int
) -> None:
    """2 years from 6 June 2022 end on 5 June 2024."""
    ends = date(2024, 6, 5)
    returned = on(ends - (days - 1) * DAY + shift * DAY)
    given = booking(
        sds("2022-06-06", years=2, recall=recall(kind, returned=returned)), returned=returned
    )
    assert dates(given)["PRRD"] == on(ends + min(shift, 0) * DAY)


@holds("recall.longer_from_months")
@pytest.mark.parametrize("more", [-1, 0, 1])
def test_14_days_are_for_chains_under_a_length(more: int) -> None:
    start, rule = date(2024, 2, 5), BOOK.recall.values[-1]
    back = recall(RecallType.FIXED_TERM_RECALL_14, returned="2024-07-22")
    days = days_of_months(start, rule.longer_from_months) + more
    given = booking(
        sds(on(start), days=200, recall=back),
        sds(on(start), days=days - 200, name="two", after="one", recall=back),
        returned="2024-07-22",
        fixed_term=FixedTermRecallDetails(
            returned_on=date(2024, 7, 22), recall_days=rule.shorter_days
        ),
    )
    found = answer(given, FORTY)
    assert isinstance(found, Refusal) is (more >= 0)


def _recall_tranches() -> list[tuple[int, int, str, date]]:
    scheme = BOOK.recall_scheme
    assert scheme is not None
    names = [(each.name, each.begins) for each in scheme.tranches]
    limits = [each.at_most_days for each in scheme.tranches if each.at_most_days is not None]
    return [
        (limit, more, *names[place + (more > 0)])
        for place, limit in enumerate(limits)
        for more in (-1, 0, 1)
    ]


@pytest.mark.parametrize(("limit", "more", "name", "begins"), _recall_tranches())
def test_a_tranche_of_earlier_recalls_ends_with_its_longest_sentence(
    limit: int, more: int, name: str, begins: date
) -> None:
    """Back on 10 November 2025; 56 days would be over on 4 January 2026."""
    start = date(2026, 9, 1) - limit * DAY
    returned = "2025-11-10"
    given = booking(
        sds(
            on(start),
            days=limit + more,
            offence_on="2011-05-09",
            recall=recall(RecallType.FIXED_TERM_RECALL_56, revoked="2025-11-03", returned=returned),
        ),
        returned=returned,
    )
    found = calculated(given, FORTY)
    tranches = {each.scheme: each.tranche for each in found.schemes}
    assert tranches[BOOK.recall_scheme.id if BOOK.recall_scheme else ""] == name
    assert dates(given, FORTY)["PRRD"] == on(begins)


# What nobody has settled; absences


def _unsettled_edges() -> list[tuple[date, date, bool]]:
    """Give days of offence and release at each edge, and whether they are open there."""
    (rule,) = BOOK.unsettled
    first, last = date.fromordinal(rule.offence_from), date.fromordinal(rule.offence_to)
    opens, closes = date.fromordinal(rule.release_from), date.fromordinal(rule.release_before)
    inside = date(2023, 11, 2), date(2024, 10, 28)
    return [
        (first - DAY, inside[1], False),
        (first, inside[1], True),
        (last, closes - DAY, True),
        (last + DAY, closes - DAY, False),
        (inside[0], opens - DAY, False),
        (inside[0], opens, True),
        (inside[0], closes - DAY, True),
        (inside[0], closes, False),
    ]


@pytest.mark.parametrize(("offence", "released", "is_open"), _unsettled_edges())
def test_an_unsettled_release_point_is_open_between_its_days(
    offence: date, released: date, *, is_open: bool
) -> None:
    """578 days, excluded from the scheme: 289 to serve."""
    (rule,) = BOOK.unsettled
    for code in rule.codes:
        given = booking(
            sds(
                on(released - 288 * DAY),
                days=578,
                offence_on=on(offence),
                code=code,
                exclusions=(Exclusion.SEXUAL,),
            )
        )
        assert isinstance(answer(given, FORTY), Refusal) is is_open


@holds("absence.escape_counts_both_days")
@pytest.mark.parametrize("shift", [-1, 0, 1])
def test_an_escape_counts_its_first_and_last_day_since_a_day(shift: int) -> None:
    """Retaken the day before the progression model: in custody then, if that day is counted."""
    (model,) = (each for each in law(PROGRESSION).schemes if each.is_progression)
    last = date.fromordinal(model.commences) - DAY
    absent = row(
        AdjustmentKind.UAL,
        "2026-06-01",
        1,
        on(began("absence.escape_counts_both_days") + shift * DAY),
        on(last),
    )
    escaped = type(absent)(
        kind=absent.kind,
        applies_on=absent.applies_on,
        days=absent.days,
        from_on=absent.from_on,
        to_on=absent.to_on,
        ual_reason=UalReason.ESCAPE,
    )
    found = answer(booking(sds("2025-12-01", years=3), rows=(escaped,)), PROGRESSION)
    assert isinstance(found, Refusal) is (shift < 0)

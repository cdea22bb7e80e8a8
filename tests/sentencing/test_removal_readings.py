"""The days that both readings of a hazard of removal or supervision give, each worked by hand."""

import msgspec
import pytest

from gatelodge.sentencing import Booking, Calculation, LawBook, Term, calculate
from gatelodge.sentencing.constructions import Construction

from .hazard_cases_of_records import FTR_28 as FOR_28_DAYS
from .hazard_cases_of_records import IN_FORCE, UAL, fixed, standard
from .hazard_cases_of_removal import (
    REMOVAL,
    at_large,
    beside_a_fine,
    committal,
    recalled_and_absent,
    short,
)
from .invented import booking, dto, recall, row, sds
from .two_books import dated

C = Construction
NOTHING: str | None = None


def order(*, months: int) -> Booking:
    return booking(dto("2022-07-04", Term(months=months)), born="2004-01-10")


def readings(
    code: str, given: Booking, kind: str, book: LawBook = IN_FORCE, *, ersed: bool = True
) -> list[str | None]:
    found = calculate(given, book, bank_holidays=frozenset(), with_ersed=ersed)
    assert isinstance(found, Calculation), found
    hazard = next(each for each in found.hazards if each.code == code)
    told = [{each.value: str(on) for each, on in one.dates.items()} for one in hazard.readings]
    return [each.get(kind) for each in told]


READINGS = {
    # 50 of 100 days, less 60, are to 30 December 2021; with 20 added days to 19 January. Practice
    # has the 20 days pass from the day of sentence, 10 January, before removal.
    "GL_ERSED_AFTER_RELEASE": ("ERSED", "2022-01-30", NOTHING),
    # 877 of 2191 days are served. 264, three tenths of them, are over before 14 June 2025; half of
    # them, 439, before 6 December: between the two the window grew wider.
    "GL_ERSED_BEFORE_WIDER_WINDOW": ("ERSED", "2025-06-14", "2025-09-23"),
    "GL_ERSED_ON_DAY_OF_CHANGE": ("ERSED", "2025-06-14", "2025-09-23"),
    # The term lasts from 4 January 2010 to 31 January 2011: 393 days, 197 to serve, 99 of them
    # before 13 April.
    "GL_ERSED_OF_OLDER_LAW": ("ERSED", "2010-04-13", NOTHING),
    # A year: 183 days to serve, 92 of them before 6 April.
    "GL_NO_ERSED_OF_OLDER_LAW": ("ERSED", NOTHING, "2010-04-06"),
    # 25 days of 50 are over before 4 February 2022. Less 40 and with 30 at large: 25 January.
    # Practice has the 30 pass from the day of sentence.
    "GL_ERSED_FLOOR": ("ERSED", "2022-02-09", "2022-01-25"),
    # The part was served long before the return on 3 November 2025.
    "GL_REMOVAL_OF_RECALLED": ("ERSED", NOTHING, "2025-11-03"),
    # 183 of 366 days are to 20 February 2024. Twelve months, and then the ten days, are to 2 March;
    # ten days, which are to 1 March, and then the twelve months to the 1st.
    "GL_UAL_BEFORE_RELEASE_ON_RECALL": ("TUSED", "2025-03-02", "2025-03-01"),
    # 91 of 181 days are to 10 April 2022, and with ten at large to the 20th: between the two the
    # person came of age.
    "GL_TUSED_AGE_AT_HALF": ("TUSED", NOTHING, "2023-04-20"),
    # 146 of 365 days are to 1 March 2025, and with ten at large to the 11th.
    "GL_TUSED_AGE_AFTER_ABSENCE": ("TUSED", "2026-03-11", NOTHING),
    # Released on 31 May 2023, licensed for 365 days to 30 May 2024.
    "GL_TUSED_LEAP_YEAR": ("TUSED", NOTHING, "2024-05-31"),
    # Without the added days of above release would be on 30 December 2021.
    "GL_TUSED_BEFORE_SENTENCE": ("TUSED", "2022-12-30", "2023-01-10"),
    # Release was on 10 July 2023, and five days at large move the year from then; but the person
    # came back on 15 July only, the end of the sentence.
    "GL_TUSED_WITHIN_LICENCE": ("TUSED", "2024-07-15", NOTHING),
    "GL_TUSED_OF_COMMITTAL_LOST": ("TUSED", NOTHING, "2025-06-01"),
    # Two fifths of 547 days are over on 13 August 2024, and the tranche is of 10 September.
    "GL_TUSED_BEFORE_TRANCHE": ("TUSED", "2025-08-13", "2025-09-10"),
    "GL_BOTUS_TUSED_AFTER_REPEAL": ("TUSED", "2026-05-11", NOTHING),
}


@pytest.mark.parametrize("code", sorted(READINGS))
def test_both_readings_give_the_days_worked_by_hand(code: str) -> None:
    kind, own, other = READINGS[code]
    pair = REMOVAL[code]
    assert readings(code, pair.fires, kind, pair.law, ersed=pair.ersed) == [own, other]


def test_added_days_alone_put_removal_off_though_credit_served_the_part() -> None:
    """25 days, less 40, with 20 added: 15 January 2022. Practice: 20 days from 10 January."""
    assert readings("GL_ERSED_FLOOR", short(40, 20), "ERSED") == ["2022-01-30", "2022-01-15"]


def test_credit_never_brings_removal_before_the_day_of_sentence() -> None:
    """25 days, less 48, with 10 added, would be 28 December 2021."""
    assert readings("GL_ERSED_FLOOR", short(48, 10), "ERSED") == ["2022-01-20", "2022-01-10"]


def test_a_chain_across_the_change_keeps_the_narrower_window_that_had_opened() -> None:
    """16 and 4 months of 7 October 2024 are 608 days: 244 are to be served, 122 of them first.

    Three tenths are 74 days, and 200 were spent at large.
    """
    given = booking(
        sds("2024-10-07", months=16),
        sds("2025-10-08", months=4, name="two", after="one"),
        rows=(row(UAL, "2025-01-06", 200, "2025-01-06", "2025-07-24"),),
    )
    assert readings("GL_ERSED_BEFORE_WIDER_WINDOW", given, "ERSED") == ["2025-07-08", "2025-08-25"]


def test_a_recalled_person_is_removed_before_the_fixed_term_ends_or_not_at_all() -> None:
    """28 days of 2 June 2025 are to the 29th."""
    ordered = fixed(FOR_28_DAYS, "2025-06-02", "2025-05-30")
    given = booking(sds("2023-11-06", years=2, recall=ordered), returned="2025-06-02")
    assert readings("GL_REMOVAL_OF_RECALLED", given, "ERSED") == [NOTHING, "2025-06-02"]


def test_nobody_was_removed_on_a_recall_before_recalled_people_could_be() -> None:
    """Back on 3 January 2022, to the end of 24 months, 9 January 2023; removable from 28 June."""
    ordered = standard("2022-01-03", "2021-12-20")
    given = booking(sds("2021-01-10", months=24, recall=ordered))
    assert readings("GL_REMOVAL_OF_RECALLED", given, "ERSED") == [NOTHING, "2022-06-28"]


def test_a_recalled_person_whose_return_is_not_known_is_asked_about_without_a_day() -> None:
    given = booking(sds("2025-01-06", months=11, recall=recall(revoked="2025-11-01")))
    assert readings("GL_REMOVAL_OF_RECALLED", given, "ERSED") == [NOTHING, NOTHING]


def test_supervision_of_several_sentences_is_counted_from_the_tranche_by_one_reading() -> None:
    """As the hazard's own case, beside three months that were over before."""
    given = booking(sds("2024-01-08", months=18), sds("2024-01-08", months=3, name="two"))
    assert readings("GL_TUSED_BEFORE_TRANCHE", given, "TUSED") == ["2025-08-13", "2025-09-10"]


def test_a_recorded_end_of_supervision_that_the_repeal_came_before_is_lost_either_way() -> None:
    found = calculate(beside_a_fine("2026-05-11"), IN_FORCE, bank_holidays=frozenset())
    assert isinstance(found, Calculation)
    assert not found.hazards


def test_removal_not_before_release_is_none_beside_another_sentence_too() -> None:
    """As the hazard's own case, beside ten days that are over at once."""
    alone = REMOVAL["GL_ERSED_AFTER_RELEASE"].fires
    given = msgspec.structs.replace(
        alone, sentences=(*alone.sentences, sds("2022-01-10", days=10, name="two"))
    )
    assert readings("GL_ERSED_AFTER_RELEASE", given, "ERSED") == ["2022-01-30", NOTHING]


@pytest.mark.parametrize(
    ("construction", "given"),
    [
        # Removal comes before release.
        (C.NO_REMOVAL_FROM_RELEASE, at_large(40)),
        # One sentence, and a chain of since.
        (C.WIDER_WINDOW_FROM_ITS_DAY, booking(sds("2025-10-08", years=3))),
        (C.WINDOW_DAY_IS_BEFORE, booking(sds("2025-09-23", years=3))),
        # A single sentence, and a term.
        (C.NO_REMOVAL_OF_OLD_CHAINS, REMOVAL["GL_NO_ERSED_OF_OLDER_LAW"].fires),
        (C.REMOVAL_OF_OLD_SINGLES, REMOVAL["GL_ERSED_OF_OLDER_LAW"].fires),
        # The part was not served by credit.
        (C.REMOVAL_FLOOR_AFTER_CREDIT, at_large(0)),
        (C.REMOVAL_OF_THE_RECALLED, at_large(0)),
        # A child on release, and one who was no child when half was served.
        (C.SUPERVISION_BY_AGE_AT_RELEASE, REMOVAL["GL_TUSED_AGE_AT_HALF"].beside),
        (C.SUPERVISION_AGE_WITHOUT_ABSENCE, REMOVAL["GL_TUSED_AGE_AFTER_ABSENCE"].beside),
        # An order of two years or of less, in a common year.
        (C.SUPERVISION_BY_CALENDAR_YEAR, order(months=24)),
        (C.SUPERVISION_BY_CALENDAR_YEAR, order(months=18)),
        # Released on the day of sentence, and later.
        (C.SUPERVISION_NOT_BEFORE_SENTENCE, short(49, 0)),
        (C.SUPERVISION_NOT_BEFORE_SENTENCE, short(40, 20)),
        # Supervision outlasts the licence.
        (C.SUPERVISION_OUTLASTS_LICENCE, short(40, 20)),
        # No licence, and a committal alone.
        (C.RECORDED_SUPERVISION_STANDS, beside_a_fine(None)),
        (C.SUPERVISION_OUTLASTS_LICENCE, committal("2026-05-10")),
        # Not repealed yet.
        (C.REPEAL_ENDS_RECORDED_SUPERVISION, committal("2026-05-10")),
        # Recalled: released before the tranche.
        (C.SUPERVISION_FROM_TRANCHE, recalled_and_absent("2024-07-13")),
        # Nobody was let go early.
        (C.ABSENCE_MOVES_RECALLED_ALIKE, recalled_and_absent("2024-07-13")),
    ],
    ids=lambda each: str(each) if isinstance(each, Construction) else "",
)
def test_a_reading_moves_nothing_beside_its_rule(
    construction: Construction, given: Booking
) -> None:
    chosen = msgspec.structs.replace(
        IN_FORCE, constructions=IN_FORCE.constructions | {construction}
    )
    assert dated(given, chosen, ersed=True) == dated(given, IN_FORCE, ersed=True)

"""What the engine does not date it refuses by name, whole; what is wrong it sends back."""

from datetime import date

import msgspec
import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    Booking,
    DetentionAndTraining,
    Exclusion,
    Extended,
    FineDefault,
    LawBook,
    Offence,
    ParticularConcern,
    Recall,
    RecallType,
    Refusal,
    RefusalKind,
    Sentence,
    SupervisionBreach,
    Term,
    calculate,
)
from gatelodge.sentencing.law_files import LAW, law_texts

from .invented import FORTY, HALF, IN_FORCE, answer, booking, codes, dates, doubts, law, row, sds

OFFENCE = Offence(committed_on=date(2019, 5, 4))
ON = date(2022, 6, 6)
ALONE = {
    "SLED": "2024-06-05",
    "CRD": "2023-06-06",
    "HDCED": "2022-12-09",
    "ESED": "2024-06-05",
}
"""2 years from 6 June 2022: 731 days, 366 to serve; curfew 179 days before, on day 187."""
OTHER_KINDS: list[tuple[Sentence, dict[str, str]]] = [
    # 5 years are 1,826 days, all served unless parole comes: two thirds are 1,218. 7 years in all.
    (
        Extended(
            sentence_id="e",
            sentenced_on=ON,
            offence=OFFENCE,
            custodial_term=Term(years=5),
            extension=Term(years=2),
        ),
        {
            "SLED": "2029-06-05",
            "CRD": "2027-06-05",
            "PED": "2025-10-05",
            "ESED": "2029-06-05",
        },
    ),
    # Parole from one half before 28 June 2022: 913 of 1,826 days.
    (
        ParticularConcern(
            sentence_id="p",
            sentenced_on=ON,
            offence=OFFENCE,
            custodial_term=Term(years=5),
            extension=Term(years=1),
        ),
        {
            "SLED": "2028-06-05",
            "CRD": "2027-06-05",
            "PED": "2024-12-04",
            "ESED": "2028-06-05",
        },
    ),
    # 14 of 28 days are over long before the curfew.
    (FineDefault(sentence_id="f", sentenced_on=ON, offence=OFFENCE, term=Term(days=28)), ALONE),
    # 8 months are 245 days, 123 to serve; they may end a month before or after that.
    (
        DetentionAndTraining(
            sentence_id="d", sentenced_on=ON, offence=OFFENCE, term=Term(months=8)
        ),
        {
            "SLED": "2024-06-05",
            "CRD": "2023-06-06",
            "MTD": "2022-10-06",
            "LTD": "2022-11-06",
            "ETD": "2022-09-06",
            "HDCED": "2022-12-09",
            "ESED": "2024-06-05",
        },
    ),
    (
        SupervisionBreach(sentence_id="b", sentenced_on=ON, offence=OFFENCE, term=Term(days=7)),
        ALONE,
    ),
]


@pytest.mark.parametrize(("other", "expected"), OTHER_KINDS, ids=lambda each: type(each).__name__)
def test_every_kind_is_dated_beside_a_standard_sentence(
    other: Sentence, expected: dict[str, str]
) -> None:
    assert dates(booking(sds("2022-06-06", years=2), other)) == expected


@pytest.mark.parametrize("profile", [HALF, IN_FORCE])
def test_a_recall_from_curfew_refuses_the_whole(profile: str) -> None:
    recall = Recall(recall_type=RecallType.STANDARD_RECALL_255)
    found = answer(
        booking(sds("2022-06-06", years=2), sds("2022-06-06", years=2, name="c", recall=recall)),
        profile,
    )
    assert isinstance(found, Refusal)
    (reason,) = found.reasons
    assert reason.code == "UNSUPPORTED_SENTENCE_TYPE"
    assert reason.kind is RefusalKind.UNSUPPORTED
    assert "by hand" in reason.text


def test_an_offence_of_before_2005_is_served_under_the_old_rules() -> None:
    """730 days from 1 October 2009: half are 365; three quarters, rounded up, are 548."""
    given = booking(sds("2009-10-01", years=2, offence_on="2004-05-01"))
    assert dates(given, FORTY) == {
        "SED": "2011-09-30",
        "CRD": "2010-09-30",
        "LED": "2011-04-01",
        "HDCED": "2010-04-04",
        "ESED": "2011-09-30",
    }


def test_a_terrorism_connected_sentence_is_refused_by_the_law_and_dated_by_the_service() -> None:
    given = booking(sds("2022-06-06", years=2, exclusions=(Exclusion.TERRORISM,)))
    assert "SDS_TORERA_EXCLUSION" in doubts(given)
    assert "CRD" not in str(answer(given, IN_FORCE))
    assert dates(given, FORTY)["CRD"] == "2023-06-06"


def test_a_sentence_marked_for_two_thirds_before_its_time_is_served_as_marked() -> None:
    """9 years from 6 June 2019 are 3,288 days; two thirds, 2,192, end a day before six years."""
    given = booking(sds("2019-06-06", years=9, plus=True))
    assert dates(given, FORTY)["CRD"] == "2025-06-05"


def test_a_day_without_law_is_refused() -> None:
    texts = {
        name: text.replace('reaches_back = ["sds_plus"]', "")
        for name, text in law_texts(LAW).items()
    }
    found = calculate(
        booking(sds("2019-06-06", years=9, plus=True)),
        LawBook.load(texts),
        bank_holidays=frozenset(),
    )
    assert isinstance(found, Refusal)
    (reason,) = found.reasons
    assert reason.code == "NO_LAW_FOR_DATE"
    assert "No law on sds_plus is held for 2019-06-06" in reason.text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (booking(), ["NO_SENTENCES"]),
        (booking(sds("2022-06-06")), ["ZERO_IMPRISONMENT_TERM"]),
        (booking(sds("2022-06-06", months=-1)), ["ZERO_IMPRISONMENT_TERM"]),
        (booking(sds("2022-06-06", years=2, after="gone")), ["BROKEN_CONSECUTIVE_CHAINS"]),
        (
            booking(
                sds("2022-06-06", years=2, after="two"),
                sds("2022-06-06", years=2, name="two", after="one"),
            ),
            ["GL_CHAIN_LOOP", "GL_CHAIN_LOOP"],
        ),
        (booking(sds("2022-06-06", years=400_000)), ["GL_TERMS_NOT_CREDIBLE"]),
        (booking(sds("2022-06-06", days=9_000_000)), ["GL_TERMS_NOT_CREDIBLE"]),
        (booking(sds("9998-06-06", years=2)), ["GL_YEAR_NOT_CREDIBLE"]),
        (booking(sds("2022-06-06", years=2), born="0001-01-01"), ["GL_YEAR_NOT_CREDIBLE"]),
    ],
)
def test_what_is_wrong_is_named(given: Booking, expected: list[str]) -> None:
    assert codes(given, FORTY) == expected


def test_every_reason_is_given_at_once() -> None:
    given = booking(sds("2022-06-06"), sds("2022-06-06", years=1, name="two", after="gone"))
    assert codes(given) == ["ZERO_IMPRISONMENT_TERM", "BROKEN_CONSECUTIVE_CHAINS"]


def test_an_unknown_offence_date_is_not_taken_for_a_late_one() -> None:
    given = booking(msgspec.structs.replace(sds("2022-06-06", years=1), offence=Offence()))
    assert codes(given) == ["OFFENCE_MISSING_DATE"]


def test_credit_beyond_the_part_to_be_served_is_sent_back() -> None:
    """12 months from 1 October 2020: 183 to serve. To the day is allowed, one more is not."""
    sentence = sds("2020-10-01", months=12)
    to_the_day = booking(sentence, rows=(row(AdjustmentKind.REMAND, "2020-10-01", 183),))
    one_more = booking(sentence, rows=(row(AdjustmentKind.REMAND, "2020-10-01", 184),))
    assert dates(to_the_day)["CRD"] == "2020-10-01"
    assert codes(one_more) == ["RELEASE_DATE_BEFORE_SENTENCE_DATE"]


def test_remand_while_serving_is_sent_back() -> None:
    """Remand that ends on the day of sentence shares that day with it."""
    sentence = sds("2020-12-15", weeks=8)
    shared = row(AdjustmentKind.REMAND, "2020-12-15", 23, "2020-11-22", "2020-12-15")
    before = row(AdjustmentKind.REMAND, "2020-12-15", 23, "2020-11-22", "2020-12-14")
    assert codes(booking(sentence, rows=(shared,))) == ["REMAND_OVERLAPS_WITH_SENTENCE"]
    assert "CRD" in dates(booking(sentence, rows=(before,)))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (AdjustmentKind.REMAND, "REMAND_OVERLAPS_WITH_REMAND"),
        (AdjustmentKind.UAL, "DUPLICATE_OR_OVERLAPPING_UAL"),
    ],
)
def test_a_day_counts_once(kind: AdjustmentKind, code: str) -> None:
    first = row(kind, "2022-06-06", 10, "2022-05-01", "2022-05-10")
    touching = row(kind, "2022-06-06", 5, "2022-05-10", "2022-05-14")
    following = row(kind, "2022-06-06", 5, "2022-05-11", "2022-05-15")
    sentence = sds("2022-06-06", years=2)
    assert doubts(booking(sentence, rows=(first, touching))) == {code}
    assert doubts(booking(sentence, rows=(first, following))) == set()


def test_the_same_bail_on_two_sentences_of_one_day_waits_for_a_person() -> None:
    both = (sds("2022-06-06", years=2), sds("2022-06-06", years=1, name="two"))
    twice = (row(AdjustmentKind.TAGGED_BAIL, "2022-06-06", 30),) * 2
    two = (
        row(AdjustmentKind.TAGGED_BAIL, "2022-06-06", 30),
        row(AdjustmentKind.TAGGED_BAIL, "2022-06-06", 12),
    )
    assert doubts(booking(*both, rows=twice)) == {"GL_BAIL_TWICE"}
    assert "GL_BAIL_TWICE" not in doubts(booking(*both, rows=two))


def test_negative_days_are_sent_back() -> None:
    given = booking(
        sds("2022-06-06", years=2), rows=(row(AdjustmentKind.REMAND, "2022-06-06", -4),)
    )
    assert codes(given) == ["GL_NEGATIVE_DAYS"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (AdjustmentKind.ADA, "ADJUSTMENT_AFTER_RELEASE_ADA"),
        (AdjustmentKind.RADA, "ADJUSTMENT_AFTER_RELEASE_RADA"),
    ],
)
def test_an_award_dated_after_release_is_sent_back(kind: AdjustmentKind, code: str) -> None:
    sentence = sds("2022-06-06", years=2)
    awarded = row(AdjustmentKind.ADA, "2022-09-05", 20)
    assert dates(booking(sentence, rows=(awarded,)))["CRD"] == "2023-06-26"
    assert codes(booking(sentence, rows=(awarded, row(kind, "2023-06-27", 5)))) == [code]
    assert "CRD" in dates(booking(sentence, rows=(awarded, row(kind, "2023-06-20", 5))))


def test_no_more_can_be_given_back_than_was_awarded() -> None:
    awarded = row(AdjustmentKind.ADA, "2022-09-05", 10)
    sentence = sds("2022-06-06", years=2)
    all_back = row(AdjustmentKind.RADA, "2023-01-09", 10)
    one_more = row(AdjustmentKind.RADA, "2023-01-09", 11)
    assert dates(booking(sentence, rows=(awarded, all_back)))["CRD"] == "2023-06-06"
    assert doubts(booking(sentence, rows=(awarded, all_back))) == set()
    assert doubts(booking(sentence, rows=(awarded, one_more))) == {"GL_MORE_RESTORED_THAN_AWARDED"}
    assert dates(booking(sentence, rows=(awarded, one_more)))["CRD"] == "2023-06-05"


def test_an_award_and_a_restoration_on_one_day_on_remand_wait_for_a_person() -> None:
    rows = (row(AdjustmentKind.ADA, "2022-05-03", 10), row(AdjustmentKind.RADA, "2022-05-03", 4))
    given = booking(sds("2022-06-06", years=2), rows=rows)
    assert doubts(given) == {"GL_PROSPECTIVE_ADA_COUNTED_TWICE"}
    # The service counts the net of 6 once for each of the two rows: 6 June and 12 days.
    assert dates(given)["CRD"] == "2023-06-18"


def test_a_refusal_carries_no_date() -> None:
    found = answer(booking(sds("2022-06-06")))
    assert isinstance(found, Refusal)
    assert not hasattr(found, "dates")
    assert found.law_version == law(HALF).version

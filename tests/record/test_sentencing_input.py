"""From the record to the engine: only facts in force, and a digest that follows them alone."""

from datetime import date, timedelta

import pytest

from gatelodge.casework.leaving import record_exit_on_paper, record_return
from gatelodge.record import NotBookable, booking, inputs_digest, statement
from gatelodge.record import facts as f
from gatelodge.sentencing import (
    AdjustmentKind,
    Direction,
    Extended,
    MovementReason,
    RecallType,
    StandardDeterminate,
)
from tests.gate.prison import AMADI, COURT, FERNLEA, URN, Person


def sentenced() -> Person:
    person = Person()
    person.sentence()
    return person


def test_a_sentence_reaches_the_engine_unit_by_unit() -> None:
    person = Person()
    first = person.sentence()
    second = person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.SDS_PLUS,
            term=f.Term(years=7, months=6),
            imposed_on=date(2026, 6, 1),
            offence_code="AB12345",
            offence_committed_on=date(2025, 1, 5),
            count=2,
            consecutive_to=first,
        )
    )
    person.marks(
        second,
        f.ReleaseMarks(
            is_sds_plus_length_and_offence=True,
            is_section_250=False,
            early_release_exclusions=("VIOLENT",),
        ),
    )
    one, two = booking(person.record).sentences
    assert isinstance(one, StandardDeterminate)
    assert isinstance(two, StandardDeterminate)
    assert (one.term.months, one.is_sds_plus) == (12, False)
    assert (two.term.years, two.term.months, two.is_sds_plus) == (7, 6, True)
    assert two.is_sds_plus_eligible
    assert two.consecutive_to == (one.sentence_id,)
    assert [each.value for each in two.exclusions] == ["VIOLENT"]


def test_every_row_of_days_is_filed_on_its_day() -> None:
    person = sentenced()
    rows = (
        f.RemandCredited(
            days=21,
            period=f.Period(date(2026, 5, 1), date(2026, 5, 21)),
            counts_from=date(2026, 6, 1),
        ),
        f.TaggedBailCredited(days=5, counts_from=date(2026, 6, 1)),
        f.UnlawfullyAtLargeRecorded(
            days=2,
            period=f.Period(date(2026, 7, 1), date(2026, 7, 2)),
            ual_reason=f.UalReason.ESCAPE,
        ),
        f.AddedDaysAwarded(days=14, awarded_on=date(2026, 7, 9), adjudication="1"),
        f.AddedDaysRestored(days=7, restored_on=date(2026, 8, 9), adjudication="1"),
    )
    for each in rows:
        person.state(each)
    filed = [(each.kind, each.applies_on, each.days) for each in booking(person.record).adjustments]
    assert filed == [
        (AdjustmentKind.REMAND, date(2026, 6, 1), 21),
        (AdjustmentKind.TAGGED_BAIL, date(2026, 6, 1), 5),
        (AdjustmentKind.UAL, date(2026, 7, 1), 2),
        (AdjustmentKind.ADA, date(2026, 7, 9), 14),
        (AdjustmentKind.RADA, date(2026, 8, 9), 7),
    ]


def test_an_ended_sentence_is_not_dated() -> None:
    person = Person()
    first = person.sentence()
    person.sentence(months=6)
    assert len(booking(person.record).sentences) == 2
    person.end(first)
    assert len(booking(person.record).sentences) == 1


def test_what_no_shape_of_the_engine_can_carry_is_refused_by_name() -> None:
    person = Person()
    with pytest.raises(NotBookable) as refused:
        booking(person.record)
    assert refused.value.code == "NO_SENTENCE"
    person.state(
        f.SentenceImposed(
            court=COURT,
            case_urn=URN,
            sentence_kind=f.SentenceKind.LIFE,
            term=f.Term(years=12),
            imposed_on=date(2026, 6, 1),
            offence_code="CL96001",
            offence_committed_on=date(2026, 1, 5),
        )
    )
    with pytest.raises(NotBookable) as refused:
        booking(person.record)
    assert refused.value.code == "SENTENCE_KIND"
    assert inputs_digest(person.record) is None


def test_a_recall_stands_on_the_sentences_of_before_it_and_takes_their_credit() -> None:
    person = sentenced()
    person.state(
        f.RecallOrdered(
            recall_kind=f.RecallKind.FIXED_28,
            revoked_on=date(2026, 8, 1),
            returned_on=date(2026, 8, 3),
        )
    )
    given = booking(person.record)
    (sentence,) = given.sentences
    assert sentence.recall is not None
    assert sentence.recall.recall_type is RecallType.FIXED_TERM_RECALL_28
    assert given.returned_to_custody_on == date(2026, 8, 3)
    person.state(f.TaggedBailCredited(days=5, counts_from=sentence.sentenced_on))
    (row,) = booking(person.record).adjustments[-1:]
    assert row.kind is AdjustmentKind.RECALL_TAGGED_BAIL


def test_a_recall_never_stands_on_a_sentence_imposed_since() -> None:
    """The fixed term of a recall must not let a person go whom a later sentence holds."""
    person = sentenced()
    person.state(
        f.RecallOrdered(
            recall_kind=f.RecallKind.FIXED_28,
            revoked_on=date(2026, 5, 1),
            returned_on=date(2026, 5, 3),
        )
    )
    (sentence,) = booking(person.record).sentences
    assert sentence.sentenced_on >= date(2026, 5, 1)
    assert sentence.recall is None


def test_the_digest_follows_what_moves_dates_and_nothing_else() -> None:
    person = sentenced()
    before = inputs_digest(person.record)
    person.citizen()
    person.remand("09ZZ0000926")
    person.cases()
    assert inputs_digest(person.record) == before
    person.state(f.TaggedBailCredited(days=5, counts_from=date(2026, 6, 1)))
    assert inputs_digest(person.record) != before


@pytest.mark.parametrize(
    "notice",
    [
        f.ImmigrationInterestStated(interest=f.Interest.STATED),
        f.ImmigrationInterestStated(interest=f.Interest.REMOVAL_PLANNED),
        f.ImmigrationDetentionAuthorised(reference="IS91/1"),
        f.DeportationOrdered(reference="D/1"),
    ],
)
def test_the_digest_follows_whether_early_removal_is_a_question(notice: f.Fact) -> None:
    """The dates then hold one more: those worked out before it are out of date."""
    person = sentenced()
    before = inputs_digest(person.record)
    person.state(f.ImmigrationInterestStated(interest=f.Interest.NOT_OF_INTEREST))
    assert inputs_digest(person.record) == before
    person.state(notice)
    assert inputs_digest(person.record) != before


def test_dates_without_a_removal_day_do_not_stand_once_there_is_one() -> None:
    person = sentenced()
    person.calculated()
    person.state(f.DeportationOrdered(reference="D/1"))
    stale = person.record.calculation
    assert stale is not None
    assert stale.fact.inputs_digest != inputs_digest(person.record)
    person.calculated()
    fresh = person.record.calculation
    assert fresh is not None
    assert fresh.fact.inputs_digest == inputs_digest(person.record)
    assert "ERSED" in {each.date_type for each in fresh.fact.dates}


def test_the_order_in_which_rows_of_one_day_were_corrected_does_not_matter() -> None:
    person = sentenced()
    row = f.AddedDaysAwarded(days=14, awarded_on=date(2026, 7, 9), adjudication="1")
    seq = person.state(row)
    before = inputs_digest(person.record)
    person.state(
        f.AddedDaysAwarded(days=15, awarded_on=date(2026, 7, 9), adjudication="1"), corrects=seq
    )
    assert inputs_digest(person.record) != before
    person.state(row, corrects=seq)
    assert inputs_digest(person.record) == before


def out_and_back(person: Person) -> None:
    record_exit_on_paper(
        person.office,
        AMADI,
        person.id,
        exit_type=f.ExitType.COMMUNITY,
        exited_at=person.clock.now() - timedelta(days=3),
        place="gate",
        source=statement("gate book"),
    )
    record_return(
        person.office,
        AMADI,
        person.id,
        returned_at=person.clock.now() - timedelta(days=1),
        how="brought by the police",
        prison=FERNLEA,
        source=statement("police"),
    )


def test_a_time_outside_counts_once_it_is_over() -> None:
    person = sentenced()
    before = inputs_digest(person.record)
    record_exit_on_paper(
        person.office,
        AMADI,
        person.id,
        exit_type=f.ExitType.COMMUNITY,
        exited_at=person.clock.now(),
        place="gate",
        source=statement("gate book"),
    )
    assert inputs_digest(person.record) == before


def test_out_and_back_are_two_movements() -> None:
    person = sentenced()
    out_and_back(person)
    moved = booking(person.record).movements
    assert [(each.direction, each.reason) for each in moved] == [
        (Direction.OUT, MovementReason.CRD),
        (Direction.IN, MovementReason.SENTENCE),
    ]


def test_a_release_in_error_is_no_release() -> None:
    person = sentenced()
    out_and_back(person)
    person.state(
        f.UnlawfullyAtLargeRecorded(
            days=2,
            period=f.Period(date(2026, 8, 30), date(2026, 8, 31)),
            ual_reason=f.UalReason.RELEASE_IN_ERROR,
        )
    )
    given = booking(person.record)
    assert not given.movements
    assert [each.kind for each in given.adjustments] == [AdjustmentKind.UAL]


def test_an_extended_sentence_goes_to_the_engine_with_its_licence() -> None:
    person = Person()
    person.state(_extended(f.SentenceKind.EDS, extension=f.Term(years=3)))
    (sentence,) = booking(person.record).sentences
    assert isinstance(sentence, Extended)
    assert (sentence.custodial_term.years, sentence.extension.years) == (6, 3)
    assert not sentence.has_automatic_release


def test_an_extended_sentence_without_its_licence_is_not_dated() -> None:
    person = Person()
    person.state(_extended(f.SentenceKind.SOPC, extension=None))
    with pytest.raises(NotBookable) as refused:
        booking(person.record)
    assert refused.value.code == "NO_EXTENSION"


def _extended(kind: f.SentenceKind, extension: f.Term | None) -> f.SentenceImposed:
    return f.SentenceImposed(
        court=COURT,
        case_urn=URN,
        sentence_kind=kind,
        term=f.Term(years=6),
        extension=extension,
        imposed_on=date(2026, 6, 1),
        offence_code="TH68010",
        offence_committed_on=date(2026, 1, 5),
    )

"""Case files: what is read, and what a bad one is told."""

import json
from typing import Any

import pytest

from gatelodge.sentencing import (
    AdjustmentKind,
    BadCase,
    DetentionAndTraining,
    Exclusion,
    Extended,
    FineDefault,
    MovementReason,
    ParticularConcern,
    RecallType,
    StandardDeterminate,
    SupervisionBreach,
    Term,
    UalReason,
    read_case,
)


def sentence(**changes: Any) -> dict[str, Any]:
    return {
        "type": "StandardSentence",
        "identifier": "5ac7a5ae-fa7b-4b57-a44f-8eddde24f5fa",
        "sentencedAt": "2022-06-06",
        "offence": {"committedAt": "2022-01-09", "offenceCode": "TH68010"},
        "duration": {"durationElements": {"YEARS": 2}},
        "consecutiveSentenceUUIDs": [],
        "releaseArrangements": {
            "isSDSPlus": False,
            "isSDSPlusEligibleSentenceTypeLengthAndOffence": False,
            "isSection250": False,
            "sdsEarlyReleaseExclusions": [],
        },
        **changes,
    }


def case(*sentences: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "params": "sds-50",
        "booking": {
            "offender": {"reference": "G0001LD", "dateOfBirth": "1990-02-11"},
            "sentences": list(sentences) or [sentence()],
            "adjustments": {},
            **changes,
        },
    }


def test_a_standard_sentence_is_read_whole() -> None:
    marks = {
        "isSDSPlus": True,
        "isSDSPlusEligibleSentenceTypeLengthAndOffence": True,
        "isSection250": True,
        "sdsEarlyReleaseExclusions": ["SEXUAL", "NO", None],
    }
    read = read_case(json.dumps(case(sentence(releaseArrangements=marks, comment="ignored"))))
    (found,) = read.booking.sentences
    assert isinstance(found, StandardDeterminate)
    assert found.term == Term(years=2)
    assert found.is_sds_plus
    assert found.is_sds_plus_eligible
    assert found.is_section_250
    assert found.exclusions == (Exclusion.SEXUAL,)
    assert read.profile == "sds-50"
    assert not read.with_ersed


def test_a_sentence_without_kind_is_a_standard_one_and_without_name_gets_one() -> None:
    bare = sentence()
    del bare["type"], bare["identifier"]
    read = read_case(json.dumps(case(bare, sentence(identifier="named"))))
    assert [each.sentence_id for each in read.booking.sentences] == ["sentence 1", "named"]
    assert all(isinstance(each, StandardDeterminate) for each in read.booking.sentences)


def test_every_kind_of_sentence_is_read() -> None:
    two_terms = {
        "custodialDuration": {"durationElements": {"YEARS": 5}},
        "extensionDuration": {"durationElements": {"MONTHS": 12}},
    }
    read = read_case(
        json.dumps(
            case(
                sentence(
                    type="ExtendedDeterminateSentence",
                    automaticRelease=True,
                    recall={"recallType": "STANDARD_RECALL", "revocationDate": "2026-01-05"},
                    **two_terms,
                ),
                sentence(type="SopcSentence", sdopcu18=True, **two_terms),
                sentence(type="AFineSentence", fineAmount=1250.50),
                sentence(type="DetentionAndTrainingOrderSentence"),
                sentence(
                    type="BotusSentence",
                    latestTusedDate="2025-05-14",
                    latestTusedSource="NOMIS",
                ),
            )
        )
    )
    extended, concern, fine, dto, breach = read.booking.sentences
    assert isinstance(extended, Extended)
    assert extended.has_automatic_release
    assert extended.recall is not None
    assert extended.recall.recall_type is RecallType.STANDARD_RECALL
    assert isinstance(concern, ParticularConcern)
    assert concern.is_under_18
    assert isinstance(fine, FineDefault)
    assert fine.fine_pence == 125_050
    assert isinstance(dto, DetentionAndTraining)
    assert isinstance(breach, SupervisionBreach)
    assert str(breach.latest_tused_on) == "2025-05-14"


def test_an_empty_optional_field_is_a_missing_one() -> None:
    """The outside service writes null for what it leaves out: a count, a list, a mark."""

    def full(**more: Any) -> dict[str, Any]:
        row = {"appliesToSentencesFrom": "2022-06-06", "additionalInfo": {**more.get("info", {})}}
        return case(
            sentence(
                duration={"durationElements": {"YEARS": 2, **more.get("term", {})}},
                externalSentenceId=more.get("external", {}),
            ),
            adjustments={"REMAND": [row | more.get("row", {})], **more.get("rows", {})},
            fixedTermRecallDetails={
                "returnToCustodyDate": "2022-10-01",
                **more.get("details", {}),
            },
        )

    empty = full(
        info={"type": None, "reason": None},
        term={"MONTHS": None, "WEEKS": None, "DAYS": None},
        external={"sentenceSequence": None, "bookingId": None},
        row={"numberOfDays": None, "fromDate": None, "toDate": None},
        rows={"TAGGED_BAIL": None},
        details={"recallLength": None},
    )
    assert read_case(json.dumps(empty)) == read_case(json.dumps(full()))


def test_days_and_movements_are_read() -> None:
    read = read_case(
        json.dumps(
            case(
                adjustments={
                    "REMAND": [{"appliesToSentencesFrom": "2022-06-06"}],
                    "UNLAWFULLY_AT_LARGE": [
                        {
                            "appliesToSentencesFrom": "2022-08-01",
                            "numberOfDays": 3,
                            "fromDate": "2022-08-01",
                            "toDate": "2022-08-03",
                            "additionalInfo": {"type": "UAL", "reason": "ESCAPE"},
                        }
                    ],
                },
                externalMovements=[
                    {"movementDate": "2022-09-05", "direction": "OUT", "movementReason": "HDC"}
                ],
                returnToCustodyDate="2022-10-01",
                fixedTermRecallDetails={
                    "bookingId": 7,
                    "returnToCustodyDate": "2022-10-01",
                    "recallLength": 28,
                },
                historicalTusedData={"tused": None, "historicalTusedSource": "CRDS"},
            )
        )
    )
    remand, absence = read.booking.adjustments
    assert (remand.kind, remand.days) == (AdjustmentKind.REMAND, 0)
    assert (absence.days, absence.ual_reason) == (3, UalReason.ESCAPE)
    (left,) = read.booking.movements
    assert left.reason is MovementReason.HDC
    assert read.booking.fixed_term_recall is not None
    assert read.booking.fixed_term_recall.recall_days == 28


def _with(path: str, value: object) -> str:
    whole: Any = case()
    *way, last = path.split("/")
    inner = whole
    for step in way:
        inner = inner[int(step)] if isinstance(inner, list) else inner[step]
    if value is ...:
        del inner[last]
    elif isinstance(inner, list):
        inner[int(last)] = value
    else:
        inner[last] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            "booking/sentences/0/sentencedAt",
            "2022-02-31",
            "booking.sentences[0].sentencedAt is not a day of the calendar; give it as YYYY-MM-DD.",
        ),
        ("booking/sentences/0/sentencedAt", 20220606, "sentencedAt is not a day; give it as"),
        ("booking/sentences/0/sentencedAt", None, "sentencedAt is empty; give a value"),
        ("booking/sentences/0/sentencedAt", ..., "booking.sentences[0].sentencedAt is missing"),
        (
            "booking/sentences/0/duration/durationElements",
            {"MONTHS": 0},
            "booking.sentences[0]: the term is 0; give the term the court imposed.",
        ),
        (
            "booking/sentences/0/duration/durationElements",
            {"MONTHS": -3},
            "booking.sentences[0]: a length cannot be negative; give the term the court imposed.",
        ),
        (
            "booking/sentences/0/duration/durationElements",
            {"MONTHS": "6"},
            "booking.sentences[0].duration.durationElements.MONTHS is not a whole number",
        ),
        (
            "booking/sentences/0/duration/durationElements",
            {"MONTHS": 6.5},
            "MONTHS is not a whole number",
        ),
        (
            "booking/sentences/0/type",
            "LifeSentence",
            "booking.sentences[0].type: 'LifeSentence' is not known here",
        ),
        (
            "booking/sentences/0/releaseArrangements/sdsEarlyReleaseExclusions",
            ["ARSON"],
            "booking.sentences[0]: 'ARSON' is not known here as an exclusion",
        ),
        ("booking/sentences/0/releaseArrangements", ..., "releaseArrangements is missing; add it"),
        ("booking/offender", ..., "booking.offender is missing; add it."),
        ("booking/offender/dateOfBirth", "11/02/1990", "dateOfBirth is not a day of the calendar"),
        ("booking", ..., "booking is missing; add it."),
        ("booking", [], "booking must be an object in braces."),
        ("booking/sentences", {}, "booking.sentences must be a list in square brackets."),
        ("booking/adjustments", {"HOLIDAY": []}, "'HOLIDAY' is not known here; accepted are ADDIT"),
        (
            "booking/adjustments",
            {"REMAND": [{"numberOfDays": 4}]},
            "booking.adjustments.REMAND[0].appliesToSentencesFrom is missing; add it.",
        ),
        ("params", 50, "params must be a text in quotes."),
    ],
)
def test_a_bad_field_is_named_with_what_to_do(path: str, value: object, message: str) -> None:
    with pytest.raises(BadCase) as refused:
        read_case(_with(path, value))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("bookin", "bookin: not a field of a case; did you mean booking?"),
        (
            "booking/adjustmentz",
            "booking.adjustmentz: not a field of a case; did you mean adjustments?",
        ),
        (
            "booking/adjustments/REMANDS",
            "booking.adjustments.REMANDS: not a field of a case; did you mean REMAND?",
        ),
        (
            "booking/adjustments/REMAND/0/numberofdays",
            (
                "booking.adjustments.REMAND[0].numberofdays: not a field of an entry of REMAND; "
                "did you mean numberOfDays?"
            ),
        ),
        (
            "booking/offender/isActiveSexOfender",
            (
                "booking.offender.isActiveSexOfender: not a field of a case; "
                "did you mean isActiveSexOffender?"
            ),
        ),
        (
            "booking/sentences/0/duration/durationElements/months",
            (
                "booking.sentences[0].duration.durationElements.months: not a field of a case; "
                "did you mean MONTHS?"
            ),
        ),
        (
            "booking/sentences/0/releaseArrangements/isSdsPlus2",
            (
                "booking.sentences[0].releaseArrangements.isSdsPlus2: not a field of a case; "
                "did you mean isSDSPlus?"
            ),
        ),
        (
            "booking/sentences/0/fineAmount",
            (
                "booking.sentences[0].fineAmount: not a field of StandardSentence; "
                "correct its name or leave it out. There are caseReference, caseSequence, "
                "consecutiveSentenceUUIDs, duration, externalSentenceId, "
                "hasAnSDSEarlyReleaseExclusion, identifier, lineSequence, offence, recall, "
                "releaseArrangements, sentencedAt."
            ),
        ),
        (
            "userInputs/calculateErsd",
            "userInputs.calculateErsd: not a field of a case; did you mean calculateErsed?",
        ),
    ],
)
def test_an_unknown_field_is_refused_on_demand_with_the_nearest_name(
    path: str, message: str
) -> None:
    read_case(json.dumps(_filled()), refuse_unknown_fields=True)
    *within, name = path.split("/")
    slipped = _filled()
    at: Any = slipped
    for step in within:
        at = at[int(step)] if isinstance(at, list) else at[step]
    at[name] = {}
    with pytest.raises(BadCase) as refused:
        read_case(json.dumps(slipped), refuse_unknown_fields=True)
    assert str(refused.value) == message


def _filled() -> dict[str, Any]:
    """A case with something at each level, for a slip to be put in."""
    row = {"appliesToSentencesFrom": "2022-06-06", "numberOfDays": 40}
    return {**case(adjustments={"REMAND": [row]}), "userInputs": {"calculateErsed": False}}


def test_every_unknown_field_is_named() -> None:
    text = json.dumps({**case(sentence(sentencdAt="2022-06-07")), "parms": "sds-50"})
    with pytest.raises(BadCase) as refused:
        read_case(text, refuse_unknown_fields=True)
    assert str(refused.value).splitlines() == [
        (
            "booking.sentences[0].sentencdAt: not a field of StandardSentence; "
            "did you mean sentencedAt?"
        ),
        "parms: not a field of a case; did you mean params?",
    ]


def test_fields_of_the_format_that_change_no_date_are_not_refused() -> None:
    harmless = {
        "caseReference": "T20227001",
        "externalSentenceId": {"sentenceSequence": 1, "bookingId": 7},
        "comment": "as the warrant has it",
    }
    order = sentence(type="DetentionAndTrainingOrderSentence", identifier="dto")
    del order["releaseArrangements"]
    text = json.dumps(
        {
            **case(
                sentence(**harmless, hasAnSDSEarlyReleaseExclusion="NO"),
                {**harmless, **order},
                bookingId=7,
                fixedTermRecallDetails={
                    "bookingId": 7,
                    "returnToCustodyDate": "2023-01-04",
                    "recallLength": 14,
                },
            ),
            "userInputs": {"useOffenceIndicators": True, "sentenceCalculationUserInputs": []},
            "featureToggles": {"applyPostRecallRepealRules": False},
            "expectedValidationMessage": "TRUE",
            "previousCalculations": [],
        }
    )
    read = read_case(text, refuse_unknown_fields=True)
    assert [each.sentence_id for each in read.booking.sentences][1:] == ["dto"]


def test_a_field_of_another_kind_of_sentence_is_refused() -> None:
    text = json.dumps(case(sentence(type="AFineSentence")))
    with pytest.raises(BadCase) as refused:
        read_case(text, refuse_unknown_fields=True)
    assert str(refused.value).startswith(
        "booking.sentences[0].releaseArrangements: not a field of AFineSentence; "
        "correct its name or leave it out. There are "
    )


@pytest.mark.parametrize(
    "text", ["", "{", "no", "[1, 2]", "null", "3", b"\xff\xfe{", b"\x00", "[" * 200_000]
)
def test_what_is_no_case_is_said_to_be_none(text: str | bytes) -> None:
    with pytest.raises(BadCase) as refused:
        read_case(text)
    assert str(refused.value).endswith(".")
    assert "Expected" not in str(refused.value)

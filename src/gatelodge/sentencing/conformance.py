"""One outside case against what it expects: right, refused or wrong.

Refused means that the engine gave no date and said why; wrong means that it gave an answer that is
not the expected one. A case may expect dates, sentence dates, a breakdown, hints, messages, or an
error.
"""

from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import Any

import msgspec

from gatelodge.sentencing.answer import Calculation, Refusal
from gatelodge.sentencing.breakdown import breakdown
from gatelodge.sentencing.calculation import Worked, work_out
from gatelodge.sentencing.corpus_format import Case, read_case
from gatelodge.sentencing.faults import BadCase
from gatelodge.sentencing.hints import OVERRIDDEN, RECORDED_SLED, Reader, hints
from gatelodge.sentencing.law_files import LawBookError
from gatelodge.sentencing.profiles import Profile, read_profile
from gatelodge.sentencing.validation_after import CODES

SDS_40 = "SDS_40"
PROGRESSION = "SDS_PROGRESSION_MODEL"
_NOTHING_TO_COMPARE = "no expected answer lies beside it"
_NO_TRANCHE = "TRANCHE_0"
_BREAKDOWN_ERROR = "BreakdownChangedSinceLastCalculation"
_ERRORS = {"NoValidReturnToCustodyDateException": "FTR_NO_RETURN_TO_CUSTODY_DATE"}
_MULTIPLIERS = {
    "1/1": "FULL",
    "2/3": "TWO_THIRDS",
    "1/2": "ONE_HALF",
    "2/5": "FORTY_PERCENT",
    "1/3": "ONE_THIRD",
}


class Outcome(StrEnum):
    """How a case ended."""

    RIGHT = "right"
    REFUSED = "refused"
    WRONG = "wrong"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One case judged: its name, profile and end; why it was refused, or what differs."""

    name: str
    profile: str
    outcome: Outcome
    is_date_case: bool
    reasons: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The folder the case lies in."""
        return self.name.partition("/")[0]


class _Expected(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    dates: dict[str, str] | None = None
    effective_sentence_length: str | None = None
    skip_asserting_dates: bool = False
    affected_by_sds40: bool | None = None
    affected_by_progression_model: bool | None = None
    sds_early_release_allocated_tranche: str | None = None
    sds_early_release_tranche: str | None = None
    tranche_allocation_by_legislation_name: dict[str, str] | None = None


class _ExpectedHint(msgspec.Struct, frozen=True, kw_only=True):
    type: str
    date: str
    hints: tuple[str, ...] = ()


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """The answers that lie beside a case, as bytes; None where there is none."""

    dates: bytes | None = None
    sentences: bytes | None = None
    breakdown: bytes | None = None


def run_case(case: Case, profile: Profile) -> Calculation | Refusal:
    """Calculate a case under a profile."""
    worked = _work_out(case, profile)
    return worked if isinstance(worked, Refusal) else worked.calculation()


def _work_out(case: Case, profile: Profile) -> Worked | Refusal:
    return work_out(
        case.booking,
        profile.law,
        bank_holidays=profile.bank_holidays,
        with_ersed=case.with_ersed,
    )


def judge(name: str, text: bytes, expected: Expected) -> Verdict:
    """Judge one case by its files: the case, and the expected answers that there are."""
    try:
        case = read_case(text)
        profile = read_profile(case.profile, case.switches)
    except (BadCase, LawBookError) as wrong:
        return _verdict(name, "unreadable", Outcome.WRONG, (str(wrong),), is_date_case=False)
    worked = _work_out(case, profile)
    if case.expected_codes or case.expected_error is not None:
        differences = _without_dates(case, worked, expected)
        return _judged(name, case.profile, differences, is_date_case=False)
    if isinstance(worked, Refusal):
        outcome = Outcome.WRONG if _blames_the_record(worked) else Outcome.REFUSED
        return _verdict(name, case.profile, outcome, _codes(worked))
    if expected.dates is None:
        return _verdict(name, case.profile, Outcome.WRONG, (_NOTHING_TO_COMPARE,))
    answer = worked.calculation()
    differences = _differences(case, answer, msgspec.json.decode(expected.dates, type=_Expected))
    if expected.sentences is not None:
        differences += _sentence_differences(worked, expected.sentences)
    if expected.breakdown is not None:
        differences += _breakdown_differences(worked, expected.breakdown)
    return _judged(name, case.profile, differences)


def judge_hints(name: str, text: bytes, expected: bytes | None) -> Verdict:
    """Judge one hint case, as it is and with every date marked as overridden.

    The outside test gives the mark of a recorded SLED with a case, not in it; the case's expected
    hints say whether it was given.
    """
    try:
        case = read_case(text)
        profile = read_profile(case.profile, case.switches)
    except (BadCase, LawBookError) as wrong:
        return _verdict(name, "unreadable", Outcome.WRONG, (str(wrong),), is_date_case=False)
    worked = _work_out(case, profile)
    if isinstance(worked, Refusal):
        outcome = Outcome.WRONG if _blames_the_record(worked) else Outcome.REFUSED
        return _verdict(name, case.profile, outcome, _codes(worked), is_date_case=False)
    if expected is None:
        differences: tuple[str, ...] = (_NOTHING_TO_COMPARE,)
    else:
        differences = _hint_differences(
            worked, profile, msgspec.json.decode(expected, type=list[_ExpectedHint])
        )
    return _judged(name, case.profile, differences, is_date_case=False)


def _hint_differences(
    worked: Worked, profile: Profile, expected: list[_ExpectedHint]
) -> tuple[str, ...]:
    has_recorded_sled = any(RECORDED_SLED in each.hints for each in expected)

    def ours(*, is_overridden: bool) -> list[tuple[str, str, tuple[str, ...]]]:
        reader = Reader(
            today=profile.hints_on,
            bank_holidays=profile.bank_holidays,
            is_overridden=is_overridden,
            has_recorded_sled=has_recorded_sled,
        )
        found = hints(worked, reader)
        return [(each.type.value, each.on.isoformat(), each.hints) for each in found]

    theirs = [(each.type, each.date, each.hints) for each in expected]
    plain, marked = ours(is_overridden=False), ours(is_overridden=True)
    unmarked = [
        (kind, on, tuple(hint for hint in said if hint != OVERRIDDEN)) for kind, on, said in marked
    ]
    if plain == theirs and unmarked == theirs:
        return ()
    return tuple(
        f"hints: {one}, but {other} was expected"
        for one, other in zip_longest(plain, theirs)
        if one != other
    )


def _sentence_differences(worked: Worked, expected: bytes) -> tuple[str, ...]:
    theirs = msgspec.json.decode(expected)["sentenceLevelDates"]
    ours = [
        {
            "identifier": row.sentence_id,
            "groupIndex": row.index,
            "dates": {kind.value: on.isoformat() for kind, on in row.dates.items()},
            "releaseMultiplier": _MULTIPLIERS[row.release_point],
            "impactsFinalReleaseDate": row.drives_release,
            "awardedDuringCustody": row.awarded_days,
            "awardedAfterDeterminateRelease": row.awarded_on_recall_days,
        }
        for row in worked.sentence_dates()
    ]
    left = list(ours)
    missing = []
    for row in theirs:
        if row in left:
            left.remove(row)
        else:
            missing.append(row)
    return tuple(
        [f"sentence dates: {row} was expected" for row in missing]
        + [f"sentence dates: {row} was not expected" for row in left]
    )


def _breakdown_differences(worked: Worked, expected: bytes) -> tuple[str, ...]:
    theirs = {**_EMPTY_BREAKDOWN, **msgspec.json.decode(expected)}
    ours = breakdown(worked)
    return tuple(
        difference
        for key in sorted({*ours, *theirs})
        for difference in _compare(f"breakdown {key}", ours.get(key), _filled(theirs.get(key)))
    )


def _filled(value: Any) -> Any:
    """Write into an expected account what its reader would take for absent, and sort its rules."""
    if isinstance(value, list):
        return [_filled(each) for each in value]
    if not isinstance(value, dict):
        return value
    filled = {key: _filled(each) for key, each in value.items()}
    if "releaseDate" in filled:
        return {
            "rulesWithExtraAdjustments": {},
            "adjustedDays": 0,
            **filled,
            "rules": sorted(filled.get("rules", [])),
        }
    if "sentenceLength" in filled and "sentenceParts" not in filled:
        unnamed = {"sentenceSequence": 0, "bookingId": 0}
        return {"caseReference": None, "externalSentenceId": unnamed, **filled}
    return filled


_EMPTY_BREAKDOWN: dict[str, Any] = {
    "concurrentSentences": [],
    "consecutiveSentence": None,
    "breakdownByReleaseDateType": {},
    "otherDates": {},
    "ersedNotApplicableDueToDtoLaterThanCrd": False,
    "showSds40Hints": True,
}


def _judged(
    name: str, profile: str, differences: tuple[str, ...], *, is_date_case: bool = True
) -> Verdict:
    outcome = Outcome.WRONG if differences else Outcome.RIGHT
    return _verdict(name, profile, outcome, differences, is_date_case=is_date_case)


def _verdict(
    name: str,
    profile: str,
    outcome: Outcome,
    reasons: tuple[str, ...],
    *,
    is_date_case: bool = True,
) -> Verdict:
    return Verdict(
        name=name, profile=profile, outcome=outcome, reasons=reasons, is_date_case=is_date_case
    )


def _codes(refusal: Refusal) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.code for reason in refusal.reasons))


def _blames_the_record(refusal: Refusal) -> bool:
    return not CODES.isdisjoint(_codes(refusal))


def _without_dates(case: Case, worked: Worked | Refusal, expected: Expected) -> tuple[str, ...]:
    """Judge a case that expects messages or an error in place of dates."""
    if case.expected_error == _BREAKDOWN_ERROR:
        return _changed_since(worked, expected)
    wanted = case.expected_codes or (_ERRORS.get(str(case.expected_error), ""),)
    codes = () if isinstance(worked, Worked) else tuple(reason.code for reason in worked.reasons)
    return _compare("messages", codes, wanted)


def _changed_since(worked: Worked | Refusal, expected: Expected) -> tuple[str, ...]:
    """A stored answer that the same booking no longer gives must be noticed as changed."""
    if isinstance(worked, Refusal) or expected.dates is None:
        return (_NOTHING_TO_COMPARE,)
    stored = msgspec.json.decode(expected.dates, type=_Expected).dates
    answer = {
        kind.value: date.fromordinal(d.on).isoformat()
        for kind, d in worked.answer.extract.dates.items()
    }
    return () if answer != stored else ("the stored answer is ours, but a change was expected",)


def _dates(answer: Calculation) -> dict[str, str]:
    return {each.type.value: each.on.isoformat() for each in answer.dates}


def _differences(case: Case, answer: Calculation, expected: _Expected) -> tuple[str, ...]:
    found: list[str] = []
    if not expected.skip_asserting_dates:
        found += _map_differences(_dates(answer), expected.dates or {})
        found += _compare(
            "effective length",
            str(answer.effective_sentence_length),
            expected.effective_sentence_length,
        )
    if case.compares_sds_40:
        found += _compare(
            "affected by SDS40", SDS_40 in answer.affected_by, expected.affected_by_sds40
        )
    if expected.affected_by_progression_model is not None:
        found += _compare(
            "affected by the progression model",
            PROGRESSION in answer.affected_by,
            expected.affected_by_progression_model,
        )
    tranches = {reach.scheme: reach.tranche for reach in answer.schemes}
    allocated = expected.sds_early_release_allocated_tranche
    if allocated is not None:
        ours = tranches.get(SDS_40, _NO_TRANCHE)
        found += _compare("SDS40 tranche", ours, allocated)
        found += _compare("SDS40 tranche", ours, expected.sds_early_release_tranche)
    if expected.tranche_allocation_by_legislation_name is not None:
        found += _map_differences(tranches, expected.tranche_allocation_by_legislation_name)
    return tuple(found)


def _map_differences(ours: dict[str, str], expected: dict[str, str]) -> tuple[str, ...]:
    return tuple(
        difference
        for key in sorted({*ours, *expected})
        for difference in _compare(key, ours.get(key), _stripped(expected.get(key)))
    )


def _stripped(value: str | None) -> str | None:
    return None if value is None else value.strip()


def _compare(what: str, ours: object, expected: object) -> tuple[str, ...]:
    return () if ours == expected else (f"{what}: {ours}, but {expected} was expected",)

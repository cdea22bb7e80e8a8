"""One outside case against what it expects: right, refused or wrong.

Refused means that the engine gave no date and said why; wrong means that it gave an answer that is
not the expected one. What the engine does not produce (hints, explanations) is refused by name.
"""

from enum import StrEnum

import msgspec

from gatelodge.sentencing.answer import (
    Calculation,
    Refusal,
    RefusalKind,
    RefusalReason,
    ReleaseDateType,
)
from gatelodge.sentencing.calculation import ENGINE_VERSION, calculate
from gatelodge.sentencing.corpus_format import BadCase, Case, read_case
from gatelodge.sentencing.lawbook import LawBookError
from gatelodge.sentencing.profiles import Profile, read_profile
from gatelodge.sentencing.validation_after import CODES

SDS_40 = "SDS_40"
PROGRESSION = "SDS_PROGRESSION_MODEL"
_NOTHING_TO_COMPARE = "no expected answer lies beside it"
_NO_TRANCHE = "TRANCHE_0"
_BREAKDOWN_ERROR = "BreakdownChangedSinceLastCalculation"

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


def run_case(case: Case, profile: Profile) -> Calculation | Refusal:
    """Calculate a case under a profile."""
    return calculate(
        case.booking,
        profile.law,
        bank_holidays=profile.bank_holidays,
        with_ersed=case.with_ersed,
    )


def judge(name: str, text: bytes, expected: bytes | None) -> Verdict:
    """Judge one case by its files: the case, and the expected answer if there is one."""
    try:
        case = read_case(text)
        profile = read_profile(case.profile, case.switches)
    except (BadCase, LawBookError) as wrong:
        return _verdict(name, "unreadable", Outcome.WRONG, (str(wrong),), is_date_case=False)
    answer = run_case(case, profile)
    if case.expected_codes or case.expected_error is not None:
        outcome, reasons = _without_dates(case, answer)
        return _verdict(name, case.profile, outcome, reasons, is_date_case=False)
    if isinstance(answer, Refusal):
        outcome = Outcome.WRONG if _blames_the_record(answer) else Outcome.REFUSED
        return _verdict(name, case.profile, outcome, _codes(answer))
    if expected is None:
        return _verdict(name, case.profile, Outcome.WRONG, (_NOTHING_TO_COMPARE,))
    differences = _differences(case, answer, msgspec.json.decode(expected, type=_Expected))
    outcome = Outcome.WRONG if differences else Outcome.RIGHT
    return _verdict(name, case.profile, outcome, differences)


def judge_hints(name: str, text: bytes, expected: bytes | None) -> Verdict:
    """Judge one hint case. Its dates are compared; its hints are outside what is built."""
    profile = "unreadable"
    try:
        case = read_case(text)
        profile = case.profile
        answer = run_case(case, read_profile(profile, case.switches))
    except (BadCase, LawBookError) as wrong:
        return _verdict(name, profile, Outcome.WRONG, (str(wrong),), is_date_case=False)
    outcome, reasons = _without_hints(answer, expected)
    return _verdict(name, profile, outcome, reasons, is_date_case=False)


def _without_hints(
    answer: Calculation | Refusal, expected: bytes | None
) -> tuple[Outcome, tuple[str, ...]]:
    if isinstance(answer, Refusal):
        outcome = Outcome.WRONG if _blames_the_record(answer) else Outcome.REFUSED
        return outcome, _codes(answer)
    if expected is None:
        return Outcome.WRONG, (_NOTHING_TO_COMPARE,)
    hints = msgspec.json.decode(expected, type=list[_ExpectedHint])
    differences = _map_differences(_dates(answer), {hint.type: hint.date for hint in hints})
    if differences:
        return Outcome.WRONG, differences
    return Outcome.REFUSED, ("GL_HINTS",)


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


def _without_dates(case: Case, answer: Calculation | Refusal) -> tuple[Outcome, tuple[str, ...]]:
    """Judge a case that expects messages or an error in place of dates."""
    expected = " and ".join(case.expected_codes) or str(case.expected_error)
    if isinstance(answer, Calculation):
        if case.expected_error == _BREAKDOWN_ERROR:
            return Outcome.REFUSED, ("GL_EXPLANATION",)
        return Outcome.WRONG, (f"dated, but {expected} was expected",)
    codes = tuple(reason.code for reason in answer.reasons)
    if case.expected_codes and codes == case.expected_codes:
        return Outcome.RIGHT, ()
    if _blames_the_record(answer):
        return Outcome.WRONG, (f"{' and '.join(codes)}, but {expected} was expected",)
    return Outcome.REFUSED, _codes(answer)


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

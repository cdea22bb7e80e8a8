"""Invented bookings for the engine's tests, and a short way to read an answer."""

from datetime import date

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    Exclusion,
    ExternalMovement,
    FixedTermRecallDetails,
    LawBook,
    Offence,
    Person,
    Recall,
    Refusal,
    ReleaseDateType,
    Sentence,
    StandardDeterminate,
    Step,
    Term,
    calculate,
    read_profile,
)

HALF = "sds-50"
FORTY = "calculation-params"
PROGRESSION = "sds-progression-model-october"
IN_FORCE = "the law in force"
"""No profile: the law that the product dates by, where it need not follow the official service."""


def day(text: str) -> date:
    return date.fromisoformat(text)


def law(profile: str) -> LawBook:
    return LawBook.in_force() if profile == IN_FORCE else read_profile(profile).law


def sds(
    sentenced_on: str,
    *,
    years: int = 0,
    months: int = 0,
    weeks: int = 0,
    days: int = 0,
    name: str = "one",
    after: str | None = None,
    offence_on: str = "2019-05-04",
    plus: bool = False,
    plus_today: bool = False,
    child: bool = False,
    exclusions: tuple[Exclusion, ...] = (),
    recall: Recall | None = None,
    code: str | None = None,
) -> StandardDeterminate:
    return StandardDeterminate(
        sentence_id=name,
        sentenced_on=day(sentenced_on),
        offence=Offence(committed_on=day(offence_on), code=code),
        consecutive_to=() if after is None else (after,),
        recall=recall,
        term=Term(years=years, months=months, weeks=weeks, days=days),
        is_sds_plus=plus,
        is_sds_plus_eligible=plus or plus_today,
        is_section_250=child,
        exclusions=exclusions,
    )


def row(
    kind: AdjustmentKind,
    applies_on: str,
    days: int,
    first: str | None = None,
    last: str | None = None,
) -> Adjustment:
    return Adjustment(
        kind=kind,
        applies_on=day(applies_on),
        days=days,
        from_on=None if first is None else day(first),
        to_on=None if last is None else day(last),
    )


def booking(
    *sentences: Sentence,
    rows: tuple[Adjustment, ...] = (),
    born: str = "1990-02-11",
    sex_offender: bool = False,
    movements: tuple[ExternalMovement, ...] = (),
    returned: str | None = None,
    fixed_term: FixedTermRecallDetails | None = None,
) -> Booking:
    return Booking(
        person=Person(reference="G0001LD", born_on=day(born), is_active_sex_offender=sex_offender),
        sentences=sentences,
        adjustments=rows,
        movements=movements,
        returned_to_custody_on=None if returned is None else day(returned),
        fixed_term_recall=fixed_term,
    )


def answer(
    given: Booking,
    profile: str = HALF,
    *,
    ersed: bool = False,
    bank_holidays: frozenset[date] = frozenset(),
) -> Calculation | Refusal:
    return calculate(given, law(profile), bank_holidays=bank_holidays, with_ersed=ersed)


def calculated(given: Booking, profile: str = HALF, *, ersed: bool = False) -> Calculation:
    found = answer(given, profile, ersed=ersed)
    assert isinstance(found, Calculation), found
    return found


def dates(given: Booking, profile: str = HALF, *, ersed: bool = False) -> dict[str, str]:
    return {each.type.value: str(each.on) for each in calculated(given, profile, ersed=ersed).dates}


def codes(given: Booking, profile: str = HALF) -> list[str]:
    found = answer(given, profile)
    assert isinstance(found, Refusal), found
    return [reason.code for reason in found.reasons]


def doubts(given: Booking) -> set[str]:
    """Name what the law in force leaves to a person: hazards of the dates, or why none is given."""
    found = answer(given, IN_FORCE)
    raised = found.reasons if isinstance(found, Refusal) else found.hazards
    return {each.code for each in raised}


def steps(found: Calculation, date_type: ReleaseDateType) -> tuple[Step, ...]:
    return next(each.steps for each in found.dates if each.type is date_type)

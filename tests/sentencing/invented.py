"""Invented bookings for the engine's tests, and a short way to read an answer."""

from datetime import date
from typing import Any

from gatelodge.sentencing import (
    Adjustment,
    AdjustmentKind,
    Booking,
    Calculation,
    DetentionAndTraining,
    Exclusion,
    Extended,
    ExternalMovement,
    FineDefault,
    FixedTermRecallDetails,
    LawBook,
    Offence,
    ParticularConcern,
    Person,
    Recall,
    RecallType,
    Refusal,
    ReleaseDateType,
    Sentence,
    StandardDeterminate,
    Step,
    SupervisionBreach,
    Term,
    calculate,
    read_profile,
)
from gatelodge.sentencing.calculation import Worked, work_out

HALF = "sds-50"
FORTY = "calculation-params"
PROGRESSION = "sds-progression-model-october"
OFFENCE_ON = "2019-05-04"
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
    offence_on: str = OFFENCE_ON,
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


def recall(
    kind: RecallType = RecallType.STANDARD_RECALL,
    *,
    revoked: str | None = None,
    returned: str | None = None,
) -> Recall:
    return Recall(
        recall_type=kind,
        revoked_on=None if revoked is None else day(revoked),
        returned_on=None if returned is None else day(returned),
    )


def imposed(
    sentenced_on: str, *, name: str, after: str | None, offence_on: str, recall: Recall | None
) -> dict[str, Any]:
    return {
        "sentence_id": name,
        "sentenced_on": day(sentenced_on),
        "offence": Offence(committed_on=day(offence_on)),
        "consecutive_to": () if after is None else (after,),
        "recall": recall,
    }


def eds(
    sentenced_on: str,
    custodial: Term,
    extension: Term,
    *,
    automatic: bool = False,
    name: str = "eds",
    after: str | None = None,
    recall: Recall | None = None,
) -> Extended:
    return Extended(
        **imposed(sentenced_on, name=name, after=after, offence_on=OFFENCE_ON, recall=recall),
        custodial_term=custodial,
        extension=extension,
        has_automatic_release=automatic,
    )


def sopc(
    sentenced_on: str,
    custodial: Term,
    extension: Term,
    *,
    under_18: bool = False,
    name: str = "sopc",
    after: str | None = None,
    recall: Recall | None = None,
) -> ParticularConcern:
    return ParticularConcern(
        **imposed(sentenced_on, name=name, after=after, offence_on=OFFENCE_ON, recall=recall),
        custodial_term=custodial,
        extension=extension,
        is_under_18=under_18,
    )


def fine(
    sentenced_on: str,
    term: Term,
    *,
    pence: int | None = 50_000,
    code: str | None = None,
    name: str = "fine",
    after: str | None = None,
) -> FineDefault:
    shared = imposed(sentenced_on, name=name, after=after, offence_on=OFFENCE_ON, recall=None)
    shared["offence"] = Offence(committed_on=day(OFFENCE_ON), code=code)
    return FineDefault(**shared, term=term, fine_pence=pence)


def dto(
    sentenced_on: str, term: Term, *, name: str = "dto", after: str | None = None
) -> DetentionAndTraining:
    return DetentionAndTraining(
        **imposed(sentenced_on, name=name, after=after, offence_on=OFFENCE_ON, recall=None),
        term=term,
    )


def botus(
    sentenced_on: str,
    term: Term,
    *,
    supervised_until: str | None = None,
    name: str = "botus",
    after: str | None = None,
) -> SupervisionBreach:
    return SupervisionBreach(
        **imposed(sentenced_on, name=name, after=after, offence_on=OFFENCE_ON, recall=None),
        term=term,
        latest_tused_on=None if supervised_until is None else day(supervised_until),
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


def worked(given: Booking, profile: str = HALF, *, ersed: bool = False) -> Worked:
    found = work_out(given, law(profile), bank_holidays=frozenset(), with_ersed=ersed)
    assert isinstance(found, Worked), found
    return found


def own_dates(given: Booking, profile: str = HALF) -> list[dict[str, str]]:
    """Give the dates of each part of each sentence, in the order of the parts."""
    return [
        {kind.value: str(on) for kind, on in each.dates.items()}
        for each in worked(given, profile).sentence_dates()
    ]


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

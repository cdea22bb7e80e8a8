"""What goes on paper about release dates: the prisoner's slip, and the prison's own copy.

Both say what the working of the calculation says, in words; nothing is worked out for them. A slip
of dates that two people do not stand behind names no day of release.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

import msgspec

from gatelodge.casework.exits import staff_name
from gatelodge.casework.office import ActRefused, Office
from gatelodge.casework.pass_face import prison_of
from gatelodge.gate import dates_settled, day_of, decided_dates
from gatelodge.record import CustodyRecord, Stated, spoken_day, spoken_moment
from gatelodge.record.facts import (
    Answer,
    DatesCalculated,
    EarlyReleaseDecided,
    EarlyScheme,
    ExitType,
)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what stands under it, line by line."""

    heading: str
    lines: tuple[str, ...]


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Every word of the prisoner's slip, in the order in which it is read out."""

    person: str
    """Forenames, then surname."""
    number: str
    prison: str
    warning: str
    """Why these dates are not to be planned by; empty = two people stand behind them."""
    worked: str
    release: str
    """The day of release in one sentence; empty where there is a warning."""
    moved: str
    """Why it is another day than the date that was worked out; empty where it is not."""
    said: tuple[Said, ...]
    versions: str
    is_practice: bool


class PrisonCopy(msgspec.Struct, frozen=True, kw_only=True):
    """Every word of the prison's copy: the dates, what they follow from, and their working."""

    person: str
    """Surname in capitals, then forenames."""
    number: str
    prison: str
    state: str
    acts: tuple[str, ...]
    dates: tuple[tuple[str, str, str], ...]
    """Code, day and meaning of each date."""
    follows_from: tuple[tuple[str, str], ...]
    working: tuple[Said, ...]
    notes: tuple[str, ...]
    versions: str
    is_practice: bool


MEANING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CRD": "You are due to be released on licence on {day} (CRD).",
        "ARD": "You are due to be released, without a licence, on {day} (ARD).",
        "PRRD": "You are due to be released after your recall on {day} (PRRD).",
        "MTD": "You are due to be released from your order on {day} (MTD).",
        "ETD": "{day} is the first day on which your order could end early (ETD). That is not a"
        " promise.",
        "LTD": "Your order cannot be made to last beyond {day} (LTD).",
        "HDCED": "{day} is the first day on which you could be let out on home detention curfew"
        " (HDCED). That is not a promise: others decide it.",
        "PED": "{day} is the first day on which the Parole Board could let you out (PED). That is"
        " not a promise: the Board decides it.",
        "ERSED": "{day} is the first day on which you could be removed from the country early"
        " (ERSED). That is not a promise: the Home Office decides it.",
        "SLED": "Your sentence and your licence end on {day} (SLED).",
        "SED": "Your sentence ends on {day} (SED).",
        "LED": "Your licence ends on {day} (LED).",
        "TUSED": "Supervision after your sentence ends on {day} (TUSED).",
    }
)
"""What each date means to the person whose it is. The codes come last."""

_CHANGE: Final = (
    (
        "A new sentence, days added or given back, a recall, another legal order to hold you, or a"
        " new law."
    ),
    (
        "You then get a new slip that says why. After your release day nobody may keep you without"
        " another legal order. Ask to see it."
    ),
)
_WRONG: Final = (
    (
        "Tell any officer, or write on the back of this slip and hand it to the offender"
        " management unit (OMU). Say which date is wrong, and why. Your family or a solicitor can"
        " do it for you."
    ),
    (
        "The OMU looks at the court's papers again and answers you in writing, with the working."
        " Do it at once if the day is near."
    ),
    (
        "If the answer does not settle it, make a complaint in the prison. After that you can"
        " write to the Prisons and Probation Ombudsman."
    ),
)
_NOT_CHECKED: Final = "These dates are not checked. Do not plan by them."


def slip_of(office: Office, record: CustodyRecord) -> Slip:
    """Write the prisoner's slip of the dates that stand. Raises `ActRefused` if there are none."""
    calculation = _calculated(record)
    who, prison = _who(record), prison_of(office, record.prison)
    release, moved = _release(office, record, calculation)
    is_settled = dates_settled(record).answer is Answer.PASSED
    counts = decided_dates(record, calculation).calculation.fact
    return Slip(
        person=who.strip(),
        number=record.prison_number,
        prison=prison.name if prison else record.prison,
        warning="" if is_settled else _NOT_CHECKED,
        worked=_worked(record, calculation, is_settled=is_settled),
        release=release if is_settled else "",
        moved=moved if is_settled else "",
        said=(
            *_dates(counts, is_settled=is_settled),
            *_how(counts),
            Said(heading="What can change this", lines=_CHANGE),
            Said(heading="If you think this is wrong", lines=_WRONG),
        ),
        versions=f"Law {counts.law_version}, engine {counts.engine_version}.",
        is_practice=office.clock.is_practice,
    )


def prison_copy_of(
    office: Office,
    record: CustodyRecord,
    *,
    follows_from: tuple[tuple[str, str], ...],
    meaning: Mapping[str, str],
    at: datetime,
) -> PrisonCopy:
    """Write the prison's copy of the dates that stand, as at an instant.

    `follows_from` are the facts that the dates follow from, each with its name, and `meaning` says
    what each date is, as the screens say it. Raises `ActRefused` where there are no dates.
    """
    calculation = _calculated(record)
    identity, prison = record.identity, prison_of(office, record.prison)
    counts = decided_dates(record, calculation).calculation.fact
    surname = identity.fact.surname.upper() if identity else "NAME NOT KNOWN"
    forenames = identity.fact.forenames if identity else ""
    return PrisonCopy(
        person=f"{surname}, {forenames}".removesuffix(", "),
        number=record.prison_number,
        prison=prison.name if prison else record.prison,
        state=dates_settled(record).words,
        acts=(*_acts(office, record, calculation), f"As at {spoken_moment(at)}."),
        dates=tuple(
            (each.date_type, spoken_day(each.on), meaning.get(each.date_type, ""))
            for each in counts.dates
        ),
        follows_from=follows_from,
        working=tuple(_working(calculation.fact)),
        notes=tuple(_notes(office, record, calculation)),
        versions=f"Law {counts.law_version}, engine {counts.engine_version}.",
        is_practice=office.clock.is_practice,
    )


def _calculated(record: CustodyRecord) -> Stated[DatesCalculated]:
    if record.calculation is None or record.refused is not None or not record.sentences:
        raise ActRefused("There are no calculated dates to print.", code="NOT_CALCULATED")
    return record.calculation


def _who(record: CustodyRecord) -> str:
    if record.identity is None:
        return "Name not known"
    fact = record.identity.fact
    return f"{fact.forenames} {fact.surname}"


def _worked(
    record: CustodyRecord, calculation: Stated[DatesCalculated], *, is_settled: bool
) -> str:
    check = record.check
    if not is_settled or check is None:
        on = spoken_day(calculation.recorded_at)
        return f"Worked out from the court's papers by one member of staff, {on}."
    on = spoken_day(check.recorded_at)
    return f"Worked out from the court's papers by one member of staff and again by another, {on}."


def _release(
    office: Office, record: CustodyRecord, calculation: Stated[DatesCalculated]
) -> tuple[str, str]:
    """The day of leaving, and why it is not the very date that was worked out."""
    day = day_of(record, calculation, office.bank_holidays, ExitType.COMMUNITY)
    counts = decided_dates(record, calculation).calculation.fact
    on = spoken_day(day.on)
    for each in day.evidence:
        decided = each.fact
        if isinstance(decided, EarlyReleaseDecided) and decided.scheme is not EarlyScheme.FRIDAY:
            return f"You are due to be let out on {on}: {decided.scheme}.", " ".join(day.steps)
    said = MEANING.get(counts.governing, "You are due to be released on {day}.").format(day=on)
    return said, "" if day.on == counts.governing_on else " ".join(day.steps)


def _dates(counts: DatesCalculated, *, is_settled: bool) -> Iterator[Said]:
    """The dates besides the release day: nobody leaves on one of them by itself."""
    lines = tuple(
        MEANING[each.date_type].format(day=spoken_day(each.on))
        for each in sorted(counts.dates, key=lambda each: each.on)
        if each.date_type in MEANING and each.date_type != counts.governing
    )
    if lines and is_settled:
        yield Said(heading="Your other dates", lines=lines)


def _how(counts: DatesCalculated) -> Iterator[Said]:
    """The working of the release date, step by step, without its citations."""
    steps = tuple(each.words for each in counts.working if each.date_type == counts.governing)
    if steps:
        yield Said(heading="How your release date was worked out", lines=steps)


def _working(fact: DatesCalculated) -> Iterator[Said]:
    for each in fact.dates:
        steps = tuple(
            f"{step.words} ({'; '.join(step.authority)})" if step.authority else step.words
            for step in fact.working
            if step.date_type == each.date_type
        )
        if steps:
            yield Said(heading=f"{each.date_type}: {spoken_day(each.on)}", lines=steps)


def _acts(
    office: Office, record: CustodyRecord, calculation: Stated[DatesCalculated]
) -> Iterator[str]:
    first = staff_name(office, calculation.by)
    yield (
        f"First calculation ({calculation.fact.why}): {first},"
        f" {spoken_moment(calculation.recorded_at)}."
    )
    check = record.check
    if check is None or check.fact.calculation != calculation.seq:
        yield "Second calculation: not made yet."
        return
    verdict = "agrees" if check.fact.agrees else "differs"
    second = staff_name(office, check.by)
    yield f"Second calculation ({verdict}): {second}, {spoken_moment(check.recorded_at)}."


def _notes(
    office: Office, record: CustodyRecord, calculation: Stated[DatesCalculated]
) -> Iterator[str]:
    fact = calculation.fact
    for absent in fact.not_given:
        yield f"No {absent.date_type}: {absent.words}"
    for each in fact.unexpected:
        yield f"{each.words} Why that is right: {fact.why_unexpected}"
    confirmed = record.unexpected_confirmed
    if fact.unexpected and confirmed and confirmed.fact.calculation == calculation.seq:
        by = staff_name(office, confirmed.by)
        yield f"Confirmed by a second person, {by}: {confirmed.fact.why}"
    yield from fact.marks_used

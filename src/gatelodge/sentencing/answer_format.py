"""Answers as JSON: what `calculate --json` and `recalculate` write. docs/schemas has the schema."""

from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from gatelodge.sentencing.answer import (
    CalculatedDate,
    Calculation,
    Hazard,
    NotGiven,
    Refusal,
    RefusalReason,
    ReleaseDateType,
    SchemeReach,
    UnappliedDays,
)
from gatelodge.sentencing.booking_format import Asked, Shape
from gatelodge.sentencing.faults import Fault
from gatelodge.sentencing.offences import offence_register
from gatelodge.sentencing.validation import record_faults
from gatelodge.sentencing.working import Citation


class ShownStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a date's working, in words; `before` and `after` are the days it went between."""

    number: int
    rule: str
    text: str
    authority: tuple[Citation, ...]
    before: date | None
    after: date | None


class _Answer(msgspec.Struct, frozen=True, kw_only=True, tag_field="outcome"):
    """What every answer of the engine has.

    `line` stands in the answers to a file of many bookings alone, `profile` only where the law is
    not the law in force.
    """

    line: int | UnsetType = UNSET
    reference: str
    read_as: Shape
    profile: str | UnsetType = UNSET
    law_version: str
    engine_version: str


class Dated(_Answer, frozen=True, kw_only=True, tag="dated"):
    """The dates of a booking.

    `hazards` are what a person must decide before anyone leaves on these dates; `faults` what the
    record has wrong although it is dated; `unapplied` the rows of days that moved no date.
    `working`, and what is `not_given` and why, stand where they were asked for.
    """

    dates: dict[ReleaseDateType, date]
    effective_sentence_length: str
    schemes: tuple[SchemeReach, ...]
    affected_by: tuple[str, ...]
    hazards: tuple[Hazard, ...]
    unapplied: tuple[UnappliedDays, ...]
    faults: tuple[Fault, ...] = ()
    working: dict[ReleaseDateType, tuple[ShownStep, ...]] | UnsetType = UNSET
    not_given: tuple[NotGiven, ...] | UnsetType = UNSET


class Refused(_Answer, frozen=True, kw_only=True, tag="refused"):
    """No date at all, and every reason found."""

    refused: tuple[RefusalReason, ...]


class Unreadable(msgspec.Struct, frozen=True, kw_only=True, tag_field="outcome", tag="unreadable"):
    """A line of a file that holds no booking: the path of each fault, and what to do."""

    line: int
    faults: tuple[Fault, ...]


class Failed(msgspec.Struct, frozen=True, kw_only=True, tag_field="outcome", tag="failed"):
    """A booking at which the engine itself failed. A person works its dates out by hand."""

    line: int
    reference: str
    text: str


Answer = Dated | Refused | Unreadable | Failed


def shown(
    found: Calculation | Refusal,
    asked: Asked,
    *,
    profile: str | None,
    line: int | None = None,
    working: bool = False,
) -> Dated | Refused:
    """Put what the engine found into the shape in which it is written.

    `profile` is the name of the law, None for the law in force, under which a record with a fault
    has no dates. Paths are written as the file that was read names its fields.
    """
    where: int | UnsetType = UNSET if line is None else line
    law: str | UnsetType = UNSET if profile is None else profile
    reference = asked.booking.person.reference
    if isinstance(found, Refusal):
        return Refused(
            line=where,
            reference=reference,
            read_as=asked.shape,
            profile=law,
            law_version=found.law_version,
            engine_version=found.engine_version,
            refused=tuple(
                msgspec.structs.replace(each, path=asked.place(each.path)) for each in found.reasons
            ),
        )
    return Dated(
        line=where,
        reference=reference,
        read_as=asked.shape,
        profile=law,
        law_version=found.law_version,
        engine_version=found.engine_version,
        dates={each.type: each.on for each in found.dates},
        effective_sentence_length=str(found.effective_sentence_length),
        schemes=found.schemes,
        affected_by=found.affected_by,
        hazards=found.hazards,
        unapplied=found.unapplied,
        faults=tuple(_unknown_codes(asked) if profile is None else _faults(asked)),
        working={each.type: _steps(each) for each in found.dates} if working else UNSET,
        not_given=found.not_given if working else UNSET,
    )


def _faults(asked: Asked) -> Iterator[Fault]:
    """What the record has wrong: the law in force refuses it, an official profile dates it."""
    for each in record_faults(asked.booking):
        yield _fault(asked.place(each.path), each.text)


def _unknown_codes(asked: Asked) -> Iterator[Fault]:
    """An offence that nobody knows is not for that reason outside every list of exclusions."""
    for place, sentence in enumerate(asked.booking.sentences):
        code = sentence.offence.code
        if code is not None and not offence_register().knows(code.strip().upper()):
            yield _fault(
                asked.place(f"sentences[{place}].offence.code"),
                f"{code!r} is not in the offence register. Correct the code; if it is right, let a "
                "person confirm the sentence's marks before anyone relies on these dates.",
            )


def _fault(path: str, text: str) -> Fault:
    return Fault(path=path, text=f"{path}: {text}")


def _steps(each: CalculatedDate) -> tuple[ShownStep, ...]:
    return tuple(
        ShownStep(
            number=step.number,
            rule=step.rule,
            text=step.text,
            authority=step.authority,
            before=_day(step.before),
            after=_day(step.after),
        )
        for step in each.steps
    )


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)

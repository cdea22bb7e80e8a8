"""The library at the command line: work out the dates of one file, and show the schemas.

Answers go to standard output. Exit codes: 0 dated; 1 refused, or the record has a fault; 2 the
input cannot be read.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import msgspec
from cyclopts import Parameter
from rich.console import Console

from gatelodge.cli.dates_on_screen import show_dates
from gatelodge.sentencing import (
    BadCase,
    Dated,
    Hazard,
    LawBookError,
    Refusal,
    Refused,
    Shape,
    chosen_law,
    draw,
    read_asked,
    schema_text,
    shown,
    work_out,
)

_FOUND = 1
_UNREADABLE = 2
_READ_AS = {Shape.BOOKING: "a booking", Shape.OUTSIDE_CASE: "an outside case"}


def calculate(
    file: Path,
    *,
    profile: str | None = None,
    ersed: Annotated[bool, Parameter(negative="")] = False,
    working: Annotated[bool, Parameter(negative="")] = False,
    json_: Annotated[bool, Parameter(name="--json", negative="")] = False,
    picture: Path | None = None,
) -> None:
    """Work out the release dates of one booking.

    Exit code 0: dated. 1: refused, with every reason; or dated although the record has a fault,
    which standard error names. 2: the file cannot be read, or has a field that it should not have.

    Parameters
    ----------
    file
        A booking (`gatelodge schema booking`), or a case in the shape of the outside cases.
    profile
        The law to use: calculation-params, sds-50, sds-progression-model-october, or in-force.
        Without it an outside case's own `params` decide, and of a booking the law in force.
    ersed
        Ask for the early removal date too; an outside case may ask for it itself.
    working
        Show each date's working, step by step, with its authority.
    json_
        Write JSON (`gatelodge schema answer`).
    picture
        Also draw the sentences and their dates into this file, as SVG.
    """
    try:
        asked = read_asked(file.read_bytes())
        law = chosen_law(profile or asked.profile, asked.switches)
    except OSError as wrong:
        _stop(f"{file} cannot be read: {wrong.strerror}. Give the path of a booking or a case.")
    except (BadCase, LawBookError) as wrong:
        _stop("\n".join(f"{file}: {line}" for line in str(wrong).splitlines()))
    with_ersed = ersed or asked.with_ersed
    worked = work_out(
        asked.booking, law.book, bank_holidays=law.bank_holidays, with_ersed=with_ersed
    )
    found = worked if isinstance(worked, Refusal) else worked.calculation()
    answer = shown(found, asked, profile=law.profile, working=working)
    if picture is not None and not isinstance(worked, Refusal):
        _write_picture(picture, draw(worked.picture()))
    if json_:
        written = msgspec.json.format(msgspec.json.encode(answer), indent=2).decode()
        sys.stdout.write(written + "\n")
    elif isinstance(answer, Dated) and sys.stdout.isatty():
        show_dates(answer, Console(highlight=False))
        sys.stdout.write("\n".join((*_remarks(answer), _under(answer))) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(answer)) + "\n")
    if isinstance(answer, Refused):
        sys.exit(_FOUND)
    if answer.faults:
        _stop("\n".join(f"{file}: ERROR: {each.text}" for each in answer.faults), _FOUND)


def schema(name: Literal["booking", "answer"]) -> None:
    """Print the JSON Schema of what is read, or of what is written.

    Parameters
    ----------
    name
        booking: the input of calculate and recalculate. answer: what they write.
    """
    sys.stdout.write(schema_text(name))


def _write_picture(file: Path, drawing: str) -> None:
    try:
        file.write_text(drawing, "utf-8")
    except OSError as wrong:
        _stop(f"{file} cannot be written: {wrong.strerror}. Give a path that can.")


def _stop(message: str, code: int = _UNREADABLE) -> NoReturn:
    sys.stderr.write(message.rstrip() + "\n")
    sys.exit(code)


def _day(day: date) -> str:
    return f"{day:%a} {day.day:>2} {day:%b %Y}"


def _lines(answer: Dated | Refused) -> Iterator[str]:
    if isinstance(answer, Refused):
        yield from _refusal_lines(answer)
    else:
        yield from _date_lines(answer)
        yield from _remarks(answer)
    yield _under(answer)


def _under(answer: Dated | Refused) -> str:
    """Say under which law, and how the file was read."""
    law = f"law {answer.law_version}; engine {answer.engine_version}"
    named = f"Profile {answer.profile}; {law}" if answer.profile else f"Law in force; {law}"
    return f"{named}; read as {_READ_AS[answer.read_as]}"


def _remarks(answer: Dated) -> Iterator[str]:
    yield f"Effective sentence length {answer.effective_sentence_length}"
    for reach in answer.schemes:
        yield f"{reach.scheme}: {reach.tranche}, {_day(reach.reached_on)}"
    for left in answer.unapplied:
        row = left.adjustment
        yield f"Not applied: {row.kind.value}, {row.days} days of {row.applies_on}. {left.reason}"
    for hazard in answer.hazards:
        yield from _hazard_lines(hazard)


def _date_lines(answer: Dated) -> Iterator[str]:
    for date_type, on in answer.dates.items():
        yield f"{date_type.value:<6} {_day(on)}"
        for step in answer.working[date_type] if answer.working else ():
            yield f"       {step.number}. {step.text}"
            if step.authority:
                yield f"          [{'; '.join(map(str, step.authority))}]"
    for absent in answer.not_given or ():
        sources = "; ".join(map(str, absent.authority))
        yield f"Not {absent.type.value}: {absent.text}" + (f" [{sources}]" if sources else "")


def _hazard_lines(hazard: Hazard, indent: str = "") -> Iterator[str]:
    decide = f" Decide before {_day(hazard.decide_by)}." if hazard.decide_by else ""
    yield f"{indent}IN DOUBT {hazard.code}: {hazard.text} {hazard.question}{decide}"
    for reading in hazard.readings:
        dates = ", ".join(f"{kind.value} {on}" for kind, on in reading.dates.items())
        if dates:
            yield f"{indent}       {reading.name}: {dates}"
        else:
            yield f"{indent}       {reading.name} {_NO_DATES}"
        if reading.further:
            yield f"{indent}       Whoever decides for this reading decides too:"
        for further in reading.further:
            yield from _hazard_lines(further, f"{indent}         ")


_NO_DATES = "The engine cannot date this reading. Work its dates out by hand."


def _refusal_lines(answer: Refused) -> Iterator[str]:
    yield "Refused: no date is given."
    for reason in answer.refused:
        where = f"{reason.path}: " if reason.path else ""
        concerned = f" [{', '.join(reason.sentence_ids)}]" if reason.sentence_ids else ""
        yield f"  {reason.code}: {where}{reason.text}{concerned}"

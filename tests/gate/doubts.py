"""People whose dates stand on a law in doubt, as calculator and checker would have entered them."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from gatelodge.casework.office import Office
from gatelodge.record import facts as f
from tests.gate.prison import AMADI, ROWE, Person

WEEK = timedelta(days=7)
OWN, OTHER = "the order", "the official service"
"""The law book's own reading, and the other."""


def moved(dates: tuple[f.CalculatedDate, ...], by: timedelta) -> tuple[f.CalculatedDate, ...]:
    """The same dates, each later or earlier, but for the day from which curfew is possible."""
    return tuple(
        each if each.date_type == "HDCED" else f.CalculatedDate(each.date_type, each.on + by)
        for each in dates
    )


def doubt(
    dates: tuple[f.CalculatedDate, ...], by: timedelta = WEEK, code: str = "TRANCHE_DAY"
) -> f.HazardFound:
    """A hazard whose other reading moves the dates of the law book's own."""
    return f.HazardFound(
        code=code,
        text="The scheme reached this person before its own order says so.",
        question="Which day did the scheme reach this person?",
        figures=(f.HazardFigure("days between the readings", str(abs(by.days))),),
        readings=(
            f.HazardReading(name=OWN, dates=dates),
            f.HazardReading(name=OTHER, dates=moved(dates, by)),
        ),
        decide_by=min(each.on for each in (*dates, *moved(dates, by)) if each.date_type == "CRD"),
    )


def undated(dates: tuple[f.CalculatedDate, ...]) -> f.HazardFound:
    """A hazard of whose other reading the engine has no dates."""
    found = doubt(dates)
    readings = (found.readings[0], f.HazardReading(name=OTHER, dates=()))
    return replace(found, readings=readings)


def raising_another(dates: tuple[f.CalculatedDate, ...], by: timedelta = WEEK) -> f.HazardFound:
    """A hazard whose other reading raises a doubt of its own: a move twice as far, or none more."""
    found = doubt(dates, by)
    own, other = found.readings
    further = doubt(other.dates, by, "RETURN_DAY")
    return replace(found, readings=(own, replace(other, further=(further,))))


def with_doubt(
    person: Person,
    *,
    by: timedelta = WEEK,
    codes: tuple[str, ...] = ("TRANCHE_DAY",),
    make: Callable[[tuple[f.CalculatedDate, ...]], f.HazardFound] | None = None,
) -> tuple[f.HazardFound, ...]:
    """Put the calculation of now down again, with hazards, as its calculator and checker would."""
    first = person.record.calculation
    assert first is not None
    dates = first.fact.dates
    hazards = (make(dates),) if make else tuple(doubt(dates, by, code) for code in codes)
    put = person.say(replace(first.fact, hazards=hazards), by=AMADI)
    checked = f.DatesChecked(
        calculation=put.seq,
        inputs_digest=first.fact.inputs_digest,
        entered=person.as_on_paper,
        dates=first.fact.dates,
        agrees=True,
    )
    person.say(checked, by=ROWE)
    return hazards


def in_doubt(
    office: Office | None = None,
    *,
    by: timedelta = WEEK,
    codes: tuple[str, ...] = ("TRANCHE_DAY",),
    make: Callable[[tuple[f.CalculatedDate, ...]], f.HazardFound] | None = None,
) -> Person:
    person = Person(office)
    person.sentence()
    person.calculated()
    with_doubt(person, by=by, codes=codes, make=make)
    return person

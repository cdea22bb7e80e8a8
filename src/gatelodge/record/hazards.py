"""From the engine's hazards to what is entered with the dates, whole enough to be decided later."""

from collections.abc import Iterable
from typing import Final

from gatelodge.record.facts import CalculatedDate, HazardFigure, HazardFound, HazardReading
from gatelodge.sentencing import Calculation, Hazard, Reading

AS_CALCULATED = "as calculated"
"""Name of the one reading of a hazard that has no other: the dates of the calculation itself."""
AGAINST_REGISTER: Final = "GL_ANSWERS_AGAINST_REGISTER"
"""Code of the doubt that an answer for a release point and the offence register contradict."""


def doubt_title(hazard: HazardFound) -> str:
    """Say what a doubt is about, for whoever reads it: its first sentence, without the full stop.

    The law it rests on, where it names one, follows that sentence and is told on the dates page.
    """
    return (hazard.text or hazard.question).partition(". ")[0].rstrip(".")


def hazards_found(answer: Calculation) -> tuple[HazardFound, ...]:
    """Give the hazards of a calculation in its order, each with at least the law book's reading."""
    own = tuple(CalculatedDate(each.type.value, each.on) for each in answer.dates)
    return _found(answer.hazards, own)


def _found(hazards: Iterable[Hazard], own: tuple[CalculatedDate, ...]) -> tuple[HazardFound, ...]:
    """Give hazards of a booking with the dates that it has where nothing is decided of them."""
    return tuple(
        HazardFound(
            code=each.code,
            text=each.text,
            question=each.question,
            sentence_ids=each.sentence_ids,
            figures=tuple(HazardFigure(name, value) for name, value in each.figures.items()),
            readings=tuple(map(_reading, each.readings))
            or (HazardReading(name=AS_CALCULATED, dates=own),),
            decide_by=each.decide_by,
        )
        for each in hazards
    )


def _reading(reading: Reading) -> HazardReading:
    dates = tuple(CalculatedDate(each.value, on) for each, on in reading.dates.items())
    return HazardReading(name=reading.name, dates=dates, further=_found(reading.further, dates))

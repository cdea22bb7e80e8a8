"""From the engine's hazards to what is entered with the dates, whole enough to be decided later."""

from typing import Final

from gatelodge.record.facts import CalculatedDate, HazardFigure, HazardFound, HazardReading
from gatelodge.sentencing import Calculation

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
    own = HazardReading(
        name=AS_CALCULATED,
        dates=tuple(CalculatedDate(each.type.value, each.on) for each in answer.dates),
    )
    return tuple(
        HazardFound(
            code=each.code,
            text=each.text,
            question=each.question,
            sentence_ids=each.sentence_ids,
            figures=tuple(HazardFigure(name, value) for name, value in each.figures.items()),
            readings=tuple(
                HazardReading(
                    name=reading.name,
                    dates=tuple(
                        CalculatedDate(date_type.value, on)
                        for date_type, on in reading.dates.items()
                    ),
                )
                for reading in each.readings
            )
            or (own,),
            decide_by=each.decide_by,
        )
        for each in answer.hazards
    )

"""The end of top-up supervision (TUSED): 12 months from release where the licence is shorter.

Source: CJA 2003 s.256AA.
"""

from collections.abc import Sequence

from gatelodge.sentencing.booking import Person
from gatelodge.sentencing.days import add_months, age
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.regimes import is_since_licence
from gatelodge.sentencing.release import Dated, Serving
from gatelodge.sentencing.working import note


def supervision_of(serving: Serving, person: Person, law: LawBook) -> Dated | None:
    """Give the supervision end of one sentence, or None where no supervision follows it."""
    if not serving.regime.may_have_supervision:
        return None
    since = [part.offence_on for part in serving.each.parts if is_since_licence(part, law)]
    rule = law.supervision.on(max(since))
    licence_days = serving.price.to_end - serving.price.to_release
    without_ada = serving.release_without_ada
    if licence_days >= rule.licence_days:
        return None
    if age(person.born_on.toordinal(), without_ada) < rule.age:
        return None
    start = serving.at if serving.is_immediate else without_ada
    return Dated(
        on=add_months(start, rule.months),
        notes=(
            note(
                "SUPERVISION",
                licence_days,
                rule.licence_days,
                rule.months,
                start,
                by=rule.authority,
            ),
        ),
    )


def supervision_of_booking(
    flat: Sequence[Serving], last_licence: int | None, person: Person, law: LawBook
) -> Dated | None:
    """Give the supervision end of several sentences: the latest, if it outlasts every licence."""
    dated = [(each, own) for each in flat if (own := supervision_of(each, person, law)) is not None]
    if not dated or last_licence is None:
        return None
    chosen, own = max(dated, key=lambda pair: pair[1].on)
    if own.on <= last_licence:
        return None
    return Dated(on=own.on, notes=(*own.notes, note("SUPERVISION_LAST", chosen.at, last_licence)))

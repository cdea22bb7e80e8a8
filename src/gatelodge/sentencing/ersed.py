"""The first day on which a person liable to removal may be removed (ERSED), when it is asked for.

Whether anyone is liable is not decided here. Source: CJA 2003 s.260. The window goes by the
calculated date: the dates under the old and the new window are both worked out and compared.
"""

from collections.abc import Sequence
from typing import NamedTuple

from gatelodge.sentencing.days import add_years
from gatelodge.sentencing.lawbook import Ers, LawBook
from gatelodge.sentencing.release import Dated, Serving
from gatelodge.sentencing.working import Note, note


class _Window(NamedTuple):
    on: int
    compare: int
    notes: tuple[Note, ...]


def removal_of(serving: Serving, law: LawBook) -> Dated:
    """Give the removal date of one standard determinate sentence or chain of them."""
    before, began, since = law.ers.last_change()
    old, new = _window(serving, before), _window(serving, since)
    is_since = serving.at >= began or any(part.at >= began for part in serving.each.parts)
    if not is_since and old.compare < began:
        return Dated(on=old.on, notes=(*old.notes, note("ERS_OLD", began)))
    if not is_since and new.compare < began:
        awarded = serving.days.ada - serving.unused_ada - serving.days.served
        notes = (*new.notes, note("ERS_COMMENCES", began), *_awarded(began, awarded))
        return Dated(on=began + awarded, notes=notes)
    return Dated(on=new.on, notes=new.notes)


def _awarded(on: int, awarded: int) -> tuple[Note, ...]:
    return (note("ADA", awarded), note("ADJUSTED", on + awarded)) if awarded else ()


def _window(serving: Serving, law: Ers) -> _Window:
    days = serving.days
    release = serving.release
    opens = add_years(release, -law.longest_years) - law.longest_days
    first_served = serving.at + law.served.of(serving.price.to_release)
    served = first_served + days.ual - days.deductions + days.ada - days.served
    capped = min(served, release)
    added = days.ual + days.ada
    later = max(opens, capped)
    if later - added < serving.at:
        floored = serving.at + added
        return _Window(floored, serving.at + days.ual, (note("ERS_FLOOR", added, floored),))
    if opens >= capped:
        spoken = f"{law.longest_years} years" if law.longest_years else f"{law.longest_days} days"
        notes = [note("ERS_LONGEST", spoken, opens, by=law.authority)]
    else:
        notes = [
            note(
                "ERS_SERVED",
                str(law.served),
                serving.price.to_release,
                serving.at,
                first_served,
                by=law.authority,
            )
        ]
        if served != first_served:
            notes.append(note("ADJUSTED", served))
        if capped < served:
            notes.append(note("ERS_BEFORE_RELEASE", release))
    return _Window(later, later - days.ada, tuple(notes))


def removal_of_booking(flat: Sequence[Serving], law: LawBook) -> Dated | None:
    """Give the removal date of several sentences: the latest of those not over at once."""
    dated = [(each, removal_of(each, law)) for each in flat if not each.is_immediate]
    if not dated:
        return None
    chosen, own = max(dated, key=lambda pair: pair[1].on)
    return Dated(on=own.on, notes=(note("ERS_LAST", len(flat), chosen.at), *own.notes))

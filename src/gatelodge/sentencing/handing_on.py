"""What a new sentence takes over from the sentences that are being served when it is imposed.

Source: CJA 2003 s.240ZA(9), sentences with no release in between count as one; how credit and added
days are handed on is practice.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from gatelodge.sentencing.adjustments import Buckets
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.release import Serving

_NONE = Buckets()


class HandedOn(NamedTuple):
    """The days taken over, and the codes of hazards found on the way."""

    days: Buckets
    hazards: tuple[str, ...] = ()


def handed_on(
    parts: tuple[Part, ...],
    before: Sequence[Serving],
    served: int,
    chosen: AbstractSet[Construction],
) -> HandedOn:
    """Take over what the group already had, but no absence.

    Only a chain or single term that grew takes over the absences of the sentence it grew from.
    `served` are the added days served since the release without them, before this sentence.
    """
    donor = max((each.days for each in before), key=lambda days: days.plain_sum, default=_NONE)
    credit, is_lost = _credit_of(parts, before, donor)
    places = {part.place for part in parts}
    grown_from = (old for old in before if not places.isdisjoint(old.each.places))
    ual = next((old.days.ual for old in grown_from), 0) if len(parts) > 1 else 0
    in_all = served or donor.served
    if Construction.SERVED_DAYS_ADDED_UP in chosen:
        in_all = served + donor.served
    if Construction.CREDIT_HANDED_ON_BY_KIND not in chosen:
        credit = donor
    found = ("GL_CREDIT_DONOR",) if is_lost else ()
    if served and donor.served:
        found = (*found, "GL_SERVED_REPLACED")
    days = Buckets(
        remand=credit.remand,
        bail=credit.bail,
        recall_remand=credit.recall_remand,
        recall_bail=credit.recall_bail,
        ual=ual,
        ada=donor.ada,
        served=in_all,
    )
    return HandedOn(days, found)


def _credit_of(
    parts: tuple[Part, ...], before: Sequence[Serving], donor: Buckets
) -> tuple[Buckets, bool]:
    """Find the credit of sentences of the new one's own kind, and whether practice loses it.

    Practice takes what the sentence with the most days holds. Where that one is recalled and the
    new one is not, or the other way round, its credit is of the wrong kind and counts for nothing.
    """
    is_recalled = parts[0].sentence.recall is not None
    alike = [each.days for each in before if (each.recalled is not None) is is_recalled]
    if len(alike) == len(before):
        return donor, False
    own = max(alike, key=lambda days: days.deductions, default=_NONE)
    return own, bool(own.deductions) and all(days is not donor for days in alike)

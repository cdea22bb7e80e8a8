"""Hazards of the curfew date."""

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.chains import Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, spot
from gatelodge.sentencing.hdc import would_be_plus
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.regimes import is_recalled_in_part

_HDCED = ReleaseDateType.HDCED


def _curfew_of_recalled_chain(seen: Seen) -> Spot | None:
    found = [
        each for each in seen.flat if _HDCED in each.regime.types and is_recalled_in_part(each.each)
    ]
    return spot(found) if found else None


def _curfew_barred_by_released(seen: Seen) -> Spot | None:
    """A single would-be SDS+ sentence that has let go bars curfew for the whole booking."""
    released = [each for group in seen.answer.groups[:-1] for each in group.servings]
    gone = [each for each in released if each.recalled is None and would_be_plus(each)]
    return spot(gone) if gone else None


def _curfew_beside_chain(seen: Seen) -> Spot | None:
    """Practice asks single sentences alone whether one would be SDS+ today."""
    if seen.on(_HDCED) is None:
        return None
    found = [each for each in seen.flat if each.each.only is None and would_be_plus(each)]
    return spot(found) if found else None


def _curfew_not_before_release(seen: Seen) -> Spot | None:
    on, release = seen.on(_HDCED), seen.release
    if on is None or release is None or on < release:
        return None
    return spot(curfew_on=on, release_on=release)


def _curfew_past_its_end(seen: Seen) -> Spot | None:
    on, since = seen.on(_HDCED), seen.law.practices.get(Practice.NO_ADULT_CURFEW_SINCE)
    if on is None or since is None or on < since:
        return None
    return spot(curfew_on=on, ended_on=since)


def _is_for_a_child(part: Part) -> bool:
    return part.standard is not None and part.standard.is_section_250


def _curfew_of_children(seen: Seen) -> Spot | None:
    if not seen.law.practices.keys() & _ENDS_OF_CURFEW:
        return None
    found = [
        each
        for each in seen.flat
        if each.each.is_chain and all(_is_for_a_child(part) for part in each.each.parts)
    ]
    return spot(found) if found else None


_ENDS_OF_CURFEW = frozenset({Practice.NO_ADULT_CURFEW, Practice.NO_ADULT_CURFEW_SINCE})


_C = Construction
DOUBTS = (
    Doubt(
        code="GL_HDC_BARRED_BY_RELEASED",
        title="A sentence that has let go, and would be SDS+ today, bars curfew",
        question="Does it still bar home detention curfew for what is served now?",
        source="CJA 2003 s.246(1)(a), (4); that it bars later sentences too is practice",
        fires=_curfew_barred_by_released,
        need=Need.SEVERAL,
        other=_C.CURFEW_NOT_BARRED_BY_RELEASED,
    ),
    Doubt(
        code="GL_HDC_BESIDE_SDS_PLUS_CHAIN",
        title="A curfew date beside a chain that holds a sentence that would be SDS+ today",
        question="Does the chain bar home detention curfew, as such a sentence alone would?",
        source="CJA 2003 s.246(1)(a), (4); practice asks sentences outside chains alone",
        fires=_curfew_beside_chain,
        need=Need.SEVERAL,
        other=_C.CURFEW_BARRED_BY_CHAINS,
    ),
    Doubt(
        code="GL_HDC_NOT_BEFORE_RELEASE",
        title="A curfew date that was moved to the release or past it",
        question="Is there a curfew at all? It can only come before release.",
        source="CJA 2003 s.246(1); the move is practice",
        fires=_curfew_not_before_release,
        other=_C.CURFEW_ONLY_BEFORE_RELEASE,
    ),
    Doubt(
        code="GL_HDC_PAST_ITS_END",
        title="A curfew date that was moved past the end of adult curfew",
        question="Is there a curfew, although adult curfew had ended by then?",
        source="Sentencing Act 2026 s.26(2)(b); that the date stands is practice",
        fires=_curfew_past_its_end,
        other=_C.CURFEW_ENDS_FOR_MOVED_DATES,
    ),
    Doubt(
        code="GL_HDC_OF_RECALLED_CHAIN",
        title="A curfew date of a chain of which a later part is recalled",
        question="Does the recall of that part end home detention curfew for the chain?",
        source="CJA 2003 s.246(4); practice asks the first part alone",
        fires=_curfew_of_recalled_chain,
        need=Need.RECALL,
        other=_C.CURFEW_BARRED_BY_LATER_RECALL,
    ),
    Doubt(
        code="GL_HDC_OF_CHAINED_CHILDREN",
        title="A chain of detention of a child, after curfew ended for adults",
        question="Does home detention curfew stay open to the person?",
        source="Sentencing Act 2026 s.26(2)(b), one or more such sentences; the official service "
        "takes a chain for an adult one",
        fires=_curfew_of_children,
        need=Need.SEVERAL,
        other=_C.CURFEW_FOR_CHAINS_OF_CHILDREN,
    ),
)
"""The hazards of this module."""

"""Hazards of the dates that are published: curfew, removal, supervision."""

from collections.abc import Iterator

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.chains import Form, Part
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.hazards.seen import Doubt, Need, Seen, Spot, spot
from gatelodge.sentencing.hdc import would_be_plus
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.regimes import is_recalled_in_part
from gatelodge.sentencing.release import Serving
from gatelodge.sentencing.tracks import may_be_terrorist

_HDCED, _ERSED, _TUSED = ReleaseDateType.HDCED, ReleaseDateType.ERSED, ReleaseDateType.TUSED


def _first(reasons: Iterator[tuple[str, Serving | None]]) -> Spot | None:
    for why, serving in reasons:
        return spot([] if serving is None else [serving], because=why)
    return None


# Curfew


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


# Removal


def _removal(seen: Seen) -> Spot | None:
    return _first(_why_removal(seen))


def _why_removal(seen: Seen) -> Iterator[tuple[str, Serving | None]]:
    on, release = seen.on(_ERSED), seen.release
    if on is None:
        return
    if release is not None and on >= release:
        yield "removal would not come before release: there is none", None
    _, began, _ = seen.law.ers.last_change()
    if on < began and any(part.at >= began for part in seen.parts):
        yield "the wider window was used before it was law", None
    if any(part.at == began for part in seen.parts):
        yield "a sentence of the very day on which the window grew wider", None
    is_floored = any(note.rule == "ERS_FLOOR" for note in seen.answer.extract.dates[_ERSED].notes)
    if is_floored and any(each.days.ual and each.days.deductions for each in seen.flat):
        yield "days at large put it off though credit had served the part before", None
    for each in seen.flat:
        if each.each.form is not Form.SINGLE and all(part.is_old_style for part in each.each.parts):
            yield "a term or chain under the older law has a removal date", each
        if each.each.is_chain and all(part.track.is_fine for part in each.each.parts):
            yield "a chain of default terms holds nobody from removal in practice", each


def _removal_by_years(seen: Seen) -> Spot | None:
    on = seen.on(_ERSED)
    if on is None or not any(value.longest_years for value in seen.law.ers.values):
        return None
    return spot(removal_on=on)


def _removal_at_any_time(seen: Seen) -> Spot | None:
    """Parliament has passed it; the day from which it holds has not been found."""
    passed, on = seen.law.practices.get(Practice.REMOVAL_AT_ANY_TIME_PASSED), seen.on(_ERSED)
    if passed is None or on is None or on <= passed:
        return None
    return spot(removal_on=on, passed_on=passed)


def _removal_of_recalled(seen: Seen) -> Spot | None:
    """Practice gives no removal date on a recall; since a day recalled people may be removed."""
    _, began, _ = seen.law.removal.last_change()
    found = [each for each in seen.flat if each.recalled is not None and each.lets_go >= began]
    return spot(found) if found else None


def _removal_of_terrorists(seen: Seen) -> Spot | None:
    if seen.on(_ERSED) is None:
        return None
    found = [part for part in seen.parts if may_be_terrorist(part.sentence, seen.law)]
    return spot(parts=found) if found else None


# Supervision


def _supervision(seen: Seen) -> Spot | None:
    return _first(_why_supervision(seen))


def _why_supervision(seen: Seen) -> Iterator[tuple[str, Serving | None]]:
    on = seen.on(_TUSED)
    if on is None:
        return
    for each in seen.flat:
        if (
            _TUSED in each.types
            and each.release_without_ada < each.at
            and not each.is_immediate
            and not each.each.is_botus
        ):
            yield "it is counted from a day before the sentence", each
    sled = seen.on(ReleaseDateType.SLED)
    if sled is not None and on <= sled:
        yield "it does not outlast the licence", None
    governs = seen.answer.extract.governs
    if governs.waits_for is not None and governs.release < governs.waits_for:
        yield "release waited for a scheme, so that less than the whole time is left", governs


def _supervision_after_repeal(seen: Seen) -> Spot | None:
    on = seen.on(_TUSED)
    ended = [
        since
        for practice, since in seen.law.practices.items()
        if practice in {Practice.NO_SUPERVISION, Practice.SUPERVISION_ENDED}
    ]
    if on is None or not ended or on < min(ended):
        return None
    found = [each for each in seen.flat if each.each.is_botus]
    return spot(found, ends_on=on, repealed_on=min(ended)) if found else None


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
    Doubt(
        code="GL_ERSED_DOUBTFUL",
        title="A removal date that practice works out without sure ground",
        question="From when may the person be removed?",
        source="CJA 2003 s.260; practice",
        fires=_removal,
        need=Need.REMOVAL,
    ),
    Doubt(
        code="GL_ERSED_ONE_DAY",
        title="A removal date whole years before release",
        question="May removal be on that day, or on the day after the minimum period is served?",
        source="CJA 2003 s.260(1), (2); the day is practice",
        fires=_removal_by_years,
        need=Need.REMOVAL,
        other=_C.REMOVAL_AFTER_WHOLE_YEARS,
    ),
    Doubt(
        code="GL_REMOVAL_AT_ANY_TIME",
        title="A removal date of after the Act that abolishes the minimum period was passed",
        question="Is section 35 in force? Then removal is possible at any time after sentence.",
        source="Sentencing Act 2026 s.35(1); its day has not been found",
        fires=_removal_at_any_time,
        need=Need.REMOVAL,
        other=_C.REMOVAL_AT_ANY_TIME,
    ),
    Doubt(
        code="GL_REMOVAL_OF_RECALLED",
        title="A recalled person who may be liable to removal",
        question="May the person be removed although recalled, and from when?",
        source="practice gives no removal date on a recall",
        unread=("Nationality and Borders Act 2022 s.47",),
        fires=_removal_of_recalled,
        need=Need.REMOVAL,
    ),
    Doubt(
        code="GL_TERRORIST_REMOVAL",
        title="A removal date for an offence that may be a terrorist one",
        question="Does CJA 2003 s.247A govern the sentence? Then there is no early removal.",
        source="CJA 2003 s.260(2C); the official service looks at extended sentences alone",
        fires=_removal_of_terrorists,
        need=Need.REMOVAL,
        other=_C.TERRORISTS_NOT_REMOVED,
    ),
    Doubt(
        code="GL_TUSED_DOUBTFUL",
        title="Supervision that practice counts without sure ground",
        question="When does supervision end?",
        source="CJA 2003 s.256AA(4); practice",
        fires=_supervision,
    ),
    Doubt(
        code="GL_BOTUS_TUSED_AFTER_REPEAL",
        title="A supervision end recorded with a committal, though supervision was repealed",
        question="Is it dropped? Supervision ended for everybody on the day of the repeal.",
        source="Sentencing Act 2026 s.34(4)",
        fires=_supervision_after_repeal,
    ),
)
"""The hazards of this module."""

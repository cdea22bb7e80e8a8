"""Dates that a reader would look for and that a booking does not have, each with the reason.

Source: CJA 2003 ss.246 (curfew), 256AA (supervision), 244A and 246A (parole), 260 (removal); the
reason told is that of the sentence that governs the release, where it has one of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gatelodge.sentencing.answer import NotGiven, ReleaseDateType
from gatelodge.sentencing.days import birthday, is_shorter
from gatelodge.sentencing.ersed import is_old_single
from gatelodge.sentencing.extraction import Question
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.regimes import is_recalled_in_part, is_since_licence
from gatelodge.sentencing.release import Serving
from gatelodge.sentencing.timeline import Replayed
from gatelodge.sentencing.working import Citation, spoken_day, spoken_days

_CRD, _ARD, _PRRD = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PRRD
_HDCED, _TUSED = ReleaseDateType.HDCED, ReleaseDateType.TUSED
_PED, _ERSED = ReleaseDateType.PED, ReleaseDateType.ERSED
_NO_CURFEW = (Practice.NO_ADULT_CURFEW, Practice.NO_ADULT_CURFEW_SINCE)
_NO_SUPERVISION = (Practice.NO_SUPERVISION, Practice.SUPERVISION_ENDED)


class _Why(NamedTuple):
    text: str
    authority: tuple[Citation, ...]


def not_given(answer: Replayed, asked: Question) -> tuple[NotGiven, ...]:
    """Say of each date that a reader would look for why it is not there.

    A date that was published is never named.
    """
    law = asked.law
    flat = _governing_first(answer)
    dates = answer.extract.dates
    reasons: dict[ReleaseDateType, Callable[[], _Why | None]] = {
        _CRD: lambda: _no_conditional_release(answer, law),
        _ARD: lambda: _no_automatic_release(answer, law),
        _HDCED: lambda: _no_curfew(flat, asked),
        _TUSED: lambda: _no_supervision(flat, asked),
        _PRRD: lambda: _no_release_after_recall(flat, law),
        _PED: lambda: _no_parole(flat, law),
        _ERSED: lambda: _no_removal(flat, asked),
    }
    return tuple(
        NotGiven(type=date_type, text=why.text, authority=why.authority)
        for date_type, reason in reasons.items()
        if date_type not in dates and (why := reason()) is not None
    )


def _governing_first(answer: Replayed) -> tuple[Serving, ...]:
    """Order the sentences so that the one that governs the release speaks first."""
    governs = answer.extract.governs.number
    flat = (each for group in answer.groups for each in group.servings)
    return tuple(sorted(flat, key=lambda each: each.number != governs))


def _first(found: Iterable[_Why | None]) -> _Why | None:
    return next((each for each in found if each is not None), None)


def _no_conditional_release(answer: Replayed, law: LawBook) -> _Why | None:
    if _ARD in answer.extract.dates:
        return _Why(
            "Release is without licence, so it is automatic (ARD).", law.citations["unconditional"]
        )
    return None


def _no_automatic_release(answer: Replayed, law: LawBook) -> _Why | None:
    if _CRD in answer.extract.dates:
        return _Why(
            "Release is on licence, so it is conditional (CRD).", law.citations["licence_to_end"]
        )
    return None


def _no_release_after_recall(flat: Iterable[Serving], law: LawBook) -> _Why | None:
    if any(each.recalled is not None for each in flat):
        return _Why(
            "A recall was made, but another sentence holds the person longer.",
            law.citations["concurrent"],
        )
    return None


def _in_force(law: LawBook, practices: Iterable[Practice]) -> tuple[int, tuple[Citation, ...]]:
    """Give the day of the first of these practices in force, and its source; 0 for none."""
    for practice in practices:
        if practice in law.practices:
            sources = (each.citations for each in law.enactments if practice in each.practices)
            return law.practices[practice], next(sources)
    return 0, ()


# Curfew


def _no_curfew(flat: tuple[Serving, ...], asked: Question) -> _Why:
    law = asked.law
    excluded = law.citations["hdc_excluded"]
    if asked.person.is_active_sex_offender:
        return _Why("The person is under sex offender notification.", excluded)
    own = _first(_no_curfew_of(each, law) for each in flat)
    if own is not None:
        return own
    day, sources = _in_force(law, _NO_CURFEW)
    if day:
        return _Why(f"Curfew for adults ended on {spoken_day(day)}.", sources)
    return _Why("It would not come before release.", law.citations["hdc_concurrent"])


def _no_curfew_of(each: Serving, law: LawBook) -> _Why | None:
    excluded = law.citations["hdc_excluded"]
    kind = _kind_without_curfew(each)
    if kind:
        return _Why(kind, excluded)
    rule = law.hdc.last_change()[2]
    if each.price.to_release < rule.minimum_custodial_days:
        return _Why(
            f"Too short: {spoken_days(each.price.to_release)} to serve, and a curfew needs "
            f"{spoken_days(rule.minimum_custodial_days)}.",
            rule.authority,
        )
    if each.release < each.at + rule.minimum_stay_days:
        return _Why(
            f"Release comes within {rule.minimum_stay_days} days of the day of sentence.",
            law.citations["hdc_stay"],
        )
    return None


def _kind_without_curfew(each: Serving) -> str:
    if each.recalled is not None:
        return "Recalled: after a recall there is no curfew."
    if each.each.is_dto or each.each.is_term:
        return "A detention and training order, default term or committal allows no curfew."
    if any(part.track.is_extended for part in each.each.parts):
        return "An extended sentence or one of particular concern allows no curfew."
    return _standard_without_curfew(each)


def _standard_without_curfew(each: Serving) -> str:
    standard = [part.standard for part in each.each.parts if part.standard is not None]
    if any(sentence.is_sds_plus for sentence in standard):
        return "The sentence is SDS+, and no curfew is allowed."
    if any(sentence.is_sds_plus_eligible for sentence in standard):
        return "The sentence would be SDS+ if it were passed today, so no curfew is allowed."
    if is_recalled_in_part(each.each) and _HDCED not in each.regime.types:
        return "A part of it is recalled: after a recall there is no curfew."
    return ""


# Supervision


def _no_supervision(flat: tuple[Serving, ...], asked: Question) -> _Why:
    law = asked.law
    day, sources = _in_force(law, _NO_SUPERVISION)
    if day:
        return _Why(f"Supervision after sentence was repealed from {spoken_day(day)}.", sources)
    own = _first(_no_supervision_of(each, asked) for each in flat)
    if own is not None:
        return own
    return _Why("A licence runs at least as long.", law.citations["supervision"])


def _no_supervision_of(each: Serving, asked: Question) -> _Why | None:
    return next(_supervision_faults(each, asked), None)


def _supervision_faults(each: Serving, asked: Question) -> Iterator[_Why]:
    law, topic = asked.law, asked.law.citations["supervision"]
    parts = each.each.parts
    if any(part.track.is_extended for part in parts):
        yield _Why("An extended sentence or one of particular concern has none.", topic)
    if each.each.is_term_throughout and not each.each.is_dto:
        yield _Why("A default term or committal has none.", topic)
    since = [part.offence_on for part in parts if is_since_licence(part, law)]
    begins = law.supervision.begins[0]
    if not since and not each.each.is_term_throughout:
        yield _Why(f"The offence came before {spoken_day(begins)}.", topic)
    rule = law.supervision.on(max([*since, begins]))
    if not is_shorter(each.each.days, each.at, months=rule.under_months):
        yield _Why(f"The sentence is {rule.under_months} months or longer.", topic)
    licence = each.price.to_end - each.price.to_release
    if licence >= rule.licence_days:
        least = spoken_days(rule.licence_days)
        yield _Why(f"The licence of {licence:,} days is already {least} or more.", topic)
    of_age = birthday(asked.person.born_on.toordinal(), rule.age)
    if each.release_without_ada < of_age:
        yield _Why(f"The person is under {rule.age} on release.", topic)
    if _TUSED not in each.types and each.at + rule.midway.of(each.each.days) <= of_age:
        yield _Why(f"The person is under {rule.age} when half is served.", topic)
    if each.each.days <= rule.over_days:
        yield _Why("The sentence is of one day.", topic)


# Parole and removal


def _no_parole(flat: tuple[Serving, ...], law: LawBook) -> _Why:
    with_parole = [each for each in flat if any(p.track.parole for p in each.each.parts)]
    if not with_parole:
        return _Why(
            "No sentence has release by the Parole Board; release comes by law.",
            flat[0].points[0].authority,
        )
    if any(each.recalled is not None for each in with_parole):
        return _Why(
            "Recalled: release before the recall ends is decided apart.",
            law.citations["recall_standard"],
        )
    return _Why(
        "A sentence without parole holds the person at least as long.", law.citations["concurrent"]
    )


def _no_removal(flat: tuple[Serving, ...], asked: Question) -> _Why:
    law = asked.law
    by = law.ers.values[-1].authority
    if not asked.with_ersed:
        return _Why("Not asked for: nothing says that the person is liable to removal.", by)
    own = _first(_no_removal_of(each, law) for each in flat)
    if own is not None:
        return own
    return _Why("Another sentence holds the person to the end.", law.citations["ers_latest"])


def _no_removal_of(each: Serving, law: LawBook) -> _Why | None:
    by = law.citations["ers_latest"]
    if each.recalled is not None:
        return _Why("Recalled: after a recall there is no early removal.", by)
    if each.each.is_term_throughout:
        return _Why("A default term, order or committal allows no early removal.", by)
    if each.is_immediate:
        return _Why("Release comes on the day of sentence.", by)
    if is_old_single(each, law):
        return _Why("The 1991 Act's rules govern the sentence.", by)
    return None

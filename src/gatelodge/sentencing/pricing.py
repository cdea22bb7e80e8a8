"""The unadjusted figures of a sentence: days to its end, to release, to parole.

Source: CJA 2003 ss.244-246A, 258, 264 for the part to be served; PSI 03/2015 for the counting.
"""

from collections.abc import Sequence

import msgspec

from gatelodge.sentencing.booking import Term
from gatelodge.sentencing.chains import Calculable, Form, Part, is_listed_long
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import Ratio, add_months, aggregate, length
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.tracks import ReleasePoint
from gatelodge.sentencing.working import Citation, Note, note


class Price(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The unadjusted figures of a sentence: days to its end, to release, to parole, inclusive."""

    to_end: int
    to_release: int
    to_parole: int | None
    end_notes: tuple[Note, ...]
    release_notes: tuple[Note, ...]
    parole_notes: tuple[Note, ...] = ()


def price(each: Calculable, points: Sequence[ReleasePoint], law: LawBook) -> Price:
    """Count the days to the end and to release; `points` are its parts' release points."""
    if is_listed_long(each, law):
        return _price_listed(each, points, law)
    if each.form is Form.SINGLE:
        return _price_single(each, points[0])
    if each.form is Form.SINGLE_TERM:
        return _price_single_term(each, law)
    return _price_chain(each, points, law)


def _price_listed(each: Calculable, points: Sequence[ReleasePoint], law: LawBook) -> Price:
    """Count a long sentence for a listed offence under the 1991 Act's rules."""
    if each.form is Form.SINGLE:
        plain = _price_single(each, points[0])
    elif each.form is Form.SINGLE_TERM:
        plain = _price_single_term(each, law)
    else:
        plain = _price_chain(each, points, law)
    rule = law.old_style.on(each.at)
    by = law.citations["old_style_listed"]
    to_end = plain.to_end
    to_release = rule.listed_release_point.of(to_end)
    to_parole = rule.listed_parole_point.of(to_end) if each.recall is None else None
    release = note(
        "RELEASE_POINT",
        str(rule.listed_release_point),
        to_end,
        to_release,
        each.at + to_release - 1,
        by=by,
    )
    parole: tuple[Note, ...] = ()
    if to_parole is not None:
        on = each.at + to_parole - 1
        point = str(rule.listed_parole_point)
        parole = (*plain.end_notes, note("PAROLE_POINT", point, to_end, to_parole, on, by=by))
    return Price(
        to_end=to_end,
        to_release=to_release,
        to_parole=to_parole,
        end_notes=plain.end_notes,
        release_notes=(*plain.end_notes, release),
        parole_notes=parole,
    )


def _price_single(each: Calculable, point: ReleasePoint) -> Price:
    track = each.parts[0].track
    to_end = length(each.at, track.whole)
    custody = to_end if track.custodial is track.whole else length(each.at, track.custodial)
    to_release = point.ratio.of(custody)
    counted = note("TERM", spoken_term(track.whole), each.at, to_end, each.at + to_end - 1)
    release_notes = [counted]
    if track.custodial is not track.whole:
        last = each.at + custody - 1
        release_notes = [
            note("CUSTODIAL_TERM", spoken_term(track.custodial), each.at, custody, last)
        ]
    release_notes.append(
        note(
            "RELEASE_POINT",
            str(point.ratio),
            custody,
            to_release,
            each.at + to_release - 1,
            by=point.authority,
        )
    )
    to_parole = None
    parole_notes: tuple[Note, ...] = ()
    if track.parole is not None and each.recall is None:
        to_parole = track.parole.ratio.of(to_release)
        parole_notes = (
            release_notes[0],
            note(
                "PAROLE_POINT",
                str(track.parole.ratio),
                to_release,
                to_parole,
                each.at + to_parole - 1,
                by=track.parole.authority,
            ),
        )
    return Price(
        to_end=to_end,
        to_release=to_release,
        to_parole=to_parole,
        end_notes=(counted,),
        release_notes=tuple(release_notes),
        parole_notes=parole_notes,
    )


def _price_single_term(each: Calculable, law: LawBook) -> Price:
    rule: ReleasePoint | None = each.parts[0].track.release
    if rule is None:
        old = law.old_style.on(each.at)
        rule = ReleasePoint(ratio=old.release_point, authority=law.citations["single_term"])
    to_release = rule.ratio.of(each.days)
    last = each.at + each.days - 1
    merged_by = law.citations["dto_single_term"] if each.is_dto else ()
    counted = note("SINGLE_TERM", len(each.parts), each.at, each.days, last, by=merged_by)
    served = note(
        "RELEASE_POINT",
        str(rule.ratio),
        each.days,
        to_release,
        each.at + to_release - 1,
        by=rule.authority,
    )
    return Price(
        to_end=each.days,
        to_release=to_release,
        to_parole=None,
        end_notes=(counted,),
        release_notes=(counted, served),
    )


def _aggregated(each: Calculable, start: int, terms: Sequence[Term], law: LawBook) -> int:
    """Count terms that follow one another; orders never come to more than their cap."""
    days = aggregate(start, terms)
    if each.is_dto:
        return min(days, add_months(start, law.dto.on(each.at).longest_months) - start)
    return days


def _price_chain(each: Calculable, points: Sequence[ReleasePoint], law: LawBook) -> Price:
    """Serve the parts by release point, in order of first appearance; parole parts come last."""
    to_end = _aggregated(each, each.at, [part.track.whole for part in each.parts], law)
    groups: dict[Ratio, tuple[list[Term], tuple[Citation, ...]]] = {}
    for part, point in zip(each.parts, points, strict=True):
        if part.track.parole is None:
            terms, _ = groups.setdefault(point.ratio, ([], point.authority))
            terms.append(part.track.custodial)
    start = each.at
    notes: list[Note] = []
    for ratio, (terms, authority) in groups.items():
        days = _aggregated(each, start, terms, law)
        served = ratio.of(days)
        notes.append(note("CHAIN_GROUP", str(ratio), days, start, served, by=authority))
        start += served
    to_parole = None
    parole_notes: tuple[Note, ...] = ()
    board = [part for part in each.parts if part.track.parole is not None]
    if board:
        if each.recall is None:
            to_parole, parole_note = _chain_parole(each, board, start, law)
            parole_notes = (*notes, parole_note)
        days = aggregate(start, [part.track.custodial for part in board])
        notes.append(note("CHAIN_PAROLE_PARTS", days, start))
        start += days
    to_release = start - each.at
    notes.append(note("CHAIN_RELEASE", to_release, start - 1))
    return Price(
        to_end=to_end,
        to_release=to_release,
        to_parole=to_parole,
        end_notes=(note("CHAIN", len(each.parts), each.at, to_end, each.at + to_end - 1),),
        release_notes=tuple(notes),
        parole_notes=parole_notes,
    )


def _chain_parole(
    each: Calculable, board: Sequence[Part], start: int, law: LawBook
) -> tuple[int, Note]:
    """Count to parole: the parts before, then the parole point of the parole parts from there.

    Parts with another parole point follow; they are counted from the notional parole date itself,
    as practice has it (not from the day after).
    """
    first = board[0].track.parole
    ratios = [part.track.parole.ratio for part in board if part.track.parole is not None]
    ratio = ratios[0]
    of_first = [
        part.track.custodial for part, own in zip(board, ratios, strict=True) if own == ratio
    ]
    served = ratio.of(aggregate(start, of_first))
    to_parole = start - each.at + served
    others = [
        (part.track.custodial, own) for part, own in zip(board, ratios, strict=True) if own != ratio
    ]
    if others:
        notional = start + served - 1
        if Construction.PAROLE_PARTS_FROM_DAY_AFTER in law.constructions:
            notional += 1
        to_parole += others[0][1].of(aggregate(notional, [term for term, _ in others]))
    by = () if first is None else first.authority
    on = each.at + to_parole - 1
    return to_parole, note("CHAIN_PAROLE", str(ratio), start, to_parole, on, by=by)


def spoken_term(term: Term) -> str:
    """Write a term as the court speaks it: largest unit first, empty units left out."""
    counts = (
        (term.years, "year"),
        (term.months, "month"),
        (term.weeks, "week"),
        (term.days, "day"),
    )
    return " ".join(
        f"{count} {unit}" if count == 1 else f"{count} {unit}s" for count, unit in counts if count
    )

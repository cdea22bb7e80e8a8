"""The end of top-up supervision (TUSED): 12 months from release where the licence is shorter.

Source: CJA 2003 s.256AA; Sentencing Code s.247 for detention and training orders.
"""

from collections.abc import Sequence

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import Person
from gatelodge.sentencing.days import add_months, birthday, is_shorter
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook, Supervision
from gatelodge.sentencing.regimes import is_since_licence
from gatelodge.sentencing.release import Dated, Entry, Serving, release_without_ada_notes
from gatelodge.sentencing.working import note

_TOPPED_UP = "TUSED_LICENCE_PERIOD_LT_1Y"
_RECORDED = "BOTUS_LATEST_TUSED_USED"


def supervision_of(serving: Serving, person: Person, law: LawBook) -> Dated | None:
    """Give the supervision end of one sentence, or None where no supervision follows it."""
    own = _supervision_but_for_its_end(serving, person, law)
    return None if own is None or is_ended(own.on, law) else own


def _supervision_but_for_its_end(serving: Serving, person: Person, law: LawBook) -> Dated | None:
    """Give the supervision end of one sentence, whether or not the repeal came before it."""
    if Practice.NO_SUPERVISION in law.practices or ReleaseDateType.TUSED not in serving.types:
        return None
    if serving.each.is_botus:
        return recorded_supervision(serving)
    rule = _rule(serving, law)
    licence_days = serving.price.to_end - serving.price.to_release
    without_ada = serving.release_without_ada
    if licence_days >= rule.licence_days:
        return None
    if without_ada < birthday(person.born_on.toordinal(), rule.age):
        return None
    is_immediate = serving.is_immediate
    start = serving.at if is_immediate else without_ada
    on = add_months(start, rule.months) + serving.days.ual_after
    notes = [
        *release_without_ada_notes(serving),
        note(
            "SUPERVISION",
            licence_days,
            rule.licence_days,
            rule.months,
            start,
            on - serving.days.ual_after,
            by=rule.authority,
        ),
    ]
    if serving.days.ual_after:
        notes.append(note("UAL_AFTER", serving.days.ual_after))
    return Dated(
        on=on,
        notes=tuple(notes),
        entry=Entry(
            (_TOPPED_UP, *(("IMMEDIATE_RELEASE",) if is_immediate else ())),
            ((_TOPPED_UP, rule.months, "MONTHS"),),
            serving.days.ual - serving.days.deductions,
            on,
            serving.unadjusted_release,
        ),
    )


def is_ended(on: int, law: LawBook) -> bool:
    """Whether supervision to a day had been ended by its repeal (Sentencing Act 2026 s.34(4))."""
    ended = law.practices.get(Practice.SUPERVISION_ENDED)
    return ended is not None and on >= ended


def _rule(serving: Serving, law: LawBook) -> Supervision:
    """Find the supervision rules: by the latest offence, or for an order by its own day."""
    since = [part.offence_on for part in serving.each.parts if is_since_licence(part, law)]
    day = max(since) if since else max(serving.at, law.supervision.begins[0])
    return law.supervision.on(day)


def recorded_supervision(serving: Serving) -> Dated | None:
    """Give the supervision end that a committal for its breach leaves as it was recorded."""
    only = serving.each.only
    if only is None or only.track.supervised_until is None:
        return None
    on = only.track.supervised_until
    return Dated(
        on=on,
        notes=(note("SUPERVISION_RECORDED", on),),
        entry=Entry(
            (_RECORDED, *(("IMMEDIATE_RELEASE",) if serving.is_immediate else ())),
            (),
            serving.days.ual - serving.days.deductions,
            on,
            serving.unadjusted_release,
        ),
    )


def supervision_of_booking(
    flat: Sequence[Serving], last_licence: int | None, person: Person, law: LawBook
) -> Dated | None:
    """Give the supervision end of several sentences: the latest, if it outlasts every licence.

    Where the repeal ended the latest, an earlier one is no end of supervision either: it went on to
    the day of the repeal.
    """
    latest = _latest_supervision(flat, last_licence, person, law)
    return None if latest is None or is_ended(latest.on, law) else latest


def _latest_supervision(
    flat: Sequence[Serving], last_licence: int | None, person: Person, law: LawBook
) -> Dated | None:
    dated = [
        (each, own)
        for each in flat
        if (own := _supervision_but_for_its_end(each, person, law)) is not None
    ]
    if last_licence is None:
        return _of_short_orders(flat, [own for _, own in dated], law)
    others = [pair for pair in dated if pair[0].each.only is None or not pair[0].each.is_botus]
    if not dated:
        return None
    chosen, own = max(others or dated, key=lambda pair: pair[1].on)
    if any(each.each.is_dto and each.end > own.on for each in flat) or own.on <= last_licence:
        return None
    return own.noting(note("SUPERVISION_LAST", chosen.spoken, chosen.at, last_licence))


def _of_short_orders(flat: Sequence[Serving], dated: Sequence[Dated], law: LawBook) -> Dated | None:
    """Without any licence, only orders that are all short leave supervision, and not to a child."""
    if not dated or all(each.lets_go < each.adult_on for each in flat):
        return None
    if not all(
        each.each.is_dto
        and is_shorter(each.each.days, each.at, months=law.dto.on(each.at).longest_months)
        for each in flat
    ):
        return None
    return max(dated, key=lambda own: own.on)

"""The end of top-up supervision (TUSED): 12 months from release where the licence is shorter.

Source: CJA 2003 s.256AA; Sentencing Code s.247 for detention and training orders.
"""

from collections.abc import Sequence

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import Person
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import add_months, birthday, is_shorter
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook, Supervision
from gatelodge.sentencing.regimes import is_since_licence
from gatelodge.sentencing.release import Dated, Entry, Serving, release_without_ada_notes
from gatelodge.sentencing.working import Note, note

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
    rule = supervision_rule(serving, law)
    licence_days = licence_days_of(serving)
    if not _tops_up(serving, rule, law):
        return None
    if _day_of_age(serving, law) < birthday(person.born_on.toordinal(), rule.age):
        return None
    is_immediate = serving.is_immediate
    start = _begins(serving, law)
    on = add_months(start, rule.months) + serving.days.ual_after
    notes = [
        *release_without_ada_notes(serving),
        *_put_off(serving, start),
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


def licence_days_of(serving: Serving) -> int:
    """Count the days from release to the end, before any days are taken off or added."""
    return serving.price.to_end - serving.price.to_release


def _tops_up(serving: Serving, rule: Supervision, law: LawBook) -> bool:
    """Whether the licence is so short that supervision outlasts it.

    Practice counts days; by one reading the months of supervision are counted by the calendar.
    """
    if Construction.SUPERVISION_BY_CALENDAR_YEAR not in law.constructions:
        return licence_days_of(serving) < rule.licence_days
    if serving.each.is_dto and not _is_short_order(serving, law):
        return False
    end = serving.unadjusted_end + serving.days.ual - serving.days.deductions
    return add_months(serving.release_without_ada, rule.months) > end


def _day_of_age(serving: Serving, law: LawBook) -> int:
    """Give the day (number) on which the person must be old enough: release without awards."""
    absent = serving.days.ual
    if Construction.SUPERVISION_AGE_WITHOUT_ABSENCE not in law.constructions:
        absent = 0
    return serving.release_without_ada - absent


def _begins(serving: Serving, law: LawBook) -> int:
    """Give the day (number) after which supervision is counted.

    Awards never move it. Practice counts from a day before the sentence or the tranche too.
    """
    start = serving.at if serving.is_immediate else serving.release_without_ada
    waits_for = None if serving.recalled is not None else serving.waits_for
    if waits_for is not None and Construction.SUPERVISION_FROM_TRANCHE in law.constructions:
        start = max(start, waits_for)
    if Construction.SUPERVISION_NOT_BEFORE_SENTENCE in law.constructions:
        start = max(start, serving.at)
    return start


def _put_off(serving: Serving, start: int) -> tuple[Note, ...]:
    is_put_off = start > max(serving.at, serving.release_without_ada)
    return (note("SUPERVISION_PUT_OFF", start),) if is_put_off else ()


def outlasting(own: Dated | None, last_licence: int | None, law: LawBook) -> Dated | None:
    """Give the supervision end of one sentence; by one reading only where it outlasts a licence."""
    if own is None or last_licence is None or own.on > last_licence:
        return own
    return None if Construction.SUPERVISION_OUTLASTS_LICENCE in law.constructions else own


def recorded_past_end(only: Serving, law: LawBook) -> Dated | None:
    """Give the supervision end recorded with a single committal, where it comes after its end.

    Practice lets it stand though supervision was repealed, unless the repeal ended it that day.
    """
    recorded = recorded_supervision(only)
    if recorded is None or only.end >= recorded.on or is_ended(recorded.on, law):
        return None
    repealed = law.practices.get(Practice.NO_SUPERVISION)
    is_dropped = Construction.REPEAL_ENDS_RECORDED_SUPERVISION in law.constructions
    return None if repealed is not None and is_dropped and recorded.on >= repealed else recorded


def is_ended(on: int, law: LawBook) -> bool:
    """Whether supervision to a day had been ended by its repeal (Sentencing Act 2026 s.34(4))."""
    ended = law.practices.get(Practice.SUPERVISION_ENDED)
    return ended is not None and on >= ended


def supervision_rule(serving: Serving, law: LawBook) -> Supervision:
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
        of_orders = _of_short_orders(flat, [own for _, own in dated], law)
        return of_orders or _recorded_without_licence(dated, law)
    others = [pair for pair in dated if pair[0].each.only is None or not pair[0].each.is_botus]
    if not dated:
        return None
    chosen, own = max(others or dated, key=lambda pair: pair[1].on)
    if any(each.each.is_dto and each.end > own.on for each in flat) or own.on <= last_licence:
        return None
    return own.noting(note("SUPERVISION_LAST", chosen.spoken, chosen.at, last_licence))


def _recorded_without_licence(dated: Sequence[tuple[Serving, Dated]], law: LawBook) -> Dated | None:
    """Give the latest supervision end recorded with a committal, by one reading.

    Practice loses it beside a default term, though alone it stands.
    """
    if Construction.RECORDED_SUPERVISION_STANDS not in law.constructions:
        return None
    recorded = [own for each, own in dated if each.each.is_botus]
    return max(recorded, key=lambda own: own.on, default=None)


def _is_short_order(serving: Serving, law: LawBook) -> bool:
    longest = law.dto.on(serving.at).longest_months
    return serving.each.is_dto and is_shorter(serving.each.days, serving.at, months=longest)


def _of_short_orders(flat: Sequence[Serving], dated: Sequence[Dated], law: LawBook) -> Dated | None:
    """Without any licence, only orders that are all short leave supervision, and not to a child."""
    if not dated or all(each.lets_go < each.adult_on for each in flat):
        return None
    if not all(_is_short_order(each, law) for each in flat):
        return None
    return max(dated, key=lambda own: own.on)

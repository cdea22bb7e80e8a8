"""Which dates a sentence may have: release on licence or without, parole, supervision, curfew.

Source: CJA 2003 ss.243A-246A, 249, 255A, 256AA, 264 and Schedule 20B; the conditions that depend on
a number or a day read it from the law.
"""

from collections.abc import Callable, Iterable

import msgspec

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.booking import Person, StandardDeterminate
from gatelodge.sentencing.chains import Calculable, Form, Part, is_listed_long
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import age, is_shorter
from gatelodge.sentencing.law_files import Practice
from gatelodge.sentencing.lawbook import LawBook, Scheme
from gatelodge.sentencing.tracks import ReleasePoint

Types = frozenset[ReleaseDateType]

_CRD, _ARD, _PED = ReleaseDateType.CRD, ReleaseDateType.ARD, ReleaseDateType.PED
_SLED, _SED, _LED = ReleaseDateType.SLED, ReleaseDateType.SED, ReleaseDateType.LED
ON_LICENCE: Types = frozenset({_SLED, _CRD})
WITHOUT_LICENCE: Types = frozenset({_SED, _ARD})
_OWN_LICENCE: Types = frozenset({_LED, _SED, _CRD})
_PAROLE: Types = frozenset({_SLED, _CRD, _PED})
_DTO: Types = frozenset(
    {
        _SED,
        ReleaseDateType.MTD,
        ReleaseDateType.ETD,
        ReleaseDateType.LTD,
        ReleaseDateType.TUSED,
    }
)


class Regime(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a calculable sentence may have, as imposed.

    `is_mixed`: a short chain of offences from before and since licence came for short sentences;
    its licence runs for half of the later ones. `is_short`: a child leaves it without licence.
    """

    types: Types
    is_short: bool
    is_mixed: bool = False


def is_since_licence(part: Part, law: LawBook) -> bool:
    """Whether it is a standard sentence whose offence came after licence came for short ones.

    Practice calls it an "ORA" sentence.
    """
    return part.track.is_standard and law.short.on(part.offence_on).has_licence


def is_short_of(each: Calculable, law: LawBook) -> bool:
    """Whether the whole is shorter than the limit below which licence came only later."""
    return is_shorter(each.days, each.at, months=law.short.on(each.offence_on).under_months)


def regime_of(each: Calculable, person: Person, law: LawBook) -> Regime:
    """Decide which dates a calculable sentence may have, as imposed."""
    is_short = is_short_of(each, law)
    types, is_mixed = _basic_types(each, law, is_short=is_short)
    is_extended = any(part.track.is_extended for part in each.parts)
    if not (is_extended or each.is_dto or each.is_term):
        if _may_have_supervision(each, person, law):
            types |= {ReleaseDateType.TUSED}
        if _PED not in types and _may_have_curfew(each, person, law):
            types |= {ReleaseDateType.HDCED}
    if each.recall is not None:
        types = (types - {ReleaseDateType.HDCED}) | {ReleaseDateType.PRRD}
    return Regime(types=types, is_short=is_short and not each.is_dto, is_mixed=is_mixed)


def _basic_types(each: Calculable, law: LawBook, *, is_short: bool) -> tuple[Types, bool]:
    """Choose expiry and release types, and whether the licence is that of a mixed chain."""
    if each.is_dto:
        return _DTO, False
    if each.form is Form.SINGLE:
        return _single_types(each, law, is_short=is_short), False
    if any(part.track.is_extended for part in each.parts):
        has_parole = any(part.track.parole for part in each.parts)
        return (_PAROLE if has_parole else ON_LICENCE), False
    if all(part.track.is_sds_plus for part in each.parts):
        return ON_LICENCE, False
    return _composite_types(each, law, is_short=is_short)


def _composite_types(each: Calculable, law: LawBook, *, is_short: bool) -> tuple[Types, bool]:
    """Choose the types of a chain or single term by its standard sentences; none: no types."""
    standard = [part for part in each.parts if part.track.is_standard]
    old = [part.is_old_style for part in standard]
    since = [is_since_licence(part, law) for part in standard]
    if not standard:
        return frozenset(), False
    if all(old):
        return _old_types(each, law), False
    if not any(old) and any(since) and not all(since) and is_short:
        return _OWN_LICENCE, True
    if any(old) or (any(since) and not all(since)):
        return ON_LICENCE, False
    return _new_types(each, law, is_short=is_short), False


def _single_types(each: Calculable, law: LawBook, *, is_short: bool) -> Types:
    part = each.parts[0]
    track = part.track
    if track.is_standard:
        if part.is_old_style:
            return _old_types(each, law)
        return _new_types(each, law, is_short=is_short)
    if track.is_extended:
        if each.recall is not None:
            return frozenset({_SLED})
        return _PAROLE if track.parole else ON_LICENCE
    if track.supervised_until is not None:
        return WITHOUT_LICENCE | {ReleaseDateType.TUSED}
    return WITHOUT_LICENCE


def _old_types(each: Calculable, law: LawBook) -> Types:
    rule = law.old_style.on(each.at)
    if is_listed_long(each, law):
        return _OWN_LICENCE | {_PED}
    if not is_shorter(each.days, each.at, months=rule.long_from_months):
        return ON_LICENCE
    if not is_shorter(each.days, each.at, months=rule.licence_from_months):
        return _OWN_LICENCE
    return WITHOUT_LICENCE


def _new_types(each: Calculable, law: LawBook, *, is_short: bool) -> Types:
    rule = law.short.on(each.offence_on)
    if (is_short and not rule.has_licence) or each.days <= rule.unconditional_days:
        return WITHOUT_LICENCE
    return ON_LICENCE


def _may_have_supervision(each: Calculable, person: Person, law: LawBook) -> bool:
    if each.form is Form.SINGLE_TERM or Practice.NO_SUPERVISION in law.practices:
        return False
    standard = [part for part in each.parts if part.track.is_standard]
    since = [part.offence_on for part in standard if is_since_licence(part, law)]
    if not since or any(part.is_old_style for part in standard):
        return False
    rule = law.supervision.on(max(since))
    half_served = each.at + rule.midway.of(each.days)
    return (
        rule.over_days < each.days
        and is_shorter(each.days, each.at, months=rule.under_months)
        and (
            Construction.SUPERVISION_BY_AGE_AT_RELEASE in law.constructions
            or age(person.born_on.toordinal(), half_served - 1) >= rule.age
        )
    )


def _may_have_curfew(each: Calculable, person: Person, law: LawBook) -> bool:
    asks_all = Construction.CURFEW_BARRED_BY_LATER_RECALL in law.constructions
    if asks_all and is_recalled_in_part(each):
        return False
    return not person.is_active_sex_offender and not any(
        part.standard is not None and part.standard.is_sds_plus_eligible for part in each.parts
    )


def is_recalled_in_part(each: Calculable) -> bool:
    """Whether any of its parts is recalled, be it the one that stands for all or another."""
    return any(part.sentence.recall is not None for part in each.parts)


def _sds_without(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    return not sentence.is_sds_plus and scheme.exclusions.isdisjoint(sentence.exclusions)


def _sds_with(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    return not sentence.is_sds_plus and not scheme.exclusions.isdisjoint(sentence.exclusions)


def _progression_model(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    would_be_plus_today = sentence.is_sds_plus_eligible and not sentence.is_sds_plus
    return (
        not sentence.is_section_250
        and sentence.recall is None
        and not would_be_plus_today
        and scheme.exclusions.isdisjoint(sentence.exclusions)
    )


def _detention_of_children(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    return (
        sentence.is_section_250
        and not sentence.is_sds_plus
        and scheme.exclusions.isdisjoint(sentence.exclusions)
    )


_PREDICATES: dict[str, Callable[[StandardDeterminate, Scheme], bool]] = {
    "sds_without": _sds_without,
    "sds_with": _sds_with,
    "progression_model": _progression_model,
    "detention_of_children": _detention_of_children,
}


def reaches(scheme: Scheme, part: Part) -> bool:
    """Whether a scheme changes the release point of such a sentence, whenever imposed."""
    return part.standard is not None and _PREDICATES[scheme.applies_to](part.standard, scheme)


def under_scheme(scheme: Scheme, part: Part) -> ReleasePoint:
    """Give the release point of a part under a scheme that reaches it."""
    ratio = scheme.fraction
    if part.track.is_sds_plus and scheme.fraction_sds_plus is not None:
        ratio = scheme.fraction_sds_plus
    return ReleasePoint(ratio=ratio, authority=scheme.authority, scheme=scheme)


def under_model(scheme: Scheme | None, regime: Regime, offence_on: int, law: LawBook) -> Regime:
    """Put short sentences for old offences on licence, where the progression model does."""
    if scheme is None or not scheme.is_progression or not regime.is_short:
        return regime
    if Construction.UNCONDITIONAL_FOR_DETAINED_ALONE in law.constructions:
        # So the licence that a mixed chain has of its own is for detained children alone too.
        types = regime.types - {_LED}
        regime = msgspec.structs.replace(regime, is_short=False, is_mixed=False, types=types)
    if law.short.on(offence_on).has_licence:
        return regime
    types = (regime.types - WITHOUT_LICENCE) | ON_LICENCE
    return msgspec.structs.replace(regime, types=types)


def governing_scheme(parts: Iterable[Part], law: LawBook, day: int) -> Scheme | None:
    """Give the scheme begun last by a day that reaches any of the parts."""
    parts = tuple(parts)
    begun = [
        each
        for each in law.schemes
        if each.commences <= day
        and _is_followed(each, law)
        and any(reaches(each, part) for part in parts)
    ]
    return max(begun, key=lambda each: each.commences, default=None)


def _is_followed(scheme: Scheme, law: LawBook) -> bool:
    """Whether the law book's reading lets a scheme govern sentences passed under it."""
    return (
        scheme.applies_to != "detention_of_children"
        or Construction.DETENTION_KEEPS_EARLIER_POINT not in law.constructions
    )


def as_imposed(part: Part, law: LawBook) -> ReleasePoint:
    """Give the release point in force on the day of sentence: the latest scheme, else the Act's."""
    if part.track.release is not None:
        return part.track.release
    day = part.at
    if Construction.SWITCH_DAY_UNDER_OLD_LAW in law.constructions:
        day -= 1
    scheme = governing_scheme((part,), law, day)
    if scheme is not None:
        return under_scheme(scheme, part)
    rule = (law.sds_plus if part.track.is_sds_plus else law.sds).on(part.at)
    return ReleasePoint(ratio=rule.release_point, authority=rule.authority)

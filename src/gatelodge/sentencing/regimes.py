"""Which rules a sentence stands under: release on licence or without, supervision, curfew, schemes.

Source: CJA 2003 ss.243A, 244, 244ZA, 249, 256AA, 264; the conditions that depend on a number or a
day read it from the law.
"""

from collections.abc import Callable, Iterable
from enum import Enum

import msgspec

from gatelodge.sentencing.booking import Person, StandardDeterminate
from gatelodge.sentencing.chains import Calculable, Part
from gatelodge.sentencing.days import Ratio, age, is_shorter
from gatelodge.sentencing.lawbook import LawBook, Scheme
from gatelodge.sentencing.working import Citation


class Licence(Enum):
    """How long a licence runs: to the end of the sentence, to a day of its own, or not at all."""

    TO_THE_END = "SLED"
    OF_ITS_OWN = "LED and SED"
    NONE = "SED"


class Regime(msgspec.Struct, frozen=True, kw_only=True):
    """What a calculable sentence may have, as imposed."""

    licence: Licence
    is_unconditional: bool
    is_short: bool
    may_have_supervision: bool
    may_have_curfew: bool


def is_since_licence(part: Part, law: LawBook) -> bool:
    """Whether the offence came after licence came for short sentences (an "ORA" sentence)."""
    return law.short.on(part.offence_on).has_licence


def is_old_style(part: Part, law: LawBook) -> bool:
    """Whether both offence and sentence stand before the 2003 Act's rules."""
    return not (
        law.regime.on(part.offence_on).offences_under_2003_act
        or law.regime.on(part.at).sentences_under_2003_act
    )


def regime_of(each: Calculable, person: Person, law: LawBook) -> Regime:
    """Decide the regime of a single sentence or chain of standard determinate sentences."""
    short_law = law.short.on(each.offence_on)
    is_short = is_shorter(each.days, each.at, months=short_law.under_months)
    is_plus = all(part.sentence.is_sds_plus for part in each.parts)
    since = [is_since_licence(part, law) for part in each.parts]
    is_mixed = each.is_chain and any(since) and not all(since)
    is_unconditional = not (is_mixed or (each.is_chain and is_plus)) and (
        (is_short and not short_law.has_licence) or each.days <= short_law.unconditional_days
    )
    licence = Licence.TO_THE_END
    if is_unconditional:
        licence = Licence.NONE
    elif is_mixed and is_short and not is_plus:
        licence = Licence.OF_ITS_OWN
    return Regime(
        licence=licence,
        is_unconditional=is_unconditional,
        is_short=is_short,
        may_have_supervision=_may_have_supervision(each, person, law),
        may_have_curfew=not person.is_active_sex_offender
        and not any(part.sentence.is_sds_plus_eligible for part in each.parts),
    )


def _may_have_supervision(each: Calculable, person: Person, law: LawBook) -> bool:
    since = [part.offence_on for part in each.parts if is_since_licence(part, law)]
    if not since:
        return False
    rule = law.supervision.on(max(since))
    half_served = each.at + rule.midway.of(each.days)
    return (
        rule.over_days < each.days
        and is_shorter(each.days, each.at, months=rule.under_months)
        and age(person.born_on.toordinal(), half_served - 1) >= rule.age
    )


def _sds_without(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    return not sentence.is_sds_plus and scheme.exclusions.isdisjoint(sentence.exclusions)


def _sds_with(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    return not sentence.is_sds_plus and not scheme.exclusions.isdisjoint(sentence.exclusions)


def _progression_model(sentence: StandardDeterminate, scheme: Scheme) -> bool:
    would_be_plus_today = sentence.is_sds_plus_eligible and not sentence.is_sds_plus
    return (
        not sentence.is_section_250
        and not would_be_plus_today
        and scheme.exclusions.isdisjoint(sentence.exclusions)
    )


_PREDICATES: dict[str, Callable[[StandardDeterminate, Scheme], bool]] = {
    "sds_without": _sds_without,
    "sds_with": _sds_with,
    "progression_model": _progression_model,
}


def reaches(scheme: Scheme, part: Part) -> bool:
    """Whether a scheme changes the release point of such a sentence, whenever imposed."""
    return _PREDICATES[scheme.applies_to](part.sentence, scheme)


class ReleasePoint(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The part to be served, where it comes from, and the scheme if one set it."""

    ratio: Ratio
    authority: tuple[Citation, ...]
    scheme: str | None = None


def under_scheme(scheme: Scheme, part: Part) -> ReleasePoint:
    """Give the release point of a part under a scheme that reaches it."""
    ratio = scheme.fraction
    if part.sentence.is_sds_plus and scheme.fraction_sds_plus is not None:
        ratio = scheme.fraction_sds_plus
    return ReleasePoint(ratio=ratio, authority=scheme.authority, scheme=scheme.id)


def as_imposed(part: Part, schemes: Iterable[Scheme], law: LawBook) -> ReleasePoint:
    """Give the release point in force on the day of sentence: the latest scheme, else the Act's."""
    begun = [each for each in schemes if each.commences <= part.at and reaches(each, part)]
    if begun:
        return under_scheme(max(begun, key=lambda each: each.commences), part)
    rule = (law.sds_plus if part.sentence.is_sds_plus else law.sds).on(part.at)
    return ReleasePoint(ratio=rule.release_point, authority=rule.authority)

"""How each kind of sentence is served: its custodial part, the point of release, of parole.

Source: CJA 2003 ss.243A-246A, 256AC, 258; Sentencing Act 2020 s.241. What depends on a number or a
day is read from the law.
"""

import msgspec

from gatelodge.sentencing.booking import (
    DetentionAndTraining,
    Extended,
    FineDefault,
    ParticularConcern,
    Sentence,
    StandardDeterminate,
    SupervisionBreach,
    Term,
)
from gatelodge.sentencing.constructions import Construction
from gatelodge.sentencing.days import Ratio
from gatelodge.sentencing.lawbook import LawBook, Scheme
from gatelodge.sentencing.offences import offence_register
from gatelodge.sentencing.working import Citation

WHOLE = Ratio(1, 1)
_CIVIL_CONTEMPT = "CIVIL_CONTEMPT"
_TERRORIST = "TORERA_19ZA"


class ReleasePoint(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The part to be served, where it comes from, and the scheme if one set it."""

    ratio: Ratio
    authority: tuple[Citation, ...]
    scheme: Scheme | None = None


class Track(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How one sentence as imposed is served.

    `custodial` is the term that the release point is a part of, `whole` the term to the end.
    `release` is None where early-release schemes decide (SDS and SDS+). `parole` is set where the
    Parole Board may release first. `is_term`: added days never touch it.
    """

    custodial: Term
    whole: Term
    release: ReleasePoint | None
    parole: ReleasePoint | None = None
    is_standard: bool = False
    is_sds_plus: bool = False
    is_dto: bool = False
    is_fine: bool = False
    is_botus: bool = False
    remand_counts: bool = True
    bail_counts: bool = True
    supervised_until: int | None = None
    """The end of the supervision that was breached (day number), where it is known."""

    @property
    def is_term(self) -> bool:
        """Whether it is a default term, a detention and training order or a committal."""
        return self.is_dto or self.is_fine or self.is_botus

    @property
    def is_extended(self) -> bool:
        """Whether a licence of its own length follows custody (EDS, SOPC)."""
        return not (self.is_standard or self.is_term)


def track_of(sentence: Sentence, at: int, law: LawBook) -> Track:
    """Say how a sentence imposed on a day is served. Raises NoLawForDate."""
    match sentence:
        case StandardDeterminate():
            return Track(
                custodial=sentence.term,
                whole=sentence.term,
                release=None,
                is_standard=True,
                is_sds_plus=sentence.is_sds_plus,
            )
        case Extended():
            return _extended(sentence, at, law)
        case ParticularConcern():
            concern = law.sopc.on(at)
            by = (*law.citations["sopc"], *concern.authority)
            point = concern.parole_point
            if sentence.is_under_18:
                point = concern.under_18_parole_point
            return Track(
                custodial=sentence.custodial_term,
                whole=sentence.custodial_term.plus(sentence.extension),
                release=ReleasePoint(ratio=WHOLE, authority=by),
                parole=ReleasePoint(ratio=point, authority=by),
            )
        case FineDefault():
            return _fine(sentence, at, law)
        case DetentionAndTraining():
            order = law.dto.on(at)
            return Track(
                custodial=sentence.term,
                whole=sentence.term,
                release=ReleasePoint(ratio=order.release_point, authority=order.authority),
                is_dto=True,
                remand_counts=order.remand_counts,
                bail_counts=(
                    order.remand_counts
                    or Construction.OLD_ORDERS_WITHOUT_BAIL not in law.constructions
                ),
            )
        case SupervisionBreach():
            return Track(
                custodial=sentence.term,
                whole=sentence.term,
                release=ReleasePoint(ratio=WHOLE, authority=law.citations["botus"]),
                is_botus=True,
                supervised_until=(
                    None
                    if sentence.latest_tused_on is None
                    else sentence.latest_tused_on.toordinal()
                ),
                remand_counts=False,
                bail_counts=False,
            )


def _extended(sentence: Extended, at: int, law: LawBook) -> Track:
    extended = law.eds.on(at)
    by = (*law.citations["eds"], *extended.authority)
    whole = sentence.custodial_term.plus(sentence.extension)
    if (
        sentence.has_automatic_release
        and Construction.EXTENDED_ALWAYS_BY_BOARD not in law.constructions
    ):
        return Track(
            custodial=sentence.custodial_term,
            whole=whole,
            release=ReleasePoint(ratio=extended.automatic_point, authority=by),
        )
    is_served_whole = (
        Construction.TERRORISTS_WITHOUT_PAROLE in law.constructions
        and may_be_terrorist(sentence, law)
    )
    return Track(
        custodial=sentence.custodial_term,
        whole=whole,
        release=ReleasePoint(ratio=WHOLE, authority=by),
        parole=(
            None if is_served_whole else ReleasePoint(ratio=extended.parole_point, authority=by)
        ),
    )


def may_be_terrorist(sentence: Sentence, law: LawBook) -> bool:
    """Whether the register asks if the offence falls under CJA 2003 s.247A; it can never tell.

    A code that it does not know at all is no answer, and is asked about elsewhere.
    """
    asked = offence_register(law.listed).membership(
        sentence.offence.code, _TERRORIST, sentence.sentenced_on
    )
    return asked.finding == "GL_OFFENCE_LIST_TO_ASK"


def _fine(sentence: FineDefault, at: int, law: LawBook) -> Track:
    fine = law.fine.on(at)
    least = fine.full_term_pence
    if Construction.FULL_TERM_ONLY_ABOVE_SUM in law.constructions:
        least += 1
    is_full = (
        fine.has_full_term and sentence.fine_pence is not None and sentence.fine_pence >= least
    )
    code = sentence.offence.code
    is_civil = code is not None and code in offence_register(law.listed).codes_on(
        _CIVIL_CONTEMPT, at
    )
    return Track(
        custodial=sentence.term,
        whole=sentence.term,
        release=ReleasePoint(
            ratio=WHOLE if is_full else fine.release_point, authority=fine.authority
        ),
        is_fine=True,
        remand_counts=not is_civil,
        bail_counts=not is_civil,
    )


def is_old_style(offence_on: int, at: int, law: LawBook) -> bool:
    """Whether both offence and sentence stand before the 2003 Act's rules."""
    return not (
        law.regime.on(offence_on).offences_under_2003_act
        or law.regime.on(at).sentences_under_2003_act
    )

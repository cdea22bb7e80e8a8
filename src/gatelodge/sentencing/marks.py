"""The marks of a standard determinate sentence, from its offence, kind, length and day.

Whether it is SDS+, whether it would be if passed today, and which early-release schemes leave it
out: each yes, no or unknown, with its authority. A warrant that says otherwise is for a person.
"""

import tomllib
from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

from gatelodge.sentencing.booking import Exclusion, Term
from gatelodge.sentencing.days import add_years, plainly_after
from gatelodge.sentencing.law_files import LAW, LawBookError
from gatelodge.sentencing.lawbook import LawBook
from gatelodge.sentencing.offences import (
    NOTHING_STATED,
    Findings,
    Membership,
    OffenceRegister,
    Standing,
    offence_register,
)
from gatelodge.sentencing.working import Citation

_TERRORIST = "TORERA_19ZA"


class StandardKind(StrEnum):
    """Under which section a standard determinate sentence was imposed, recalled since or not."""

    IMPRISONMENT = "IMPRISONMENT"
    """Imprisonment of an adult of 21 or more."""
    DETENTION_262 = "DETENTION_262"
    """Detention in a young offender institution (Sentencing Code s.262)."""
    DETENTION_96 = "DETENTION_96"
    """The same under the Act of 2000 (PCC(S)A 2000 s.96)."""
    DETENTION_250 = "DETENTION_250"
    """Detention of a child (Sentencing Code s.250)."""
    DETENTION_91 = "DETENTION_91"
    """The same under the Act of 2000 (PCC(S)A 2000 s.91)."""

    @property
    def is_detention_of_a_child(self) -> bool:
        """Whether it is detention of a child under either Act."""
        return self in {StandardKind.DETENTION_250, StandardKind.DETENTION_91}


class Imposed(msgspec.Struct, frozen=True, kw_only=True):
    """A standard determinate sentence as imposed, with its own term, not that of a chain."""

    offence_code: str | None
    kind: StandardKind
    sentenced_on: date
    term: Term
    findings: Findings = NOTHING_STATED


class SentenceMark(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a mark belongs to a sentence, why, and on what authority.

    Unknown is never "no": `findings` then name what a person must settle. `notes` say where the
    reading is ours, and what to know of the list.
    """

    answer: Standing
    text: str
    authority: tuple[Citation, ...]
    offences: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """All marks of one sentence. `exclusions` holds one for each way out of an early release.

    `terrorist`: whether it falls under CJA 2003 s.247A, where nobody is released automatically.
    """

    is_sds_plus: SentenceMark
    is_sds_plus_eligible: SentenceMark
    is_section_250: bool
    exclusions: dict[Exclusion, SentenceMark]
    terrorist: SentenceMark

    @property
    def excluded(self) -> tuple[Exclusion, ...]:
        """The exclusions that apply for certain."""
        return tuple(each for each, mark in self.exclusions.items() if mark.answer is Standing.YES)

    @property
    def unknown(self) -> tuple[SentenceMark, ...]:
        """The marks that nobody can give: the sentence must not be dated without a person."""
        marks = (
            self.is_sds_plus,
            self.is_sds_plus_eligible,
            self.terrorist,
            *self.exclusions.values(),
        )
        return tuple(mark for mark in marks if mark.answer is Standing.UNKNOWN)


class _Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    lists: tuple[str, ...]
    authority: tuple[str, ...]
    confirmed: bool
    kinds: tuple[StandardKind, ...] = tuple(StandardKind)
    at_least_years: int = 0
    under_years: int | None = None
    note: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(Citation(text=text, is_confirmed=self.confirmed) for text in self.authority)

    def fits(self, sentence: Imposed) -> bool:
        """Whether kind and length fit, whatever the offence."""
        return (
            sentence.kind in self.kinds
            and is_at_least(sentence.sentenced_on, sentence.term, years=self.at_least_years)
            and (
                self.under_years is None
                or not is_at_least(sentence.sentenced_on, sentence.term, years=self.under_years)
            )
        )


class _TwoThirds(_Rule, frozen=True, kw_only=True):
    sentenced_from: date
    not_lists: tuple[str, ...] = ()


class _Exclusion(_Rule, frozen=True, kw_only=True):
    mark: Exclusion
    before_the_scheme: bool = False


class MarkRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What makes a sentence SDS+, and what leaves it out of a scheme, as `marks.toml` says."""

    two_thirds: tuple[_TwoThirds, ...]
    exclusion: tuple[_Exclusion, ...]


def is_at_least(sentenced_on: date, term: Term, *, years: int) -> bool:
    """Whether a term is so many years or more, as the lists of offences ask.

    The term is added to the day of sentence, with no day taken off; years and months first, then
    weeks and days. Source: practice; the law says only "a term of 4 years or more".
    """
    start = sentenced_on.toordinal()
    return plainly_after(start, term) >= add_years(start, years)


def marks_of(sentence: Imposed, law: LawBook, on: date) -> Marks:
    """Work out the marks of a sentence as the law stands on a day, or say what is not known.

    An exclusion is asked about only where a scheme of this law book goes by it, on the day the
    scheme commences if that is later. Raises LawBookError for a rule in `marks.toml` that is wrong.
    """
    register = offence_register(law.listed)
    plus, eligible = _two_thirds(sentence, register, on)
    return Marks(
        is_sds_plus=plus,
        is_sds_plus_eligible=eligible,
        is_section_250=sentence.kind.is_detention_of_a_child,
        exclusions={
            rule.mark: _excluded(rule, sentence, law, register, on) for rule in _rules().exclusion
        },
        terrorist=_of(
            register.membership(sentence.offence_code, _TERRORIST, on, sentence.findings), None
        ),
    )


def _two_thirds(
    sentence: Imposed, register: OffenceRegister, on: date
) -> tuple[SentenceMark, SentenceMark]:
    fitting = [rule for rule in _rules().two_thirds if rule.fits(sentence)]
    if not fitting:
        mark = SentenceMark(
            answer=Standing.NO,
            text="No sentence of this kind and length is served to two thirds.",
            authority=tuple(each for rule in _rules().two_thirds for each in rule.citations),
        )
        return mark, mark
    judged = [(rule, _met(rule, sentence, register, on)) for rule in fitting]
    late = SentenceMark(
        answer=Standing.NO,
        text=f"It was passed before {min(rule.sentenced_from for rule in fitting)}.",
        authority=fitting[0].citations,
    )
    passed = [mark for rule, mark in judged if rule.sentenced_from <= sentence.sentenced_on]
    return _any(passed) if passed else late, _any([mark for _, mark in judged])


def _met(rule: _TwoThirds, sentence: Imposed, register: OffenceRegister, on: date) -> SentenceMark:
    listed = _on_any(rule.lists, rule, sentence, register, on)
    if not rule.not_lists or listed.answer is Standing.NO:
        return listed
    left_out = _on_any(rule.not_lists, rule, sentence, register, on)
    if left_out.answer is Standing.NO:
        return listed
    if left_out.answer is Standing.YES:
        return msgspec.structs.replace(left_out, answer=Standing.NO, text=rule.note)
    return left_out


def _excluded(
    rule: _Exclusion, sentence: Imposed, law: LawBook, register: OffenceRegister, on: date
) -> SentenceMark:
    schemes = [each for each in law.schemes if rule.mark in each.exclusions]
    if not schemes:
        return _no(rule, "No scheme of this law goes by it.")
    scheme = min(schemes, key=lambda each: each.commences)
    if not rule.fits(sentence):
        return _no(rule, "It asks for a longer sentence, or one of another kind.")
    if rule.before_the_scheme and sentence.sentenced_on.toordinal() >= scheme.commences:
        return _no(rule, "It leaves out earlier sentences only.")
    day = max(on, date.fromordinal(scheme.commences))
    return _on_any(rule.lists, rule, sentence, register, day)


def _on_any(
    lists: Iterable[str], rule: _Rule, sentence: Imposed, register: OffenceRegister, on: date
) -> SentenceMark:
    """Say whether the offence stands on one of some lists on a day."""
    code, findings = sentence.offence_code, sentence.findings
    return _any([_of(register.membership(code, each, on, findings), rule) for each in lists])


def _no(rule: _Rule, text: str) -> SentenceMark:
    return SentenceMark(answer=Standing.NO, text=text, authority=rule.citations)


def _of(membership: Membership, rule: _Rule | None) -> SentenceMark:
    by = () if rule is None else rule.citations
    notes = (membership.note, "" if rule is None else rule.note)
    return SentenceMark(
        answer=membership.answer,
        text=membership.text,
        authority=tuple(dict.fromkeys((*by, *membership.authority))),
        offences=membership.offences,
        findings=() if membership.finding is None else (membership.finding,),
        notes=tuple(note for note in notes if note),
    )


def _any(marks: list[SentenceMark]) -> SentenceMark:
    """Join marks, at least one, of which one is enough: yes before unknown before no."""
    return min(marks, key=lambda mark: _WEIGHT.index(mark.answer))


_WEIGHT = (Standing.YES, Standing.UNKNOWN, Standing.NO)


@cache
def _rules() -> MarkRules:
    text = (LAW / "offences" / "marks.toml").read_text("utf-8")
    return read_mark_rules(text, offence_register().list_ids)


def read_mark_rules(text: str, list_ids: Collection[str]) -> MarkRules:
    """Read `marks.toml`. Raises LawBookError: a rule without lists or authority, an unknown list.

    A rule without lists would say "no" of every offence.
    """
    try:
        read = msgspec.convert(tomllib.loads(text), MarkRules)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise LawBookError(f"marks.toml: {wrong}. Correct it or take it out.") from wrong
    for rule in (*read.two_thirds, *read.exclusion):
        if not rule.lists:
            raise LawBookError("marks.toml: a rule has no lists; name at least one.")
        left_out = rule.not_lists if isinstance(rule, _TwoThirds) else ()
        for name in (*rule.lists, *left_out):
            if name not in list_ids:
                raise LawBookError(f"marks.toml: there is no list {name!r}; correct its name.")
        if not rule.authority:
            raise LawBookError("marks.toml: a rule has no authority; write the Act and section.")
    return read

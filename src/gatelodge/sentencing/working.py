"""The working of a date: notes taken while computing, turned into words only when read.

A note is a rule, its figures and, where the law files set the figure, the authority. Days stand as
day numbers until somebody reads the step.
"""

from datetime import date
from typing import NamedTuple

import msgspec


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A source of law or practice. Unconfirmed: nobody has read the text; say so wherever shown."""

    text: str
    is_confirmed: bool

    def __str__(self) -> str:
        return self.text if self.is_confirmed else f"{self.text} (source not confirmed)"


class Note(NamedTuple):
    """What one rule did: its name in RULES and its figures; `authority` only where law set them."""

    rule: str
    figures: tuple[int | str, ...]
    authority: tuple[Citation, ...] = ()


def note(rule: str, *figures: int | str, by: tuple[Citation, ...] = ()) -> Note:
    """Take a note."""
    return Note(rule, figures, by)


class Rule(NamedTuple):
    """How a rule is spoken, and the topic whose citation it rests on (none: the law file's own).

    `comes_to` is the place of the figure that is the day reached by the step. `moves` is +1 where
    the first figure is a number of days added to the day before, -1 where they are taken off. A
    rule with neither leaves the day as it is.
    """

    words: str
    topic: str | None = None
    comes_to: int | None = None
    moves: int = 0


RULES: dict[str, Rule] = {
    "TERM": Rule("{0} from {1:day} is {2:days}, to {3:day}.", "counting", comes_to=3),
    "CHAIN": Rule(
        "{0} sentences follow one another from {1:day}. Together they are {2:days}, to {3:day}.",
        "consecutive",
        comes_to=3,
    ),
    "CUSTODIAL_TERM": Rule(
        "The custodial term, {0} from {1:day}, is {2:days}, to {3:day}.", "counting", comes_to=3
    ),
    "SINGLE_TERM": Rule(
        "{0} sentences passed on different days are served as one term from {1:day}: {2:days}, to "
        "{3:day}.",
        "single_term",
        comes_to=3,
    ),
    "RELEASE_POINT": Rule(
        "{0:Part} of {1:days}, rounded up, is {2:days} to serve, to {3:day}.", comes_to=3
    ),
    "CHAIN_GROUP": Rule(
        "The parts of which {0:part} is served come to {1:days} from {2:day}; rounded up, that "
        "is {3:days} to serve."
    ),
    "CHAIN_RELEASE": Rule("Together {0:days} to serve, to {1:day}.", "consecutive", comes_to=1),
    "CHAIN_PAROLE_PARTS": Rule(
        "The parts with parole come last and are served whole: {0:days} from {1:day}.",
        "consecutive",
    ),
    "PAROLE_POINT": Rule(
        "The Parole Board may direct release from {0:part} of {1:days}, rounded up: {2:days}, to "
        "{3:day}.",
        comes_to=3,
    ),
    "CHAIN_PAROLE": Rule(
        "The Parole Board may direct release from {0:part} of the parts with parole, which "
        "begin on "
        "{1:day}: {2:days} in all, to {3:day}.",
        comes_to=3,
    ),
    "PAROLE_HELD": Rule(
        "There is no parole from {0:sentence} from {1:day}, which holds until {2:day}.",
        "concurrent",
        comes_to=2,
    ),
    "REMAND": Rule("Less {0:days} on remand.", "remand", moves=-1),
    "TAGGED_BAIL": Rule("Less {0:days} for tagged bail.", "tagged_bail", moves=-1),
    "RECALL_REMAND": Rule("Less {0:days} on remand, on a recalled sentence.", "remand", moves=-1),
    "RECALL_TAGGED_BAIL": Rule(
        "Less {0:days} for tagged bail, on a recalled sentence.", "tagged_bail", moves=-1
    ),
    "CREDIT": Rule("Less {0:days} of remand and tagged bail.", "remand", moves=-1),
    "UAL": Rule("Plus {0:days} unlawfully at large.", "unlawfully_at_large", moves=1),
    "UAL_AFTER": Rule(
        "Plus {0:days} unlawfully at large after release, on a recalled sentence.",
        "unlawfully_at_large",
        moves=1,
    ),
    "ADA": Rule("Plus {0:days} awarded, after what was restored.", "additional_days", moves=1),
    "AWARDS_AFTER_CREDIT": Rule(
        "Credit covers the whole of custody and no added days: they are served after {0:day}.",
        "additional_days",
        comes_to=0,
    ),
    "SERVED": Rule(
        "Less {0:days} of added days already served before a later sentence.",
        "served_additional_days",
        moves=-1,
    ),
    "UNUSED": Rule(
        "Less {0:days} of added days that would run past the end of the sentence.",
        "unused_additional_days",
        moves=-1,
    ),
    "FLOOR": Rule(
        "The days taken off reach back past the day of sentence, so it is that day: {0:day}.",
        "sentence_date_floor",
        comes_to=0,
    ),
    "AT_LARGE_FLOOR": Rule(
        "The person was still at large the day before, so it is not before {0:day}.",
        "unlawfully_at_large",
        comes_to=0,
    ),
    "UNCONDITIONAL": Rule(
        "Release is without licence: a sentence of under {0} months for an offence before licence "
        "came for short sentences, or of one day.",
        "unconditional",
    ),
    "UNCONDITIONAL_UNDER_18": Rule(
        "Release is without licence: under {1} on {0:day}, on a sentence of under {2} months.",
        "unconditional_under_18",
    ),
    "UNCONDITIONAL_TERM": Rule(
        "Release is without licence: a default term or a committal.", "default_term"
    ),
    "LICENCE_THREE_QUARTERS": Rule(
        "Release is on licence, to three quarters of a sentence under the 1991 Act's rules.",
        "old_style",
    ),
    "THREE_QUARTERS": Rule(
        "Licence runs to {0:part} of {1:days}, rounded up: {2:days}, to {3:day}.",
        "three_quarters",
        comes_to=3,
    ),
    "LICENCE_CREDIT": Rule(
        "Less {0:days} of remand and tagged bail that shortened custody.",
        "three_quarters",
        moves=-1,
    ),
    "LICENCE": Rule("Release is on licence, to the end of the sentence.", "licence_to_end"),
    "LICENCE_OF_ITS_OWN": Rule(
        "Release is on licence, because one of the offences came since licence follows short "
        "sentences.",
        "mixed_licence",
    ),
    "MIXED_LICENCE": Rule(
        "Of the {0:days} for the offences since licence came for short sentences, {1:part}, "
        "rounded up, is custody. The rest is licence: {2:days} from release, to {3:day}.",
        "mixed_licence",
        comes_to=3,
    ),
    "MIXED_LICENCE_WHOLE": Rule(
        "Custody for the older offences ends before {0:day}. From then the terms for the offences "
        "since licence came for short sentences run whole, {1:days}, to {2:day}; moved as release "
        "is, licence ends on {3:day}.",
        "mixed_licence_by_statute",
        comes_to=3,
    ),
    "LICENCE_CUT": Rule(
        "Less {0:days} that would run past the last sentence's end.",
        "unused_additional_days",
        moves=-1,
    ),
    "LAST_RELEASE": Rule(
        "Of {0} sentences worked out each by itself, {1:sentence} from {2:day} is the last to "
        "let the person go.",
        "concurrent",
    ),
    "LAST_EXPIRY": Rule(
        "Of {0} sentences worked out each by itself, {1:sentence} from {2:day} is the last to end.",
        "concurrent_licence",
    ),
    "LAST_LICENCE": Rule(
        "The licence that runs longest is that of {0:sentence} from {1:day}.", "concurrent_licence"
    ),
    "ON_LICENCE_THROUGHOUT": Rule(
        "On that day a licence runs, to {0:day}, so release is on licence.",
        "concurrent_unconditional",
    ),
    "ON_LICENCE_BESIDE_ORDER": Rule(
        "A sentence beside a detention and training order ends on licence for an adult.",
        "concurrent_unconditional",
    ),
    "MTD_OF_ORDER": Rule(
        "The mid-term date is that of the order: {0:day}.", "dto_transfer", comes_to=0
    ),
    "MTD_WITHOUT_REMAND": Rule(
        "No day of remand counts towards the order; its mid-term date is {0:day}.",
        "dto_transfer",
        comes_to=0,
    ),
    "MTD_OF_LAST": Rule(
        "The mid-term date is the last release of all sentences: {0:day}.", "concurrent", comes_to=0
    ),
    "TRANSFER_EARLY": Rule(
        "An order of this length may end {0} months early, on {1:day}.", comes_to=1
    ),
    "TRANSFER_LATE": Rule(
        "An order of this length may be put back {0} months, to {1:day}.", comes_to=1
    ),
    "RECALL_TO_END": Rule("Recalled, and held to the end of the sentence.", "recall_standard"),
    "RECALL_FIXED": Rule(
        "Recalled for {0:days}, the first of them {1:day}: to {2:day}.", "recall_fixed", comes_to=2
    ),
    "RECALL_TRANCHE": Rule(
        "The longest sentence or chain comes to {1}, which is {2}, so the new fixed term reaches "
        "this person on {0:day} and not before.",
        "recall_tranche",
        comes_to=0,
    ),
    "RECALL_CAPPED": Rule("The sentence ends first, on {0:day}.", "recall_fixed", comes_to=0),
    "RECALL_MIXED": Rule(
        "Fixed-term recalls on sentences below and above twelve months are taken together: "
        "{0:day}.",
        "recall_mixed",
        comes_to=0,
    ),
    "NO_LICENCE_LEFT": Rule(
        "No licence runs on the day of release, so release is without one.",
        "concurrent_unconditional",
    ),
    "SUPERVISION": Rule(
        "{0:days} of licence are fewer than {1:days}: supervision to {2} months after {3:day}, the "
        "release without added days, is {4:day}.",
        comes_to=4,
    ),
    "SUPERVISION_PUT_OFF": Rule(
        "Supervision is counted from no day before {0:day}: nobody leaves sooner.", comes_to=0
    ),
    "SUPERVISION_RECORDED": Rule(
        "Supervision of the earlier sentence goes on to the day recorded for it: {0:day}.",
        "botus",
        comes_to=0,
    ),
    "SUPERVISION_LAST": Rule(
        "The supervision that runs longest is that of {0:sentence} from {1:day}; every licence "
        "ends before it, the last on {2:day}.",
        "supervision",
    ),
    "UNADJUSTED_END": Rule(
        "Days on remand, at large or awarded never move it: {0:day}.",
        "effective_length",
        comes_to=0,
    ),
    "HDC_HALF": Rule(
        "{0:days} to serve are fewer than {1:days}: half of them, but at least {2:days}, from "
        "{3:day}, is {4:day}.",
        comes_to=4,
    ),
    "HDC_LONG": Rule(
        "{0:days} to serve are at least {1:days}: {2:days} before release, {3:day}.", comes_to=3
    ),
    "HDC_STAY": Rule(
        "That is not {0:days} after the day of sentence, and nobody goes sooner: {1:day}.",
        "hdc_stay",
        comes_to=1,
    ),
    "HDC_OLD": Rule(
        "Without added days that is {0:day}, before the longer curfew began on {1:day}: the "
        "shorter curfew stands.",
        "hdc_commencement",
    ),
    "HDC_COMMENCES": Rule(
        "The longer curfew would reach back before it began, so it is that day: {0:day}.",
        "hdc_commencement",
        comes_to=0,
    ),
    "HDC_LAST": Rule(
        "Of the sentences that allow a curfew, {0:sentence} from {1:day} allows it last.",
        "hdc_concurrent",
    ),
    "HDC_HELD": Rule(
        "No curfew is possible on {0:sentence} from {1:day}, which holds until {2:day}.",
        "hdc_concurrent",
        comes_to=2,
    ),
    "HDC_HELD_BY_RECALL": Rule("A recall holds until {0:day}.", "hdc_concurrent", comes_to=0),
    "CURFEW_KEPT": Rule(
        "The curfew date of before {0:day}, when the new release point reached this person, stands."
    ),
    "ERS_LONGEST": Rule("The window opens {0} before release, {1:day}: {2:day}.", comes_to=2),
    "ERS_LONGEST_PAROLE": Rule(
        "The window opens {0} before parole is possible, {1:day}: {2:day}.", comes_to=2
    ),
    "ERS_FINE": Rule("A default term holds until {0:day}.", "ers_latest", comes_to=0),
    "ERS_MTD": Rule(
        "A detention and training order holds until its mid-term date, {0:day}.",
        "ers_latest",
        comes_to=0,
    ),
    "ERS_KEPT": Rule(
        "The removal date of before the wider window began stands, being later: {0:day}.",
        "ers_commencement",
        comes_to=0,
    ),
    "ERS_SERVED": Rule(
        "Removal is possible once {0:part} of {1:days} to serve, rounded up, is served; counted "
        "from {2:day} that is {3:day}.",
        comes_to=3,
    ),
    "ERS_BEFORE_RELEASE": Rule(
        "It is never after release or parole, {0:day}.", "ers_latest", comes_to=0
    ),
    "ERS_FLOOR": Rule(
        "That is before the day of sentence; with {0:days} at large or added it is {1:day}.",
        "ers_latest",
        comes_to=1,
    ),
    "ERS_OLD": Rule(
        "The wider window began on {0:day}, after this one opened, so this one stands.",
        "ers_commencement",
    ),
    "ERS_COMMENCES": Rule(
        "The new window would open before it began, so it opens that day: {0:day}.",
        "ers_commencement",
        comes_to=0,
    ),
    "ERS_ANY_TIME": Rule(
        "Removal is possible at any time after sentence, so from {0:day}.", comes_to=0
    ),
    "ERS_RECALLED": Rule(
        "After a recall removal is possible from the return to custody, so from {0:day}.",
        comes_to=0,
    ),
    "ERS_LAST": Rule(
        "Of the sentences that allow removal, {0:sentence} from {1:day} allows it last.",
        "ers_latest",
    ),
    "TRANCHE": Rule(
        "The longest sentence or chain comes to {1}, which is {2}, so the new release point "
        "reaches this person on {0:day} and not before: it is that day.",
        comes_to=0,
    ),
    "BEFORE_TRANCHE": Rule(
        "Under the earlier release point it had come before {0:day}, when the new one reached this "
        "person, so it stands."
    ),
    "SAME_BEFORE": Rule(
        "The new release point, which reached this person on {0:day}, does not change it."
    ),
    "AFTER_TRANCHE": Rule(
        "Plus {0:days} at large or awarded between {1:day} and release: {2:day}.",
        "additional_days",
        comes_to=2,
    ),
}


_PARTS = {
    "1/1": "all",
    "1/2": "half",
    "1/3": "a third",
    "2/3": "two thirds",
    "3/4": "three quarters",
    "2/5": "two fifths",
    "3/10": "three tenths",
}


class _Words(str):
    """Words of a step: a fraction is spoken where there is a word for it."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec in {"part", "Part"}:
            part = _PARTS.get(self, str(self))
            return part[:1].upper() + part[1:] if spec == "Part" else part
        return f"the sentence of {self!s}" if spec == "sentence" else str(self)


def spoken_day(number: int) -> str:
    """Write a day number as a day, such as 8 December 2025."""
    day = date.fromordinal(number)
    return f"{day.day} {day:%B %Y}"


def spoken_days(count: int) -> str:
    """Write a number of days, such as 1,826 days."""
    return "1 day" if count == 1 else f"{int(count):,} days"


class _Figure(int):
    def __format__(self, spec: str) -> str:
        if spec == "day":
            return spoken_day(self)
        if spec == "days":
            return spoken_days(self)
        if spec == "sentence":
            return f"the set of {int(self)} sentences served as one"
        return str(int(self))


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the working of a date: a rule, its figures, and the authority it rests on.

    A figure that is a day is a day number; `text` speaks the step in plain English. `before` and
    `after` are the day numbers on which the date stood before this step and stands after it: None
    before the first day is reached, equal where the step explains and moves nothing.
    """

    number: int
    rule: str
    figures: tuple[int | str, ...]
    authority: tuple[Citation, ...]
    before: int | None = None
    after: int | None = None

    @property
    def text(self) -> str:
        """The step in plain English; days taken off or added say from which day to which."""
        rule = RULES[self.rule]
        spoken = (
            _Figure(figure) if isinstance(figure, int) else _Words(figure)
            for figure in self.figures
        )
        words = rule.words.format(*spoken).replace("Plus -", "Less ").replace("Less -", "Plus ")
        if not rule.moves or self.before is None or self.after is None:
            return words
        before, after = _Figure(self.before), _Figure(self.after)
        return f"{words[:-1]}: {before:day} becomes {after:day}."


def reached(each: Note, before: int | None) -> int | None:
    """Give the day number that a note comes to, from the one that stood before it."""
    rule = RULES[each.rule]
    if rule.comes_to is not None:
        figure = each.figures[rule.comes_to]
        return figure if isinstance(figure, int) else before
    if rule.moves and before is not None:
        days = each.figures[0]
        return before + rule.moves * days if isinstance(days, int) else before
    return before

"""What a second person read from the papers before they saw any first result, and what differed.

Only what moves a custody date is asked: no court, no case number. Sentences are counted as the
second person entered them, from 1; the record's own entry numbers were not shown to them.
"""

from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record.facts.authorities import RecallKind, ReleaseMarks, SentenceKind
from gatelodge.record.facts.kind import Term


class DaysKind(StrEnum):
    """What a row of days is for."""

    REMAND = "remand"
    TAGGED_BAIL = "tagged bail"
    AWAY = "unlawfully at large"
    ADDED = "added days"
    RESTORED = "restored days"


class EnteredSentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sentence as the second person read it."""

    sentence_kind: SentenceKind
    offence_code: str
    offence_committed_on: date
    imposed_on: date
    term: Term
    extension: Term | None = None
    consecutive_to: int | None = None
    """Which of the sentences entered this one follows, counted from 1; none = concurrent, alone."""
    has_automatic_release: bool = False
    is_under_18_concern: bool = False
    fine_pence: int | None = None
    supervised_until: date | None = None
    marks: ReleaseMarks | None = None
    """What decides the release point of a standard sentence; none = another kind of sentence."""


class EnteredDays(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of days as the second person read it."""

    kind: DaysKind
    days: int
    on: date
    """Day of the sentence that remand or bail comes off; first day away; day of the award."""
    last_on: date | None = None
    """Last day away; none for other days."""


class EnteredRecall(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The recall in force as the second person read it."""

    recall_kind: RecallKind
    revoked_on: date
    returned_on: date | None = None


class EnteredInputs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that one person read from the papers; an empty tuple or none = the papers show none."""

    sentences: tuple[EnteredSentence, ...]
    days: tuple[EnteredDays, ...] = ()
    recall: EnteredRecall | None = None


class FieldDifference(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field on which the two calculations differ, each side in words."""

    what: str
    """Which sentence, row of days, recall or date."""
    field: str
    first: str
    second: str
    entry: int | None = None
    """Entry of the record that says the first; none = the record has none such, or it is a date."""

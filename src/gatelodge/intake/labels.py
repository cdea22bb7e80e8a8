"""What the register's labels mean, as data, each with where we know it from.

The register carries results as labelled texts and no codes. The labels below marked
`CONTRACT_EXAMPLE` stand in the examples of the register's contract (version 0.1.0, August 2026).
Those marked `OURS` are our court simulator's: the examples hold no suspended, concurrent,
consecutive or ordinary remand order, so the court's own labels for these are not known. A label
that is not in this list is never skipped: it makes the reading uncertain.
"""

from enum import StrEnum
from typing import Final

import msgspec


class Provenance(StrEnum):
    """Where a label is known from."""

    CONTRACT_EXAMPLE = "an example of the register's contract, version 0.1.0"
    OURS = "our court simulator; the court's own label is not known"


class Meaning(StrEnum):
    """What a labelled text says about holding the person."""

    TERM = "length of a custodial sentence"
    TOTAL_TERM = "total length of custody"
    LIFE = "custody for life"
    SUSPENDED_TERM = "length of a suspended sentence"
    OPERATIONAL_PERIOD = "how long the sentence is suspended"
    ACTIVATED_TERM = "length of a suspended sentence that now takes effect"
    RUNS = "concurrent or consecutive"
    FOLLOWS = "what a consecutive sentence follows"
    REMAND = "remand in custody"
    MEDICAL_REMAND = "remand for a medical report"
    BAIL = "released on bail"
    ENDED = "the case ended without a sentence"
    REMAND_DAYS = "days on remand to count"
    TAGGED_DAYS = "days on tagged bail to count"
    NEXT_HEARING = "next hearing"
    AGGRAVATED = "an aggravation that changes release"
    PRISON = "which prison"
    NOT_ABOUT_CUSTODY = "nothing about custody"


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One label of the register."""

    text: str
    meaning: Meaning
    provenance: Provenance


TERM: Final = "Imprisonment Period"
TOTAL_TERM: Final = "Total custodial period"
LIFE: Final = "Total custodial period is life"
NEXT_IN_MAGISTRATES: Final = "Next hearing in magistrates' court"
NEXT_IN_CROWN: Final = "Next hearing in Crown Court"
PRISON_NAME: Final = "Prison organisation name"
PRISON_MAILBOX: Final = "Prison email address 1"
SUSPENDED_TERM: Final = "Suspended sentence length"
OPERATIONAL_PERIOD: Final = "Operational period"
ACTIVATED_TERM: Final = "Suspended sentence activated"
RUNS: Final = "Concurrent or consecutive"
FOLLOWS: Final = "Consecutive to"
REMAND: Final = "Remanded in custody"
BAIL: Final = "Released on bail"
ENDED: Final = "Case ended without sentence"
REMAND_DAYS: Final = "Remand days to count"
TAGGED_DAYS: Final = "Bail remand days to count (tagged days)"

_FOREIGN_POWER: Final = (
    "This offence is aggravated by the foreign power condition being met in relation to it"
    " as defined by section 31 of the National Security Act 2023"
)

_CONTRACT: Final[tuple[tuple[str, Meaning], ...]] = (
    (TERM, Meaning.TERM),
    (TOTAL_TERM, Meaning.TOTAL_TERM),
    (LIFE, Meaning.LIFE),
    ("Remanded for medical reports under Section", Meaning.MEDICAL_REMAND),
    (NEXT_IN_MAGISTRATES, Meaning.NEXT_HEARING),
    (TAGGED_DAYS, Meaning.TAGGED_DAYS),
    (_FOREIGN_POWER, Meaning.AGGRAVATED),
    (PRISON_NAME, Meaning.PRISON),
    (PRISON_MAILBOX, Meaning.PRISON),
    ("Imprisonment reasons", Meaning.NOT_ABOUT_CUSTODY),
    ("Reason for custody", Meaning.NOT_ABOUT_CUSTODY),
    ("Type of medical report required", Meaning.NOT_ABOUT_CUSTODY),
    ("Reason for report", Meaning.NOT_ABOUT_CUSTODY),
    ("Collection order type", Meaning.NOT_ABOUT_CUSTODY),
    ("Date to pay in full by", Meaning.NOT_ABOUT_CUSTODY),
    ("Amount of costs", Meaning.NOT_ABOUT_CUSTODY),
    ("Major creditor organisation name", Meaning.NOT_ABOUT_CUSTODY),
    ("Major creditor address line 1", Meaning.NOT_ABOUT_CUSTODY),
    ("Date original order made", Meaning.NOT_ABOUT_CUSTODY),
    ("Order revoked", Meaning.NOT_ABOUT_CUSTODY),
    ("Court that made the original order", Meaning.NOT_ABOUT_CUSTODY),
)
_OURS: Final[tuple[tuple[str, Meaning], ...]] = (
    (SUSPENDED_TERM, Meaning.SUSPENDED_TERM),
    (OPERATIONAL_PERIOD, Meaning.OPERATIONAL_PERIOD),
    (ACTIVATED_TERM, Meaning.ACTIVATED_TERM),
    (RUNS, Meaning.RUNS),
    (FOLLOWS, Meaning.FOLLOWS),
    (REMAND, Meaning.REMAND),
    (BAIL, Meaning.BAIL),
    (ENDED, Meaning.ENDED),
    (REMAND_DAYS, Meaning.REMAND_DAYS),
    (NEXT_IN_CROWN, Meaning.NEXT_HEARING),
)

LABELS: Final[tuple[Label, ...]] = (
    *(
        Label(text=text, meaning=meaning, provenance=Provenance.CONTRACT_EXAMPLE)
        for text, meaning in _CONTRACT
    ),
    *(Label(text=text, meaning=meaning, provenance=Provenance.OURS) for text, meaning in _OURS),
)
"""Every label that we know."""


def label_key(text: str) -> str:
    """A label as compared: case and spacing do not count."""
    return " ".join(text.casefold().split())


_BY_KEY: Final = {label_key(label.text): label for label in LABELS}


def known_label(text: str) -> Label | None:
    """The label with this text; none = we do not know it, and the reading is uncertain."""
    return _BY_KEY.get(label_key(text))

"""What comes in from courts: read, matched to a person, and turned into proposed facts.

Pure functions over bytes and values. Nothing is skipped and nothing is guessed: what cannot be
read or matched becomes a doubt or a question for a person.
"""

from gatelodge.intake.choosing import Chosen, choose
from gatelodge.intake.court_results import (
    Callback,
    History,
    RegisterRow,
    Unreadable,
    named_person,
    read_callback,
    read_history,
)
from gatelodge.intake.labels import LABELS, Label, Meaning, Provenance
from gatelodge.intake.matching import Agreement, Candidate, Compared, Told, candidates
from gatelodge.intake.proposing import (
    HearingHeard,
    Missing,
    Proposal,
    Proposed,
    ends_remand,
    has_new_remand,
    is_disposed,
    key_of,
    missing_of_order,
    propose,
)
from gatelodge.intake.reading import DefendantNamed, ResultRead, is_certain, read_row
from gatelodge.intake.same_person import Match, basis_of, matches
from gatelodge.intake.signature import is_signed, sign
from gatelodge.intake.texts import read_term

__all__ = [
    "LABELS",
    "Agreement",
    "Callback",
    "Candidate",
    "Chosen",
    "Compared",
    "DefendantNamed",
    "HearingHeard",
    "History",
    "Label",
    "Match",
    "Meaning",
    "Missing",
    "Proposal",
    "Proposed",
    "Provenance",
    "RegisterRow",
    "ResultRead",
    "Told",
    "Unreadable",
    "basis_of",
    "candidates",
    "choose",
    "ends_remand",
    "has_new_remand",
    "is_certain",
    "is_disposed",
    "is_signed",
    "key_of",
    "matches",
    "missing_of_order",
    "named_person",
    "propose",
    "read_callback",
    "read_history",
    "read_row",
    "read_term",
    "sign",
]

"""Photos, what people say of themselves, and calls back: what cannot be so of each kind."""

from gatelodge.casework.stating import Stating, cannot_be, filled, not_later
from gatelodge.gate import CELL_CARD
from gatelodge.record import SourceKind
from gatelodge.record import facts as f


def photograph(fact: f.PhotographTaken, stating: Stating) -> None:
    """Refuse a photo that is not its own source, or that is still to be taken."""
    filled(fact, "photo")
    not_later(fact.taken_on, stating, "taken_on")
    source = stating.source
    if source.kind is not SourceKind.DOCUMENT or source.reference != fact.photo:
        raise cannot_be("Add the photo itself. Nothing else is its source.", "photo")


def detail(fact: f.PersonalDetailRecorded, _stating: Stating) -> None:
    """Refuse an answer that is empty, and a question that the cell card answers for anybody."""
    filled(fact, "answer")
    if fact.about in CELL_CARD:
        raise cannot_be(
            "The cell card answers this question, so it proves nothing. Choose another.", "about"
        )


def verified(fact: f.InstructionVerified, stating: Stating) -> None:
    """Refuse a call back about a paper that is not on the record, or one still to come."""
    filled(fact, "called_number", "number_known_from", "spoke_to")
    papers = {
        each.envelope.source.reference
        for each in stating.record.entries
        if each.envelope.source.kind is SourceKind.DOCUMENT
    }
    if fact.document not in papers:
        raise cannot_be("Choose a paper of this record.", "document")
    if fact.said_at.tzinfo is None or fact.said_at > stating.at:
        raise cannot_be("The time of the call is still to come.", "said_at")

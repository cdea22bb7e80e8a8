"""Each entry as one sentence of the history."""

from gatelodge.record import Entry, told
from gatelodge.record.facts import (
    DifferentPeopleFound,
    Fact,
    LinkedRecordChanged,
    PersonReceived,
    ReturnRecorded,
    SamePersonHeld,
)
from gatelodge.store import projections
from gatelodge.web.record_page import spoken
from gatelodge.web.service import office
from gatelodge.web.staff import Directory


def sentence(entry: Entry) -> str:
    """What an entry says, in one sentence; an erased one says that it was."""
    if entry.fact is None:
        return "This entry was erased under a retention rule; its seal still stands."
    return fact_sentence(entry.fact)


def _by_name(fact: Fact, words: str) -> str:
    """The words with the prison's name for its code, and without the number of a pass."""
    if isinstance(fact, PersonReceived | ReturnRecorded):
        name = Directory(office()).prison(fact.prison)
        words = words.replace(f" at {fact.prison},", f" at {name},")
    pass_id = getattr(fact, "pass_id", None)
    return words.replace(f"xit pass {pass_id}", "xit pass") if pass_id else words


def fact_sentence(said: Entry | Fact) -> str:
    """What a fact says, in one sentence; another person's record by name and prison number."""
    if isinstance(said, Entry):
        return sentence(said)
    words = _by_name(said, told(said))
    if not isinstance(said, SamePersonHeld | DifferentPeopleFound | LinkedRecordChanged):
        return words
    card = projections.people_cards([said.other_record]).get(said.other_record)
    who = spoken(card) if card else "whose name is not known"
    return words.replace(f"record {said.other_record}", f"the record of {who}")

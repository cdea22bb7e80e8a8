"""Each entry as one sentence of the history."""

from gatelodge.record import Entry, told
from gatelodge.record.facts import Fact


def sentence(entry: Entry) -> str:
    """What an entry says, in one sentence; an erased one says that it was."""
    if entry.fact is None:
        return "This entry was erased under a retention rule; its seal still stands."
    return fact_sentence(entry.fact)


def fact_sentence(said: Entry | Fact) -> str:
    """What a fact says, in one sentence."""
    if isinstance(said, Entry):
        return sentence(said)
    return told(said)

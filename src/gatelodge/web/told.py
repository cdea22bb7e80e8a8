"""Each entry as one sentence of the history."""

from gatelodge.record import Entry


def sentence(entry: Entry) -> str:
    """What an entry says, in one sentence; an erased one says that it was."""
    if entry.fact is None:
        return "This entry was erased under a retention rule; its seal still stands."
    return entry.envelope.kind.replace("_", " ").capitalize() + "."

"""How the engine stops: one exception inside, one value outside."""

from collections.abc import Iterable

from gatelodge.sentencing.answer import RefusalKind, RefusalReason
from gatelodge.sentencing.booking import Sentence


class Refused(Exception):
    """The booking cannot be dated, for a reason that is found while computing."""

    def __init__(self, *reasons: RefusalReason) -> None:
        super().__init__(reasons[0].code)
        self.reasons = reasons


def unsupported(code: str, text: str, *sentences: Sentence, at: str = "") -> RefusalReason:
    """Say that a trained person must work the dates out; `at` is the path in the booking."""
    return RefusalReason(
        code=code, kind=RefusalKind.UNSUPPORTED, text=text, sentence_ids=_ids(sentences), path=at
    )


def invalid(code: str, text: str, *sentences: Sentence, at: str = "") -> RefusalReason:
    """Say that the record must be corrected; `at` is the path in the booking."""
    return RefusalReason(
        code=code, kind=RefusalKind.INVALID, text=text, sentence_ids=_ids(sentences), path=at
    )


def _ids(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(each.sentence_id for each in sentences)

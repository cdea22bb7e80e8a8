"""How the engine stops: one exception inside, one value outside."""

from gatelodge.sentencing.answer import RefusalReason


class Refused(Exception):
    """The booking cannot be dated, for a reason that is found while computing."""

    def __init__(self, *reasons: RefusalReason) -> None:
        super().__init__(reasons[0].code)
        self.reasons = reasons

"""How an index follows the ledger: which streams to fold anew, whatever one of them holds.

A stream that cannot be read or folded is named in the log and tried again at every look; it never
keeps the others from being read. `gatelodge verify` says what is wrong with it.
"""

import logging
from collections.abc import Callable

from gatelodge.record.entry import Entry
from gatelodge.record.ledger import Ledger

_LOG = logging.getLogger(__name__)


class Following:
    """The place of one index in the ledger. Not for several threads at once."""

    def __init__(self, ledger: Ledger, prefix: str) -> None:
        """Begin before the first entry; `prefix` is that of the streams that the index folds."""
        self._ledger = ledger
        self._prefix = prefix
        self._seen = 0
        self._damaged: dict[str, None] = {}

    @property
    def damaged(self) -> tuple[str, ...]:
        """Streams that could not be read or folded when they were last tried."""
        return tuple(self._damaged)

    def follow(
        self, touches: Callable[[Entry], bool], take: Callable[[str, tuple[Entry, ...]], None]
    ) -> bool:
        """Look at each new entry once, and take each stream that one of them touches.

        `touches` sees every entry. Returns false when entries could not be read at all: then every
        stream was taken anew. Raises what the ledger raises when it cannot even name its head.
        """
        touched = dict(self._damaged)
        is_whole = True
        try:
            while entries := self._ledger.after(self._seen):
                touched.update(dict.fromkeys(e.envelope.stream for e in entries if touches(e)))
                self._seen = entries[-1].seq
        except Exception:  # noqa: BLE001 - whatever is damaged, the others are read
            head = self._ledger.head()
            _LOG.exception("entries after %d cannot be read; reading every stream", self._seen)
            touched.update(dict.fromkeys(self._ledger.streams(self._prefix)))
            self._seen = head
            is_whole = False
        for stream in touched:
            self._take(stream, take)
        return is_whole

    def _take(self, stream: str, take: Callable[[str, tuple[Entry, ...]], None]) -> None:
        try:
            take(stream.removeprefix(self._prefix), self._ledger.stream(stream))
        except Exception:  # noqa: BLE001 - one damaged stream must not hide the others
            if stream not in self._damaged:
                _LOG.exception("%s cannot be read; run gatelodge verify", stream)
            self._damaged[stream] = None
        else:
            self._damaged.pop(stream, None)

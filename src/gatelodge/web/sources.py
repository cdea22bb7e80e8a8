"""Where each fact comes from, as pages show it: paper or statement, who entered it, and when."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from gatelodge.record import CustodyRecord, Entry, Source, SourceKind, Stated
from gatelodge.web.staff import Directory


class Sources:
    """Source lines of one record's facts, each leading to its paper."""

    def __init__(self, record: CustodyRecord, directory: Directory) -> None:
        self._record = record
        self._directory = directory
        self._entries = {entry.seq: entry for entry in record.entries}
        self._titles = titles(record)

    def of(self, stated: Stated[Any] | Entry | None) -> dict[str, Any]:
        """The source line of a fact, for `macros/source.html`; empty for none."""
        if stated is None:
            return {}
        entry = stated if isinstance(stated, Entry) else stated.entry
        envelope = entry.envelope
        return {
            **self.place(envelope.source),
            "act": "entered by",
            "by": self._directory.staff(envelope.by),
            "at": envelope.recorded_at,
        }

    def place(self, source: Source) -> dict[str, Any]:
        """The paper or statement itself, without who entered it."""
        if source.kind is SourceKind.DOCUMENT:
            page = f", page {source.page}" if source.page else ""
            field = f", {source.field}" if source.field else ""
            title = self._titles.get(source.reference, "Paper")
            return {"document": f"{title}{page}{field}", "href": self.document(source.reference)}
        if source.kind is SourceKind.STATEMENT:
            return {"statement": f"Statement of {source.reference}"}
        if source.kind is SourceKind.MESSAGE:
            return {
                "document": "Court's message",
                "href": reverse("inbox-item", args=[source.reference]),
            }
        return {"statement": f"Worked out by Gatelodge ({source.reference})"}

    def document(self, content_hash: str) -> str:
        """Address of a document under this record."""
        return reverse("person-document", args=[self._record.record_id, content_hash])

    def evidence(self, numbers: Iterable[int]) -> list[dict[str, str]]:
        """Links to the entries that a finding rests on."""
        return [self._evidence(seq) for seq in dict.fromkeys(numbers)]

    def _evidence(self, seq: int) -> dict[str, str]:
        history = reverse("person-history", args=[self._record.record_id])
        entry = self._entries.get(seq)
        if entry is None:
            return {"text": f"Entry {seq}"}
        place = self.place(entry.envelope.source)
        words = place.get("document") or place.get("statement", "")
        return {"text": f"Entry {seq}: {words}", "href": f"{history}#entry-{seq}"}


def titles(record: CustodyRecord) -> dict[str, str]:
    """What each paper of a record is called, by content hash, in the order in which they came."""
    named: dict[str, str] = {}
    for entry in record.entries:
        source = entry.envelope.source
        if source.kind is SourceKind.DOCUMENT:
            named.setdefault(source.reference, f"Paper for “{spoken_kind(entry)}”")
    for item in record.items:
        document = item.result.fact.document if item.result else None
        if document:
            named[document] = "Court's paper"
        if item.reading:
            named[item.reading.fact.document] = "Court's paper"
    return named


def spoken_kind(entry: Entry) -> str:
    """The kind of an entry in words."""
    return entry.envelope.kind.replace("_", " ")

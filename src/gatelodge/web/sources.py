"""Where each fact comes from, as pages show it: paper or statement, who entered it, and when."""

from collections.abc import Iterable
from typing import Any, Final

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
        by = self._directory.staff(envelope.by)
        if is_own_word(envelope.source, by):
            return {"act": "Stated by", "by": by, "at": envelope.recorded_at}
        place = self.place(envelope.source)
        return {**place, "act": "entered by", "by": by, "at": envelope.recorded_at}

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
            named.setdefault(source.reference, paper_name(entry))
    for item in record.items:
        document = item.result.fact.document if item.result else None
        if document:
            named[document] = "Court's paper"
        if item.reading:
            named[item.reading.fact.document] = "Court's paper"
    return named


def paper_name(entry: Entry) -> str:
    """What the paper behind an entry is called, by what it was used for."""
    kind = entry.envelope.kind
    return _PAPERS.get(kind, f"Paper for “{kind.replace('_', ' ')}”")


def is_own_word(source: Source, by: str) -> bool:
    """Whether the source is the statement of the very person who entered it."""
    if source.kind is not SourceKind.STATEMENT:
        return False
    said = source.reference.replace(",", " ").casefold().split()
    return sorted(said) == sorted(by.replace(",", " ").casefold().split())


_PAPERS: Final = {
    "person_received": "Reception papers",
    "identity_recorded": "Reception papers",
    "remand_ordered": "Remand warrant",
    "sentence_imposed": "Warrant",
    "suspended_sentence_ordered": "Suspended sentence order",
    "recall_ordered": "Recall notice",
    "immigration_interest_stated": "Home Office document",
    "immigration_detention_authorised": "IS91",
    "deportation_ordered": "Deportation order",
    "citizenship_evidence_seen": "Evidence of citizenship",
    "authority_lodged": "Lodged warrant",
    "authority_ended": "Paper that ends an authority",
    "court_cases_stated": "List of cases",
    "hearing_listed": "Hearing notice",
    "case_disposed": "Paper on how a case ended",
    "early_release_decided": "Early release decision",
    "conditions_set": "Conditions of release",
    "licence_issued": "Licence",
    "photograph_taken": "Photo",
    "production_ordered": "Production order",
    "hospital_stay_authorised": "Hospital decision",
    "temporary_release_licensed": "Temporary release licence",
    "exit_recorded": "Exit book",
    "return_recorded": "Paper on the return",
}

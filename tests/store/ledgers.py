"""A small ledger in the test's database, with all that belongs to one."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from gatelodge.adapters.documents import DocumentFolder
from gatelodge.adapters.keys import verifies
from gatelodge.casework.keys import publish_signing_key
from gatelodge.record import Draft, Write, document, statement
from gatelodge.record.checkpoint import Checkpoint
from gatelodge.record.facts import AliasRecorded, IdentityRecorded
from gatelodge.store.checkpoints import make_checkpoint
from gatelodge.store.documents import KeptDocuments
from gatelodge.store.ledger import DjangoLedger
from gatelodge.store.verification import Verdict, verify
from tests.offices import FixedClock, known_key

AT = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
FIRST = "custody/" + "a" * 32
SECOND = "custody/" + "b" * 32


class SmallLedger:
    """Eight entries in three streams, two documents, two checkpoints; folder on disk."""

    def __init__(self, folder: Path) -> None:
        self.ledger = DjangoLedger()
        self.key = known_key()
        self.folder = DocumentFolder(folder)
        self.path = folder
        clock = FixedClock(AT)
        self.documents = KeptDocuments(self.folder, clock=clock, signer=self.key)
        self.kept: list[str] = []
        self.signed: list[Checkpoint] = []

    @classmethod
    def filled(cls, folder: Path) -> Self:
        small = cls(folder)
        publish_signing_key(small.ledger, small.key.key_id, small.key.public_key, at=AT)
        small.say(FIRST, "AYRES", "BELL", "COLE")
        small.sign()
        small.say(SECOND, "DEAN", "EAVES")
        small.say(FIRST, "FORD", "GRAY")
        small.sign()
        return small

    def say(self, stream: str, *names: str) -> None:
        """Record names, the first from a document of its own."""
        warrant = self.documents.keep(f"warrant of {names[0]}".encode(), media_type="text/plain")
        self.kept.append(warrant)
        drafts = [
            Draft(
                fact=IdentityRecorded(surname=names[0], forenames="Ann", born_on=date(1990, 5, 1)),
                by="amy",
                reason="reception",
                source=document(warrant, page=1),
            ),
            *(
                Draft(
                    fact=AliasRecorded(surname=name, forenames="Ann"),
                    by="amy",
                    reason="reception",
                    source=statement("Ann"),
                )
                for name in names[1:]
            ),
        ]
        self.ledger.append([Write(stream=stream, drafts=tuple(drafts))], at=AT, command=names[0])

    def sign(self) -> None:
        made = make_checkpoint(self.key, at=AT)
        if made:
            self.signed.append(made)

    def verify(self, *kept_elsewhere: Checkpoint) -> Verdict:
        return verify(folder=self.folder, verifies=verifies, kept_elsewhere=kept_elsewhere)

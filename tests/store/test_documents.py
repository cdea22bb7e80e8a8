"""Documents are kept whole, by their content's hash, with a card that nobody can alter."""

import threading
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connections, transaction

from gatelodge.adapters.documents import DocumentDamaged, DocumentFolder
from gatelodge.store.documents import KeptDocuments
from tests.offices import FixedClock, known_key

AT = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)
WARRANT = b"%PDF-1.7 warrant of commitment \x00\xff"
HASH = sha256(WARRANT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> DocumentFolder:
    return DocumentFolder(tmp_path / "documents")


@pytest.fixture
def documents(folder: DocumentFolder) -> KeptDocuments:
    return KeptDocuments(folder, clock=FixedClock(AT), signer=known_key())


@pytest.mark.django_db
def test_a_document_comes_back_whole_with_its_card(documents: KeptDocuments) -> None:
    assert documents.keep(WARRANT, media_type="application/pdf") == HASH
    assert documents.read(HASH) == WARRANT
    card = documents.card(HASH)
    assert card
    assert (card.media_type, card.size_bytes, card.received_at) == ("application/pdf", 33, AT)


@pytest.mark.django_db
def test_the_first_receipt_stands(documents: KeptDocuments) -> None:
    documents.keep(WARRANT, media_type="application/pdf")
    assert documents.keep(WARRANT, media_type="text/plain") == HASH
    card = documents.card(HASH)
    assert card
    assert card.media_type == "application/pdf"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "0" * 64, "../../etc/passwd", HASH.upper(), HASH + "0"])
def test_what_is_not_kept_is_not_there(documents: KeptDocuments, name: str) -> None:
    documents.keep(WARRANT, media_type="application/pdf")
    assert documents.read(name) is None
    assert documents.card(name) is None


def test_an_empty_document_is_a_document(folder: DocumentFolder) -> None:
    assert folder.read(folder.keep(b"")) == b""


def test_an_altered_document_is_not_handed_out(folder: DocumentFolder, tmp_path: Path) -> None:
    folder.keep(WARRANT)
    path = tmp_path / "documents" / HASH[:2] / HASH
    path.write_bytes(WARRANT[:-1])
    with pytest.raises(DocumentDamaged, match=f"{HASH} is not what was kept"):
        folder.read(HASH)
    folder.keep(WARRANT)
    assert folder.read(HASH) == WARRANT


def test_only_the_owner_can_read_documents(folder: DocumentFolder, tmp_path: Path) -> None:
    folder.keep(WARRANT)
    modes = {oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("documents/??/*")}
    assert modes == {"0o600"}
    assert (tmp_path / "documents").stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db(transaction=True)
def test_eight_receipts_at_once_are_one_document(documents: KeptDocuments) -> None:
    start = threading.Barrier(8)
    hashes: list[str] = []

    def receive() -> None:
        start.wait()
        try:
            with transaction.atomic():
                hashes.append(documents.keep(WARRANT, media_type="application/pdf"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=receive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert hashes == [HASH] * 8
    assert documents.read(HASH) == WARRANT

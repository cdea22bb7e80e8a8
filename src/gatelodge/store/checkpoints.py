"""Signed checkpoints of the ledger, kept in the database and handed out as text."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gatelodge.casework.office import Signer
from gatelodge.record.checkpoint import Checkpoint, parse, sign
from gatelodge.record.merkle import leaf_hash, root_of
from gatelodge.store.models import LedgerEntry, SignedCheckpoint

EVERY = timedelta(minutes=10)
"""How often a ledger that grew is signed (our decision)."""
_CHUNK = 2000


def make_checkpoint(signer: Signer, *, at: datetime) -> Checkpoint | None:
    """Sign the ledger as it is at this instant; none when it is empty.

    A ledger that did not grow since its last checkpoint keeps that one.
    """
    size = LedgerEntry.objects.order_by("-seq").values_list("seq", flat=True).first()
    if size is None:
        return None
    if (newest := newest_checkpoint()) and newest.size == size:
        return newest
    checkpoint = sign(
        size=size,
        root=root_of(_leaves(size)),
        made_at=at,
        key_id=signer.key_id,
        signs=signer.sign,
    )
    try:
        with transaction.atomic():
            SignedCheckpoint.objects.create(size=size, text=checkpoint.text)
    except IntegrityError:
        # Another process signed the same size in the same moment: theirs stands.
        return parse(bytes(SignedCheckpoint.objects.get(pk=size).text))
    return checkpoint


def checkpoint_if_due(signer: Signer, *, at: datetime) -> Checkpoint | None:
    """Sign a ledger that grew, when the last checkpoint is older than `EVERY`; none otherwise."""
    newest = newest_checkpoint()
    if newest and at - newest.made_at < EVERY:
        return None
    return make_checkpoint(signer, at=at)


def newest_checkpoint() -> Checkpoint | None:
    """The checkpoint over most entries; none before the first. Raises `NotACheckpoint`."""
    row = SignedCheckpoint.objects.order_by("-size").first()
    return None if row is None else parse(bytes(row.text))


def _leaves(size: int) -> Iterator[bytes]:
    rows = LedgerEntry.objects.filter(seq__lte=size).order_by("seq")
    for envelope in rows.values_list("envelope", flat=True).iterator(chunk_size=_CHUNK):
        yield leaf_hash(bytes(envelope))

"""This installation, put together once when a process starts: the composition root.

Screens, worker and commands take their office from here; nothing below knows the settings.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from gatelodge.adapters.clock import PracticeClock, SystemClock
from gatelodge.adapters.court import CourtClient, SecretFolder, api_keys
from gatelodge.adapters.documents import DocumentFolder
from gatelodge.adapters.holidays import bank_holidays
from gatelodge.adapters.keys import SigningKey, signing_key, verifies
from gatelodge.casework.keys import publish_signing_key
from gatelodge.casework.office import Clock, Office
from gatelodge.gate import CHECKS, Check
from gatelodge.record.checkpoint import Checkpoint
from gatelodge.sentencing import LawBook
from gatelodge.store import checkpoints, projections, verification
from gatelodge.store.documents import KeptDocuments
from gatelodge.store.ledger import DjangoLedger
from gatelodge.store.people import PeopleInTables

_ID_BYTES = 16


def office(checks: tuple[Check, ...] = CHECKS) -> Office:
    """Put together all that acts need.

    `checks` is chosen in code when a process starts; no setting shortens it.
    """
    ledger = DjangoLedger()
    return Office(
        ledger=ledger,
        clock=clock(),
        documents=documents(),
        signer=signer(),
        law=LawBook.in_force(),
        bank_holidays=bank_holidays(),
        new_ids=iter(lambda: secrets.token_hex(_ID_BYTES), ""),
        people=PeopleInTables(projections.catch_up),
        checks=checks,
    )


def clock() -> Clock:
    """The system's clock, or the practice clock that the settings name.

    Raises `ImproperlyConfigured` for a practice clock outside demo and replay.
    """
    if not settings.GATELODGE_CLOCK:
        return SystemClock()
    if settings.GATELODGE_MODE not in ("demo", "replay"):
        raise ImproperlyConfigured("A practice clock is allowed in demo and replay alone.")
    return PracticeClock(Path(settings.GATELODGE_CLOCK))


def documents() -> KeptDocuments:
    """Documents: their bytes under the installation's folder, their cards in the database."""
    return KeptDocuments(document_folder(), clock=clock(), signer=signer())


def document_folder() -> DocumentFolder:
    """Where the bytes of documents lie."""
    return DocumentFolder(_var() / "documents")


def signer() -> SigningKey:
    """The key that signs passes, checkpoints and cards; made on the first start."""
    return _signer(_var() / "keys" / "signing.pem")


def court() -> CourtClient:
    """The court's two services, at the address that the settings name."""
    return _court(settings.GATELODGE_COURT_URL, _var() / "keys" / "court-services")


def court_secrets() -> SecretFolder:
    """The secrets by which the court signs its messages to us."""
    return SecretFolder(_var() / "keys")


def start_up() -> None:
    """Make what is missing: folder, keys, tables; publish the signing key.

    Safe to run again and by several processes at once; takes a moment when nothing is missing.
    Raises `SecretExposed` when others can read a key.
    """
    make_tables()
    str(settings.SECRET_KEY)
    with _alone():
        key = signer()
        publish_signing_key(DjangoLedger(), key.key_id, key.public_key, at=clock().now())


def make_tables() -> None:
    """Make the folder and the tables, and write nothing into the ledger; safe to run again."""
    _var().mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone():
        _keep_database_private()
        call_command("migrate", verbosity=0, interactive=False)


def _keep_database_private() -> None:
    """Let only the owner read SQLite's file, which holds every record; its journals follow it.

    A file that is there is never opened: closing it would drop the locks that SQLite holds on it
    for this whole process, and another process could then clear the journal away under its hands.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return
    file = Path(database["NAME"])
    try:
        os.close(os.open(file, os.O_RDONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        file.chmod(0o600)


def make_checkpoint() -> Checkpoint | None:
    """Sign the ledger as it is now; none when it is empty."""
    return checkpoints.make_checkpoint(signer(), at=clock().now())


def checkpoint_if_due() -> Checkpoint | None:
    """Sign the ledger when it grew and the last checkpoint is old; the worker asks now and then."""
    return checkpoints.checkpoint_if_due(signer(), at=clock().now())


def verify(
    *, kept_elsewhere: Sequence[Checkpoint] = (), on_progress: verification.Progress
) -> verification.Verdict:
    """Recompute everything that this installation keeps."""
    return verification.verify(
        folder=document_folder(),
        verifies=verifies,
        kept_elsewhere=kept_elsewhere,
        on_progress=on_progress,
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process of this installation start up at a time."""
    descriptor = os.open(_var() / "starting", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@cache
def _court(url: str, keys: Path) -> CourtClient:
    return CourtClient(url, api_keys(keys))


@cache
def _signer(path: Path) -> SigningKey:
    return signing_key(path)


def _var() -> Path:
    return Path(settings.GATELODGE_VAR)

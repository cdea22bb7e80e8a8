"""Loading the demo estate into this installation's database, and the sign-ins to it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from msgspec.structs import replace
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from gatelodge import installation
from gatelodge.adapters.private_file import private_file
from gatelodge.casework.keys import publish_signing_key
from gatelodge.demo import estate
from gatelodge.demo.desk import SteppingClock
from gatelodge.demo.quickly import GatheredDocuments, RememberedLedger
from gatelodge.demo.serving import CannotServe
from gatelodge.demo.staff import PRISONS, staff
from gatelodge.record import PeopleIndex
from gatelodge.record.facts import EVERY_PRISON
from gatelodge.store import projections
from gatelodge.store.accounts import open_accounts
from gatelodge.store.documents import KeptDocuments

_WORDS = (
    *("amber", "anchor", "barley", "beacon", "birch", "candle", "cedar", "clover", "copper"),
    *("cotton", "damson", "ember", "fallow", "fennel", "garnet", "harbour", "hazel", "heron"),
    *("indigo", "juniper", "kestrel", "lantern", "linden", "meadow", "nettle", "orchard"),
    *("pebble", "quarry", "rowan", "saffron", "thistle", "walnut"),
)
_WORDS_IN_A_PASSWORD = 4


def prepare(console: Console, *, a_prison: int = 167) -> str:
    """Make what is missing, load the estate into an empty ledger, and give the sign-ins as text.

    Raises `CannotServe` outside demo mode, and for a database that holds other records.
    """
    if settings.GATELODGE_MODE != "demo":
        raise CannotServe("The demo estate is loaded in demo mode alone. Set GATELODGE_MODE=demo.")
    installation.make_tables()
    office = installation.office()
    if not estate.is_loaded(office):
        if office.ledger.head():
            raise CannotServe(
                "This database has entries that are not the demo's. Choose an empty one with "
                "DATABASE_URL or GATELODGE_VAR, or serve it as it is: gatelodge serve"
            )
        _load(console, a_prison)
    return _sign_ins()


def _load(console: Console, a_prison: int) -> None:
    """Tell all stories in one transaction: the estate is there whole or not at all.

    The ledger's first entry, the signing key's, is of the time of the first story: an entry is
    never recorded before the one ahead of it.
    """
    now = datetime.now(UTC)
    clock = SteppingClock(estate.begins_at(now))
    signer = installation.signer()
    gathered = GatheredDocuments(installation.document_folder())
    kept = KeptDocuments(gathered, clock=clock, signer=signer)
    office = installation.office()
    remembered = RememberedLedger(office.ledger)
    office = replace(
        office,
        ledger=remembered,
        people=PeopleIndex(remembered),
        clock=clock,
        documents=kept,
    )
    with _bar(console) as progress, transaction.atomic():
        task = progress.add_task("Loading the demo estate", total=None)
        publish_signing_key(office.ledger, signer.key_id, signer.public_key, at=clock.now())
        estate.load(
            office,
            clock,
            now,
            a_prison=a_prison,
            told=lambda done, of: progress.update(task, completed=done, total=of),
        )
        gathered.make_durable()
        open_accounts({one.account: one.account for one in staff()}, _password())
    projections.catch_up()


@contextmanager
def _bar(console: Console) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("people"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        yield progress


def _password() -> str:
    """The one password of all demo sign-ins: made on the first start, kept with the keys."""
    path = Path(settings.GATELODGE_VAR) / "keys" / "demo-password"
    return private_file(path, _make_password).decode()


def _make_password() -> bytes:
    return "-".join(secrets.choice(_WORDS) for _ in range(_WORDS_IN_A_PASSWORD)).encode()


def _sign_ins() -> str:
    """Everybody who can sign in, prison by prison, as text for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("User name", "Role", "Prison"):
        table.add_column(title)
    names = {prison.prison: prison.name for prison in PRISONS} | {EVERY_PRISON: "every prison"}
    for one in staff():
        table.add_row(one.account, one.role.value, names[one.prison])
    console = Console(width=100, highlight=False)
    with console.capture() as captured:
        console.print("\nDemo sign-ins. Everybody is invented; all have the same password:")
        console.print(f"\n    {_password()}\n")
        console.print(table)
    return captured.get().rstrip()

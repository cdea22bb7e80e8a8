"""Write what a gate without the server needs: the public keys, and the revocation list of now."""

import sys
from pathlib import Path

from gatelodge import installation
from gatelodge.casework.gate_desk import revocation_list
from gatelodge.casework.keys import published_keys
from gatelodge.gate import PassBook
from gatelodge.store.verification import is_there

_UNREADABLE = 2


def gate_lists(folder: Path) -> None:
    """Write `keys.txt` and `revocations.txt` for `gatelodge pass verify` into a folder.

    Run it each minute and carry the folder to the gate: a list older than 10 minutes answers
    nothing.
    """
    if not is_there():
        sys.stderr.write("There is no ledger here. Check DATABASE_URL and GATELODGE_VAR.\n")
        sys.exit(_UNREADABLE)
    office = installation.office()
    folder.mkdir(parents=True, exist_ok=True)
    keys = published_keys(office.ledger)
    _, listed = revocation_list(office, PassBook())
    (folder / "keys.txt").write_text("".join(f"{name} {key}\n" for name, key in keys.items()))
    (folder / "revocations.txt").write_bytes(listed)
    sys.stdout.write(f"{len(keys)} keys and a revocation list written to {folder}\n")

"""Make the pack of paper of a prison on demand, and write it where whoever runs this wants it."""

import sys
from pathlib import Path

from gatelodge import installation
from gatelodge.adapters.pack_print import PackNotPrinted
from gatelodge.casework.office import ActRefused
from gatelodge.casework.registers import INSTALLATION, must_be_a_prison
from gatelodge.web.releases.pack import make_now

_REFUSED = 1


def pack(*, prison: str, to: Path | None = None) -> None:
    """Make and keep the signed pack of a prison now: its releases of the next three days on paper.

    The worker makes it every evening by itself. Exit code 0: made. 1: refused, with the reason.

    Parameters
    ----------
    prison
        The prison's code.
    to
        A folder for the paper (`pack.pdf`), what is signed (`pack.json`) and the signature
        (`pack.sig`: key id, space, Ed25519 signature in base64).
    """
    installation.start_up()
    office = installation.office()
    try:
        must_be_a_prison(office, prison)
        kept = make_now(office, INSTALLATION, prison)
    except (ActRefused, PackNotPrinted) as refused:
        sys.stderr.write(f"{refused}\n")
        sys.exit(_REFUSED)
    made = kept.fact
    if to is not None:
        to.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content_hash in (("pack.pdf", made.pdf), ("pack.json", made.contents)):
            (to / name).write_bytes(office.documents.read(content_hash) or b"")
        (to / "pack.sig").write_text(f"{made.key_id} {made.signature}\n")
    releases = "1 release" if made.releases == 1 else f"{made.releases} releases"
    sys.stdout.write(f"Pack of {prison} kept: {releases}, signed with key {made.key_id}.\n")
    sys.stdout.write(f"{made.pdf}\n")

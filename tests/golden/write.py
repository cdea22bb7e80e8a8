"""Write the golden entry of each kind that has none: `python -m tests.golden.write`.

A golden entry is what a release stored; it stays for ever. Until the first release a kind may
still change its shape: `--rewrite` then writes anew those that no longer fit.
"""

import sys
from pathlib import Path

import msgspec

from gatelodge.record import Draft, document
from gatelodge.record.entry import seal
from gatelodge.record.facts import FACT_KINDS, Fact
from tests.record.sample_facts import INSTANT, sample

ENTRIES = Path(__file__).parent / "entries"


class Golden(msgspec.Struct, frozen=True, kw_only=True):
    """One entry exactly as it lies in the database."""

    hash: str
    salt: str
    envelope: str
    body: str


def golden(kind: type[Fact]) -> bytes:
    """What a golden file of today's shape holds."""
    fact = sample(kind)
    sealed = seal(
        Draft(
            fact=fact,
            by="amy",
            reason="golden entry",
            source=document("d" * 64, page=1, field="name"),
            corrects=4,
        ),
        seq=7,
        stream="custody/" + "a" * 32,
        stream_version=3,
        previous_hash="b" * 64,
        recorded_at=INSTANT,
        salt=bytes(range(16)),
    )
    stored = Golden(
        hash=sealed.entry.hash,
        salt=sealed.salt.hex(),
        envelope=sealed.stored_envelope.decode(),
        body=sealed.body.decode(),
    )
    return msgspec.json.format(msgspec.json.encode(stored), indent=2) + b"\n"


def path_of(kind: type[Fact]) -> Path:
    """Where the golden entry of a kind's version lies."""
    return ENTRIES / f"{kind.KIND}-v{kind.KIND_VERSION}.json"


def main(*, rewrite: bool) -> None:
    """Write what is missing; with `rewrite` also what no longer fits."""
    ENTRIES.mkdir(exist_ok=True)
    for kind in FACT_KINDS:
        path = path_of(kind)
        content = golden(kind)
        if not path.exists() or (rewrite and path.read_bytes() != content):
            path.write_bytes(content)
            sys.stdout.write(f"wrote {path.name}\n")


if __name__ == "__main__":
    main(rewrite="--rewrite" in sys.argv[1:])

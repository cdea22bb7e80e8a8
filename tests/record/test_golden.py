"""Every entry that was ever written can be read, and says the same."""

from pathlib import Path

import msgspec
import pytest

from gatelodge.record.entry import (
    body_digest,
    decode_body,
    decode_envelope,
    encode_body,
    encode_envelope,
    entry_hash,
)
from gatelodge.record.facts import FACT_BY_NAME, FACT_KINDS, Fact
from gatelodge.record.upgrades import STEPS
from tests.golden.write import ENTRIES, Golden, path_of

FILES = sorted(ENTRIES.glob("*.json"))


def test_every_kind_in_every_version_has_its_golden_entry() -> None:
    named = {f"{kind}-v{version}.json" for kind, version in (*FACT_BY_NAME, *STEPS)}
    assert {path.name for path in FILES} == named, "run: python -m tests.golden.write"


def test_no_two_kinds_have_one_stored_name() -> None:
    assert len(FACT_BY_NAME) == len(FACT_KINDS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_entry_is_sealed_as_it_was(path: Path) -> None:
    stored = msgspec.json.decode(path.read_bytes(), type=Golden)
    envelope = decode_envelope(stored.envelope.encode())
    assert f"{envelope.kind}-v{envelope.kind_version}" == path.stem
    assert entry_hash(stored.envelope.encode()) == stored.hash
    assert body_digest(bytes.fromhex(stored.salt), stored.body.encode()) == envelope.body_digest
    assert encode_envelope(envelope) == stored.envelope.encode()
    decode_body(envelope.kind, envelope.kind_version, stored.body.encode())


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.KIND)
def test_todays_kinds_store_the_bytes_that_they_always_did(kind: type[Fact]) -> None:
    """A changed shape needs a new version with an upgrade, never other bytes in this one."""
    stored = msgspec.json.decode(path_of(kind).read_bytes(), type=Golden)
    fact = decode_body(kind.KIND, kind.KIND_VERSION, stored.body.encode())
    assert type(fact) is kind
    assert encode_body(fact).decode() == stored.body

"""One line of the ledger: the stored bytes decide, and nothing else is taken for an entry."""

import msgspec
import pytest

from gatelodge.record.entry import (
    Undecodable,
    UnknownKind,
    decode_body,
    decode_envelope,
    encode_body,
)
from gatelodge.record.facts import AliasRecorded, Term
from gatelodge.record.upgrades import STEPS, upgraded
from tests.record.stream import Stream

ALIAS = AliasRecorded(surname="O'NEIL", forenames="Zoë")


def test_a_body_is_canonical_json() -> None:
    assert encode_body(ALIAS) == '{"born_on":null,"forenames":"Zoë","surname":"O\'NEIL"}'.encode()
    assert decode_body("alias_recorded", 1, encode_body(ALIAS)) == ALIAS


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"surname":"A"}',
        b'{"surname":"A","forenames":"B","born_on":"1990-02-31"}',
        b'{"surname":"A","forenames":"B","height":180}',
        b'{"surname":"A","\xff":"B"}',
    ],
)
def test_bytes_that_are_no_such_body_are_refused(body: bytes) -> None:
    with pytest.raises(Undecodable, match="no alias_recorded of version 1"):
        decode_body("alias_recorded", 1, body)


@pytest.mark.parametrize(("kind", "version"), [("alias_recorded", 2), ("alias", 1), ("", 1)])
def test_a_kind_that_no_release_wrote_is_refused(kind: str, version: int) -> None:
    with pytest.raises(UnknownKind, match=f"'{kind}' in version {version}"):
        decode_body(kind, version, encode_body(ALIAS))


@pytest.mark.parametrize("stored", [b"", b"{}", b'{"seq":"1"}', b'{"\xff":1}'])
def test_bytes_that_are_no_envelope_are_refused(stored: bytes) -> None:
    with pytest.raises(Undecodable, match="envelope"):
        decode_envelope(stored)


def test_old_shapes_are_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two invented older shapes of one kind: another name, then one field for the whole name."""

    def renamed(body: bytes) -> tuple[str, int, bytes]:
        return "known_as", 2, body

    def split(body: bytes) -> tuple[str, int, bytes]:
        surname, forenames = msgspec.json.decode(body)["name"].split(", ")
        newer = {"surname": surname, "forenames": forenames}
        return "alias_recorded", 1, msgspec.json.encode(newer)

    monkeypatch.setitem(STEPS, ("known_as", 1), renamed)
    monkeypatch.setitem(STEPS, ("known_as", 2), split)
    old = '{"name":"O\'NEIL, Zoë"}'.encode()
    assert decode_body("known_as", 1, old) == ALIAS
    assert decode_body("known_as", 2, old) == ALIAS
    assert upgraded("alias_recorded", 1, b"{}") == ("alias_recorded", 1, b"{}")


def test_the_envelope_tells_nothing_of_the_body() -> None:
    stream = Stream()
    stream.say(ALIAS)
    (entry,) = stream.entries
    stored = msgspec.json.encode(entry.envelope)
    assert b"NEIL" not in stored
    assert entry.envelope.body_digest.encode() in stored


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term(years=1, months=2), "1 year 2 months"),
        (Term(months=12), "12 months"),
        (Term(weeks=1, days=1), "1 week 1 day"),
        (Term(), "0 days"),
    ],
)
def test_a_length_is_said_as_the_court_said_it(term: Term, words: str) -> None:
    assert str(term) == words
    assert term.is_nothing == (words == "0 days")

"""The signed text checkpoint: what it says, and that no byte of it can change."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.adapters.keys import verifies
from gatelodge.record.checkpoint import Checkpoint, NotACheckpoint, parse, sign
from gatelodge.record.merkle import root_of
from tests.offices import known_key

KEY = known_key()
ROOT = root_of([])
MADE = sign(
    size=12345,
    root=ROOT,
    made_at=datetime(2026, 9, 2, 9, 0, tzinfo=UTC),
    key_id=KEY.key_id,
    signs=KEY.sign,
)


def is_ours(checkpoint: Checkpoint) -> bool:
    return checkpoint.key_id == KEY.key_id and verifies(
        KEY.public_key, checkpoint.signed_text, checkpoint.signature
    )


def test_a_person_can_read_it() -> None:
    lines = MADE.text.decode().split("\n")
    assert lines[:5] == [
        "gatelodge",
        "12345",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "made 2026-09-02T09:00:00+00:00",
        "",
    ]
    assert lines[5].startswith("— gatelodge ")
    assert lines[6:] == [""]


def test_it_is_read_back_and_verifies() -> None:
    assert parse(MADE.text) == MADE
    assert is_ours(parse(MADE.text))


def test_another_key_does_not_verify_it() -> None:
    other = known_key("two")
    assert other.key_id != KEY.key_id
    assert not verifies(other.public_key, MADE.signed_text, MADE.signature)


def test_it_is_written_in_utc_wherever_it_was_made() -> None:
    summer = timezone(timedelta(hours=1))
    made = sign(
        size=12345,
        root=ROOT,
        made_at=datetime(2026, 9, 2, 10, 0, tzinfo=summer),
        key_id=KEY.key_id,
        signs=KEY.sign,
    )
    assert made.text == MADE.text


@given(place=st.integers(0, len(MADE.text) - 1), flip=st.integers(1, 255))
def test_no_byte_of_it_can_change_unseen(place: int, flip: int) -> None:
    changed = bytearray(MADE.text)
    changed[place] ^= flip
    try:
        read = parse(bytes(changed))
    except NotACheckpoint:
        return
    assert not is_ours(read)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"gatelodge\n",
        MADE.text + b"\n",
        MADE.text.replace(b"12345", b"012345"),
        MADE.text.replace(b"12345", b"-1"),
        MADE.text.replace(b"made 2026-09-02T09", b"made 2026-09-31T09"),
        MADE.text.replace(b"+00:00", b"Z"),
        MADE.text.replace(b"SuFU=", b"SuFV="),
        MADE.text.replace(b"hSuFU=", b"hSu"),
        b"\xff" + MADE.text,
    ],
)
def test_what_is_not_exactly_a_checkpoint_is_refused(text: bytes) -> None:
    with pytest.raises(NotACheckpoint):
        parse(text)

"""The pass and the revocation list: what a gate without the server may say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.adapters.keys import verifies
from gatelodge.gate import (
    DeadPass,
    NotAPass,
    PassAnswer,
    PassBook,
    PassPayload,
    PassStatus,
    Revoked,
    check_offline,
    in_blocks,
    make_token,
    read_revocations,
    read_short_code,
    read_token,
    short_code,
    write_revocations,
)
from gatelodge.record.facts import ExitType
from tests.offices import known_key

NOON = datetime(2026, 9, 2, 11, 0, tzinfo=UTC)
KEY = known_key()
KEYS = {KEY.key_id: KEY.public_key}
QR_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def payload(**more: object) -> PassPayload:
    fields: dict[str, object] = {
        "pass_id": "b" * 32,
        "record_id": "a" * 32,
        "prison_number": "A0042ZX",
        "surname": "Pell",
        "forenames": "Joshua",
        "exit_type": ExitType.COMMUNITY,
        "on": date(2026, 9, 2),
        "prison": "FNI",
        "record_version": 30,
        "follows": "c" * 64,
        "key_id": KEY.key_id,
        "issued_at": NOON - timedelta(hours=2),
        "is_practice": False,
    }
    return PassPayload(**{**fields, **more})  # type: ignore[arg-type] # fields by name


def revocations(*dead: DeadPass, at: datetime = NOON) -> bytes:
    return write_revocations(
        PassBook(dead=dead), at=at, today=at.date(), key_id=KEY.key_id, sign=KEY.sign
    )


def asked(
    token: str | None = None, *, listed: bytes | None = None, at: datetime = NOON
) -> PassAnswer:
    return check_offline(
        token or make_token(payload(), KEY.sign),
        public_keys=KEYS,
        revocations=revocations() if listed is None else listed,
        at=at,
        verify=verifies,
    )


def dead(how: Revoked = Revoked.CANCELLED) -> DeadPass:
    return DeadPass(pass_id="b" * 32, how=how, at=NOON - timedelta(minutes=5), on=date(2026, 9, 2))


def test_a_pass_of_today_on_a_fresh_list_is_valid() -> None:
    answer = asked()
    assert answer.status is PassStatus.VALID
    assert answer.payload == payload()
    assert "Community" in answer.words


def test_a_token_fits_the_compact_mode_of_its_code() -> None:
    assert set(make_token(payload(), KEY.sign)) <= QR_ALPHANUMERIC


@pytest.mark.parametrize("how", [Revoked.CANCELLED, Revoked.USED])
def test_a_dead_pass_says_how_and_when(how: Revoked) -> None:
    answer = asked(listed=revocations(dead(how)))
    assert answer.status.value == how.value
    assert "11:55" in answer.words


def test_a_dead_pass_stays_dead_on_an_old_list() -> None:
    old = revocations(dead(), at=NOON - timedelta(hours=3))
    assert asked(listed=old).status is PassStatus.CANCELLED


def test_a_list_older_than_ten_minutes_answers_nothing() -> None:
    assert asked(at=NOON + timedelta(minutes=10)).status is PassStatus.VALID
    answer = asked(at=NOON + timedelta(minutes=10, seconds=1))
    assert answer.status is PassStatus.UNKNOWN
    assert "ring the omu" in answer.words.lower()


def test_without_a_list_or_with_an_altered_one_nothing_is_valid() -> None:
    assert asked(listed=b"").status is PassStatus.UNKNOWN
    altered = revocations().replace(b"2026-09-02T11", b"2026-09-02T12")
    assert asked(listed=altered, at=NOON + timedelta(hours=1)).status is PassStatus.UNKNOWN
    dropped = revocations(dead()).replace(b"cancelled", b"cancelle")
    assert asked(listed=dropped).status is PassStatus.UNKNOWN


def test_a_clock_that_runs_behind_answers_nothing() -> None:
    assert asked(at=NOON - timedelta(minutes=30)).status is PassStatus.UNKNOWN


@pytest.mark.parametrize("days", [-1, 1])
def test_another_day_is_the_wrong_day(days: int) -> None:
    at = NOON + timedelta(days=days)
    assert asked(at=at, listed=revocations(at=at)).status is PassStatus.WRONG_DAY


def test_the_day_is_londons() -> None:
    at = datetime(2026, 9, 1, 23, 30, tzinfo=UTC)
    token = make_token(payload(issued_at=at), KEY.sign)
    assert asked(token, at=at, listed=revocations(at=at)).status is PassStatus.VALID


def test_a_pass_of_another_key_is_not_ours() -> None:
    other = known_key("two")
    assert asked(make_token(payload(), other.sign)).status is PassStatus.NOT_OURS
    named = payload(key_id=other.key_id)
    assert asked(make_token(named, other.sign)).status is PassStatus.NOT_OURS


def test_a_forged_field_breaks_the_signature() -> None:
    """Another day under the signature of today's pass."""
    _, content, signature = read_token(make_token(payload(), KEY.sign))
    forged = make_token(payload(on=date(2026, 9, 3)), lambda _content: signature)
    answer = asked(forged)
    assert content
    assert answer.status is PassStatus.NOT_OURS
    assert answer.payload is None


@given(place=st.integers(0, 200), sign=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_no_changed_sign_leaves_a_pass_valid(place: int, sign: str) -> None:
    token = make_token(payload(), KEY.sign)
    changed = token[:place] + sign + token[place + 1 :]
    if changed != token:
        assert asked(changed).status is PassStatus.NOT_OURS


@given(st.text(max_size=400))
def test_whatever_is_scanned_never_breaks_the_gate(scanned: str) -> None:
    assert asked(scanned or " ").status is PassStatus.NOT_OURS


def test_a_practice_pass_says_so() -> None:
    answer = asked(make_token(payload(is_practice=True), KEY.sign))
    assert "PRACTICE" in answer.words


def test_a_scanner_may_add_spaces_and_small_letters() -> None:
    token = make_token(payload(), KEY.sign)
    assert read_token(in_blocks(token).lower())[0] == payload()


def test_what_is_not_a_pass_says_so_in_words() -> None:
    for text in ("", "hello", "GATELODGE1", "GATELODGE1!!!", "GATELODGE1" + "A" * 300):
        with pytest.raises(NotAPass):
            read_token(text)


def test_a_short_code_is_read_back_however_it_is_typed() -> None:
    code = short_code(make_token(payload(), KEY.sign))
    assert len(code) == 20
    blocks = in_blocks(code)
    assert len(blocks.split()) == 5
    for typed in (code, blocks, code.lower(), blocks.replace(" ", "-")):
        assert read_short_code(typed) == code
    mistaken = code.replace("0", "O").replace("1", "l")
    assert read_short_code(mistaken) == code


def test_other_lengths_and_other_signs_are_no_code() -> None:
    assert read_short_code("ABCD EFGH") is None
    assert read_short_code("?" * 20) is None


def test_two_passes_have_two_codes() -> None:
    one = short_code(make_token(payload(), KEY.sign))
    two = short_code(make_token(payload(pass_id="d" * 32), KEY.sign))
    assert one != two


def test_a_list_names_passes_of_today_and_later_only() -> None:
    yesterday = DeadPass(
        pass_id="e" * 32, how=Revoked.USED, at=NOON - timedelta(days=1), on=date(2026, 9, 1)
    )
    text = revocations(yesterday, dead())
    known = read_revocations(text, KEYS, verifies)
    assert known is not None
    assert [each.pass_id for each in known.dead] == ["b" * 32]
    assert known.at == NOON


@given(st.binary(max_size=300))
def test_whatever_lies_in_the_file_is_a_list_or_none(text: bytes) -> None:
    assert read_revocations(text, KEYS, verifies) is None


@pytest.mark.parametrize("field", ["record_id", "pass_id", "key_id"])
def test_a_forged_pass_whose_ids_are_no_text_is_no_pass(field: str) -> None:
    """Its ids are looked up before anybody can prove it; a database may refuse a NUL loudly."""
    token = make_token(payload(**{field: "\0"}), lambda _content: bytes(64))
    with pytest.raises(NotAPass):
        read_token(token)

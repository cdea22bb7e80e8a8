"""The signed callback: what is accepted, what is refused, what is kept for a person."""

import base64
import hmac
from datetime import timedelta
from hashlib import sha256

import pytest

from gatelodge.casework.court import (
    LARGEST_BODY,
    REFUSALS,
    CallbackRefused,
    Received,
    confirm_match,
    ensure_subscription,
    item_of,
    receive_callback,
    rotate_secret,
)
from gatelodge.casework.court.subscribing import OLD_KEY_FOR
from gatelodge.casework.office import INTAKE, ITEM
from gatelodge.intake.signature import is_signed
from gatelodge.record import InboxIndex
from gatelodge.record.facts import CourtMessageRefused
from tests.intake.court import CALLBACK_URL, OMU, Desk, custody, shared

BODY = b"""{"eventType": "PRISON_COURT_REGISTER_GENERATED",
 "hearingId": "7f3b1c2d-4e5a-6789-abcd-ef0123456789",
 "masterDefendantId": "550e8400-e29b-41d4-a716-446655440000",
 "documentId": "123e4567-e89b-12d3-a456-426614174000",
 "documentGeneratedTimestamp": "2026-09-01T10:30:00Z",
 "cases": [{"urn": "61ZX0000126", "somethingNew": 1}],
 "prisonEmailAddress": "omu.fernlea@invented-prison.example",
 "aFieldFromNextYear": {"deep": [1, 2]}}"""


def signed(desk: Desk, body: bytes) -> str:
    """Sign as the contract says, with nothing of ours but the secret."""
    (secret,) = desk.secrets.read(desk.subscription.key_id)
    digest = hmac.new(base64.b64decode(secret), body, sha256).digest()
    return base64.b64encode(digest).decode()


def call(desk: Desk, body: bytes = BODY, **changes: str) -> Received:
    called = {
        "key_id": desk.subscription.key_id,
        "signature": signed(desk, body),
        "correlation_id": "d679fd61-061f-4440-9623-36280f0807b7",
        "content_type": "application/json; charset=utf-8",
    }
    return receive_callback(desk.office, body, secrets=desk.secrets, **(called | changes))


def refusals(desk: Desk) -> list[CourtMessageRefused]:
    return [entry.fact for entry in desk.office.ledger.stream(REFUSALS)]


def items(desk: Desk) -> list[str]:
    return list(desk.office.ledger.streams(ITEM))


def test_a_signed_message_is_kept_whole_and_recorded(desk: Desk) -> None:
    received = call(desk)
    item = item_of(desk.office, received.item)
    assert desk.office.documents.read(item.message.fact.message) == BODY
    assert item.message.fact.case_urns == ("61ZX0000126",)
    assert item.message.fact.hearing_id == "7f3b1c2d-4e5a-6789-abcd-ef0123456789"
    assert not received.is_repeat


def test_the_same_message_again_is_the_same_item(desk: Desk) -> None:
    first = call(desk)
    head = desk.office.ledger.head()
    again = call(desk, correlation_id="another")
    assert (again.item, again.is_repeat) == (first.item, True)
    assert desk.office.ledger.head() == head


def test_equal_text_under_another_document_id_is_another_item(desk: Desk) -> None:
    first = call(desk)
    other = BODY.replace(b"123e4567-e89b-12d3", b"999e4567-e89b-12d3")
    assert call(desk, other).item != first.item


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"signature": "AAAA"}, 401, "wrong_signature"),
        ({"signature": ""}, 401, "wrong_signature"),
        ({"signature": "§$%"}, 401, "wrong_signature"),
        ({"key_id": "kid-nobody"}, 401, "unknown_key"),
        ({"key_id": ""}, 401, "unknown_key"),
        ({"key_id": "../../signing.pem"}, 401, "unknown_key"),
        ({"content_type": "text/plain"}, 415, "unsupported_media_type"),
        ({"content_type": ""}, 415, "unsupported_media_type"),
    ],
)
def test_a_forged_call_is_refused_and_recorded(
    desk: Desk, changes: dict[str, str], status: int, error: str
) -> None:
    with pytest.raises(CallbackRefused) as refused:
        call(desk, **changes)
    assert (refused.value.status, refused.value.error) == (status, error)
    assert items(desk) == []
    assert len(refusals(desk)) == 1


@pytest.mark.parametrize("secret", ["", "\n"])
def test_an_empty_secret_signs_nothing(secret: str) -> None:
    """Else anybody could sign with it."""
    body = b"{}"
    digest = hmac.new(b"", body, sha256).digest()
    assert not is_signed(secret, body, base64.b64encode(digest).decode())


def test_a_signature_that_is_no_text_is_only_wrong() -> None:
    assert not is_signed("c2VjcmV0", b"{}", "\ud800")


def test_a_message_dated_ahead_is_known_from_when_it_came(desk: Desk) -> None:
    """A court whose clock runs ahead must not hide a case from the gate until then."""
    record_id = desk.receive_person(knows_court_id=False)
    call(desk, BODY.replace(b"2026-09-01T10:30", b"2027-09-01T10:30"))
    (item,) = InboxIndex(desk.office.ledger).changed()
    confirm_match(desk.office, OMU, item, record_id, basis="number")
    (known,) = desk.record(record_id).items
    assert known.linked
    assert known.linked.true_from == desk.office.clock.now()


def test_a_message_whose_body_was_changed_on_its_way_is_refused_and_kept(desk: Desk) -> None:
    forged = BODY.replace(b"omu.fernlea", b"omu.dunmere")
    with pytest.raises(CallbackRefused):
        call(desk, forged, signature=signed(desk, BODY))
    (refusal,) = refusals(desk)
    assert desk.office.documents.read(refusal.body) == forged


def test_a_body_of_20_mb_is_refused(desk: Desk) -> None:
    with pytest.raises(CallbackRefused) as refused:
        call(desk, b" " * 20_000_000)
    assert refused.value.status == 413
    assert str(LARGEST_BODY) in refused.value.words
    assert items(desk) == []


def test_a_flood_of_refusals_does_not_flood_the_ledger(desk: Desk) -> None:
    for number in range(200):
        with pytest.raises(CallbackRefused):
            call(desk, BODY + b" " * number, signature="AAAA")
    assert len(refusals(desk)) <= 16
    desk.office.clock.pass_by(minutes=1)
    with pytest.raises(CallbackRefused):
        call(desk, signature="AAAA")
    assert len(refusals(desk)) <= 17


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "the message is not JSON"),
        (b"{", "the message is not JSON"),
        (b"\xff\xfe", "the message is not JSON"),
        (b"[" * 100_000, "must be a JSON object, not a list"),
        (b"[]", "the message must be a JSON object, not a list"),
        (BODY.replace(b'"masterDefendantId"', b'"mistress"'), "masterDefendantId is missing"),
        (BODY.replace(b"2026-09-01T10", b"2026-02-31T10"), "documentGeneratedTimestamp is not a"),
        (BODY.replace(b"10:30:00Z", b"10:30:00"), "documentGeneratedTimestamp has no time zone"),
        (BODY.replace(b"123e4567-", b"zz-"), "documentId is not an identifier"),
        (BODY.replace(b'"urn"', b'"ern"'), "cases[0].urn is missing"),
        (BODY.replace(b"2026-09-01T10:30:00Z", b"0001-01-01T00:00:00+14:00"), "no possible date"),
        (BODY.replace(b"2026-09-01T10:30:00Z", b"9999-12-31T23:59:59-14:00"), "no possible date"),
        (BODY.replace(b"61ZX0000126", b"61ZX\\u0000"), "cases[0].urn has a sign that is no text"),
        (BODY.replace(b"omu.fernlea@", b"omu\\u0000@"), "prisonEmailAddress is no mail address"),
        (BODY.replace(b"omu.fernlea@", b"o" * 300), "prisonEmailAddress is longer than 254"),
        (BODY.replace(b'"PRISON_COURT_REGISTER_GENERATED"', b"7"), "eventType must be text, not a"),
    ],
)
def test_a_signed_message_that_cannot_be_read_is_kept_and_queued(
    desk: Desk, body: bytes, words: str
) -> None:
    with pytest.raises(CallbackRefused) as refused:
        call(desk, body)
    assert refused.value.status == 400
    assert words in refused.value.words
    (stream,) = items(desk)
    item = item_of(desk.office, stream.removeprefix(ITEM))
    assert item.is_open
    assert desk.office.documents.read(item.unreadable.fact.message) == body
    with pytest.raises(CallbackRefused):
        call(desk, body)
    assert items(desk) == [stream]


def test_an_unreadable_message_still_finds_the_person_whom_it_names(desk: Desk) -> None:
    record_id = desk.receive_person()
    body = BODY.replace(b"documentId", b"dokumentId").replace(
        b"550e8400-e29b-41d4-a716-446655440000", b"aaaaaaaa-0000-4000-8000-000000000001"
    )
    with pytest.raises(CallbackRefused):
        call(desk, body)
    (item,) = InboxIndex(desk.office.ledger).changed()
    assert desk.process(item).records == (record_id,)
    assert desk.record(record_id).items[0].is_open


class TestRotation:
    """The secret changes while messages are on their way."""

    def test_the_old_key_is_accepted_for_a_while(self, desk: Desk) -> None:
        in_flight = desk.delivery(desk.court.memory.share(shared(custody())))
        rotate_secret(
            desk.office, INTAKE, desk.court, desk.secrets, desk.subscription.subscription_id
        )
        desk.office.clock.pass_by(minutes=15)
        assert not desk.deliver_parcel(in_flight).is_repeat
        fresh = desk.delivery(desk.court.memory.share(shared(custody("4 Months"))))
        assert fresh.headers["X-Key-Id"] != in_flight.headers["X-Key-Id"]
        assert not desk.deliver_parcel(fresh).is_repeat

    def test_the_old_key_is_refused_afterwards(self, desk: Desk) -> None:
        in_flight = desk.delivery(desk.court.memory.share(shared(custody())))
        rotate_secret(
            desk.office, INTAKE, desk.court, desk.secrets, desk.subscription.subscription_id
        )
        desk.office.clock.at += OLD_KEY_FOR
        with pytest.raises(CallbackRefused) as refused:
            desk.deliver_parcel(in_flight)
        assert refused.value.status == 401

    def test_a_rotation_may_keep_the_key_id(self, desk: Desk) -> None:
        """As in the contract's example: the same id, a new secret."""
        in_flight = desk.delivery(desk.court.memory.share(shared(custody())))
        rotate = desk.court.memory.rotate
        desk.court.memory.rotate = lambda *ids: rotate(*ids, keeps_key_id=True)  # type: ignore[method-assign] # as the contract
        rotate_secret(
            desk.office, INTAKE, desk.court, desk.secrets, desk.subscription.subscription_id
        )
        fresh = desk.delivery(desk.court.memory.share(shared(custody("4 Months"))))
        assert fresh.headers["X-Key-Id"] == in_flight.headers["X-Key-Id"]
        assert desk.deliver_parcel(in_flight).item != desk.deliver_parcel(fresh).item
        desk.office.clock.at += OLD_KEY_FOR + timedelta(seconds=1)
        late = desk.court.memory.share(shared(custody("5 Months")))
        assert desk.deliver(late)
        with pytest.raises(CallbackRefused):
            desk.deliver_parcel(in_flight)

    def test_the_subscription_is_made_once(self, desk: Desk) -> None:
        again = ensure_subscription(
            desk.office, INTAKE, desk.court, desk.secrets, callback_url=CALLBACK_URL
        )
        assert again == desk.subscription
        assert len(desk.court.memory.subscribers()) == 1

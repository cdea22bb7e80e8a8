"""The courts of the estate: what they sent in the last days, by the shapes of their contracts.

While the estate is loaded nothing else runs, so these courts answer in the same process: a result
is signed, received, fetched and matched by the very acts that serve the real feed.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256

import msgspec

from gatelodge.casework.court import (
    CallbackRefused,
    Credentials,
    Fetched,
    NotThere,
    ensure_subscription,
    process_item,
    receive_callback,
)
from gatelodge.casework.office import Office
from gatelodge.casework.registers import INSTALLATION
from gatelodge.demo.papers import PDF, paper
from gatelodge.demo.people import InventedPerson
from gatelodge.intake import sign

ADDRESS = "http://127.0.0.1/told-by-the-demo-estate"
"""Where these courts call; nothing listens there once the estate is loaded."""
_SUBSCRIPTION = "00000000-1de0-4000-8000-000000000001"
_KEY_ID = "kid-demo-estate"
_EVENT = "PRISON_COURT_REGISTER_GENERATED"


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A result that an invented court shares about somebody."""

    person: InventedPerson
    case_urn: str
    court: str
    hearing_on: date
    mailbox: str
    offence_code: str
    offence_title: str
    offence_on: date
    texts: tuple[tuple[str, str], ...]
    """Labelled texts, as in the court's register."""
    paper: tuple[str, tuple[str, ...]] | None
    """Title and lines of its document; none = the document is not there yet."""


class InventedCourts:
    """Shares results with an office, and answers when it fetches; see `CourtService`."""

    def __init__(self, office: Office) -> None:
        """Let an office subscribe, with a secret that is forgotten once the estate is loaded."""
        self._office = office
        self._secret = base64.b64encode(sha256(b"demo estate").digest()).decode()
        self._documents: dict[str, bytes] = {}
        self._register: dict[tuple[str, str, str], bytes] = {}
        self._people = office.people
        ensure_subscription(office, INSTALLATION, self, self, callback_url=ADDRESS)

    def share(self, result: Result) -> str:
        """Share a result: sent, fetched and matched. Gives the inbox item's name."""
        at = self._office.clock.now()
        hearing_id = hearing_of(result.case_urn, result.hearing_on)
        document_id = _identifier(f"document {hearing_id} {result.texts}")
        person_id = result.person.master_defendant_id
        row = _row(result, hearing_id, at)
        self._register[result.case_urn, hearing_id, person_id] = msgspec.json.encode([row])
        if result.paper is not None:
            self._documents[document_id] = paper(*result.paper)
        body = {
            "eventType": _EVENT,
            "hearingId": hearing_id,
            "masterDefendantId": person_id,
            "documentId": document_id,
            "documentGeneratedTimestamp": _instant(at),
            "cases": [{"urn": result.case_urn}],
            "prisonEmailAddress": result.mailbox,
        }
        item = self._send(msgspec.json.encode(body), self._secret)
        process_item(self._office, self, item, self._people)
        return item

    def send_garbage(self) -> None:
        """Send a signed message that no contract allows: it is kept for a person."""
        try:
            self._send(b'{"eventType": "PRISON_COURT_REGISTER_GENERATED"}', self._secret)
        except CallbackRefused:
            return

    def send_forged(self) -> None:
        """Send a message with a wrong signature: it is refused, and the refusal kept."""
        try:
            self._send(b"{}", base64.b64encode(b"somebody else's secret").decode())
        except CallbackRefused:
            return

    def _send(self, body: bytes, secret: str) -> str:
        received = receive_callback(
            self._office,
            body,
            key_id=_KEY_ID,
            signature=sign(secret, body),
            correlation_id=_shaped(sha256(body).hexdigest()),
            content_type="application/json",
            secrets=self,
        )
        return received.item

    # What the office asks of a court.

    def subscribe(self, callback_url: str, event_type: str, *, correlation_id: str) -> Credentials:
        """Give the one subscription; see `CourtService`."""
        del callback_url, event_type, correlation_id
        return self._credentials()

    def rotate(self, subscription_id: str, key_id: str, *, correlation_id: str) -> Credentials:
        """Give the same secret again: nothing rotates while an estate is loaded."""
        del subscription_id, key_id, correlation_id
        return self._credentials()

    def document(self, subscription_id: str, document_id: str, *, correlation_id: str) -> Fetched:
        """Give a document. Raises `NotThere`."""
        del subscription_id, correlation_id
        if document_id not in self._documents:
            raise NotThere("The court has no document with this id yet.")
        return Fetched(content=self._documents[document_id], media_type=PDF)

    def register(
        self, case_urn: str, hearing_id: str, defendant_id: str, *, correlation_id: str
    ) -> bytes:
        """Give the register's rows. Raises `NotThere`."""
        del correlation_id
        rows = self._register.get((case_urn, hearing_id, defendant_id))
        if rows is None:
            raise NotThere("The court knows no such hearing of this defendant.")
        return rows

    # Where the office keeps the secret.

    def read(self, key_id: str) -> Sequence[str]:
        """The secret of the one key."""
        return (self._secret,) if key_id == _KEY_ID else ()

    def keep(self, key_id: str, secret: str) -> None:
        """Nothing is kept: the secret serves the loading alone."""

    def _credentials(self) -> Credentials:
        return Credentials(subscription_id=_SUBSCRIPTION, key_id=_KEY_ID, secret=self._secret)


def _row(result: Result, hearing_id: str, shared_at: datetime) -> Mapping[str, object]:
    person = result.person
    texts = [{"label": label, "value": value} for label, value in result.texts]
    return {
        "defendant": {
            "id": person.master_defendant_id,
            "masterDefendantId": person.master_defendant_id,
            "firstName": person.forenames,
            "lastName": person.surname,
            "dateOfBirth": person.born_on.isoformat(),
        },
        "hearing": {
            "id": hearing_id,
            "hearingDate": result.hearing_on.isoformat(),
            "courtDetails": {"court": {"courtHouseName": result.court}},
        },
        "sharedTime": _instant(shared_at),
        "offences": [
            {
                "code": result.offence_code,
                "title": result.offence_title,
                "startDate": result.offence_on.isoformat(),
                "listingNumber": 1,
                "results": [{"resultTexts": texts}],
            }
        ],
        "prosecutionCase": {"caseURN": result.case_urn},
    }


def hearing_of(case_urn: str, on: date) -> str:
    """The court's id of the hearing of a case on a day: a later result of it is an amendment."""
    return _identifier(f"hearing {case_urn} {on}")


def _identifier(told: str) -> str:
    return _shaped(sha256(told.encode()).hexdigest())


def _shaped(digits: str) -> str:
    """Thirty-two digits in the shape of a UUID, marked as of version 4."""
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

"""Our client and our callback against the court simulator, over real HTTP on free ports."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import httpx
import msgspec
import pikepdf
import pytest

from gatelodge.adapters.court import ApiKeys, CourtClient, SecretFolder, api_keys
from gatelodge.adapters.private_file import SecretExposed
from gatelodge.casework.court import (
    CourtFault,
    NotThere,
    ensure_subscription,
    item_of,
    process_item,
    rotate_secret,
)
from gatelodge.casework.office import INTAKE, ITEM, Office, load
from gatelodge.demo import person as demo_person
from gatelodge.record import InboxItem, PeopleIndex
from gatelodge.record.facts import OrderKind, RegisterAnswer
from gatelodge.simulator import Amend, Control, CourtSimulator, Faults
from tests.contracts.listening import Callback, listening
from tests.contracts.openapi import contract, faults
from tests.intake.court import (
    FERNLEA_MAILBOX,
    PELL,
    Desk,
    custody,
    register_prisons,
    remand,
    shared,
    suspended,
)
from tests.offices import make_office

CORRELATION = "d679fd61-061f-4440-9623-36280f0807b7"
NOBODY = "00000000-0000-4000-8000-000000000000"
AT_ONCE = (0.0, 0.0, 0.0)
KEYS = ApiKeys(bearer="invented", subscription_key="invented")


class Line:
    """An office, its callback, the simulator, and the client between them."""

    def __init__(self, simulator: CourtSimulator, callback: Callback, office: Office) -> None:
        self.simulator = simulator
        self.callback = callback
        self.office = office
        self.control = Control(simulator.url)
        self.client = CourtClient(simulator.url, KEYS)

    def hang_up(self) -> None:
        self.control.close()
        self.client.close()

    @property
    def items(self) -> list[str]:
        return [name.removeprefix(ITEM) for name in self.office.ledger.streams(ITEM)]

    def process(self) -> list[InboxItem]:
        people = PeopleIndex(self.office.ledger)
        return [process_item(self.office, self.client, item, people) for item in self.items]


@pytest.fixture
def simulator() -> Iterator[CourtSimulator]:
    with CourtSimulator(retry_seconds=AT_ONCE) as running:
        yield running


@pytest.fixture
def secrets(tmp_path: Path) -> SecretFolder:
    return SecretFolder(tmp_path / "keys")


@pytest.fixture
def line(simulator: CourtSimulator, secrets: SecretFolder) -> Iterator[Line]:
    office = make_office()
    with listening(office, secrets) as callback:
        made = Line(simulator, callback, office)
        ensure_subscription(office, INTAKE, made.client, secrets, callback_url=callback.url)
        try:
            yield made
        finally:
            made.hang_up()


def test_from_the_courts_result_to_the_record(line: Line) -> None:
    record_id = Desk.receive_person(_desk(line.office))
    told = line.control.share(shared(custody("45 Months")))
    assert told.answers == ((202,),)
    (item,) = line.process()
    assert item.register.fact.answer is RegisterAnswer.FOUND
    (known,) = load(line.office, record_id).items
    assert known.result.fact.orders[0].order is OrderKind.CUSTODY
    paper = line.office.documents.read(known.result.fact.document)
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert len(pdf.pages) == 1
    assert item.document.fact.is_readable


def _desk(office: Office) -> Desk:
    desk = Desk.__new__(Desk)
    desk.office = office
    register_prisons(office)
    return desk


def test_delivered_twice_is_one_item(line: Line) -> None:
    told = line.control.share(shared(custody()))
    again = line.control.deliver(told.result_id, copies=3)
    assert again.answers == ((202,), (202,), (202,))
    assert len(line.items) == 1


def test_a_copy_under_another_document_id_is_its_own_item(line: Line) -> None:
    told = line.control.share(shared(custody()))
    line.control.copy(told.result_id)
    assert len(line.items) == 2
    first, second = line.process()
    assert first.message.fact.hearing_id == second.message.fact.hearing_id


def test_an_amendment_is_a_new_event_with_its_own_row(line: Line) -> None:
    record_id = Desk.receive_person(_desk(line.office))
    told = line.control.share(shared(suspended()))
    line.process()
    line.control.amend(
        told.result_id,
        Amend(orders=(custody("21 Months"),), shared_at=line.office.clock.now()),
    )
    line.process()
    first, second = load(line.office, record_id).items
    assert second.result.fact.amends == first.result.seq
    assert second.result.fact.orders[0].order is OrderKind.CUSTODY


def test_the_court_tries_again_when_we_are_down(line: Line) -> None:
    line.callback.is_down = True
    told = line.control.share(shared(custody()))
    assert told.answers == ((503,),)
    line.callback.is_down = False
    assert line.simulator.courier.wait_until_settled(10)
    (delivery,) = line.simulator.courier.deliveries()
    assert delivery.is_delivered
    assert len(line.items) == 1


def test_what_the_court_gave_up_can_be_asked_for_again(line: Line) -> None:
    line.callback.is_down = True
    line.control.share(shared(custody()))
    assert line.simulator.courier.wait_until_settled(10)
    (delivery,) = line.simulator.courier.deliveries()
    assert (delivery.answers, delivery.is_dead) == ([503] * 4, True)
    assert line.items == []
    line.callback.is_down = False
    line.control.replay_dead_letters()
    assert len(line.items) == 1
    assert not delivery.is_dead


@pytest.mark.parametrize("keeps_key_id", [False, True])
def test_messages_under_way_survive_a_rotation(
    line: Line,
    secrets: SecretFolder,
    keeps_key_id: bool,  # noqa: FBT001 - both ways
) -> None:
    held = line.control.share(shared(custody(), faults=Faults(hold_delivery=True)))
    line.control.behave(rotation_keeps_key_id=keeps_key_id)
    (subscriber,) = line.simulator.memory.subscribers()
    rotate_secret(line.office, INTAKE, line.client, secrets, subscriber.subscription_id)
    assert line.control.deliver(held.result_id, with_old_key=True).answers == ((202,),)
    assert line.control.share(shared(custody("3 Months"))).answers == ((202,),)
    line.office.clock.pass_by(minutes=31)
    late = line.control.share(shared(custody("4 Months"), faults=Faults(hold_delivery=True)))
    assert line.control.deliver(late.result_id, with_old_key=True).answers[0][0] == 401
    assert line.control.deliver(late.result_id).answers == ((202,),)
    for item in line.process():
        assert item.document is not None


def test_a_lost_document_and_an_unknown_hearing_wait_for_a_person(line: Line) -> None:
    line.control.share(shared(custody(), faults=Faults(lose_document=True)))
    line.control.share(shared(remand(), faults=Faults(register_not_found=True)))
    line.control.share(shared(remand(), faults=Faults(omit_hearing_id=True)))
    line.control.share(shared(custody(), faults=Faults(name_other_person=True)))
    line.control.share(shared(custody(), faults=Faults(spoil_document=True)))
    lost, unknown, not_named, other, spoilt = line.process()
    assert lost.document is None
    assert lost.document_faults[0].fact.fault == "The court has no such thing (404)."
    assert unknown.register.fact.answer is RegisterAnswer.NOT_FOUND
    assert not_named.register.fact.answer is RegisterAnswer.NOT_ASKED
    assert other.register.fact.answer is RegisterAnswer.OTHER_PERSON
    assert not spoilt.document.fact.is_readable
    assert all(item.is_open for item in (lost, unknown, not_named, other, spoilt))


def test_a_court_that_is_down_is_asked_again(line: Line) -> None:
    line.control.share(shared(custody()))
    line.control.behave(is_down=True)
    (item,) = line.process()
    assert item.document_faults[0].fact.fault == "The court's service answered 503."
    line.control.behave()
    line.office.clock.pass_by(seconds=6)
    (item,) = line.process()
    assert item.document is not None
    assert item_of(line.office, item.item).register.fact.answer is RegisterAnswer.FOUND


class TestClient:
    """Faults of the network and of the court are told in plain English."""

    def test_nobody_listens(self) -> None:
        with CourtSimulator() as gone:
            url = gone.url
        client = CourtClient(url, KEYS)
        with pytest.raises(CourtFault, match="cannot be reached"):
            client.document(NOBODY, NOBODY, correlation_id=CORRELATION)
        client.close()

    def test_unknown_things_are_not_there(self, line: Line) -> None:
        with pytest.raises(NotThere):
            line.client.document(NOBODY, NOBODY, correlation_id=CORRELATION)
        with pytest.raises(NotThere):
            line.client.register("61ZX0/../x?y=#", NOBODY, NOBODY, correlation_id=CORRELATION)

    def test_without_credentials_nobody_is_let_in(self, simulator: CourtSimulator) -> None:
        client = CourtClient(simulator.url, ApiKeys(bearer="x", subscription_key=""))
        with pytest.raises(CourtFault, match="credentials"):
            client.document(NOBODY, NOBODY, correlation_id=CORRELATION)
        client.close()

    @pytest.mark.parametrize("url", ["http://court.example", "ftp://127.0.0.1", "court"])
    def test_only_https_leaves_this_machine(self, url: str) -> None:
        with pytest.raises(ValueError, match="https"):
            CourtClient(url, KEYS)


class TestSecrets:
    """Secrets lie in files that their owner alone can read."""

    def test_a_secret_is_kept_once_and_privately(self, tmp_path: Path) -> None:
        folder = SecretFolder(tmp_path / "keys")
        folder.keep("kid-v1-a", "one")
        folder.keep("kid-v1-a", "one")
        folder.keep("kid-v1-a", "two")
        assert SecretFolder(tmp_path / "keys").read("kid-v1-a") == ("one", "two")
        files = sorted((tmp_path / "keys").iterdir())
        assert [oct(file.stat().st_mode & 0o777) for file in files] == ["0o600"] * 2
        files[0].chmod(0o644)
        with pytest.raises(SecretExposed):
            folder.read("kid-v1-a")

    @pytest.mark.parametrize("key_id", ["", "../x", "a/b", "a\x00b", "x" * 101, "~"])
    def test_a_key_id_names_no_other_file(self, tmp_path: Path, key_id: str) -> None:
        folder = SecretFolder(tmp_path)
        assert folder.read(key_id) == ()
        with pytest.raises(CourtFault):
            folder.keep(key_id, "secret")
        assert list(tmp_path.iterdir()) == []

    def test_credentials_for_the_services_are_made_once(self, tmp_path: Path) -> None:
        made = api_keys(tmp_path / "court-services")
        assert api_keys(tmp_path / "court-services") == made
        assert made.bearer != made.subscription_key


class TestShapes:
    """Everything that the simulator says has the shape of the contracts."""

    def ask(self, line: Line, method: str, path: str, body: Any = None) -> httpx.Response:
        headers = {
            "Authorization": "Bearer x",
            "Ocp-Apim-Subscription-Key": "y",
            "X-Correlation-Id": CORRELATION,
        }
        answer = httpx.request(
            method, line.simulator.url + path, headers=headers, json=body, trust_env=False
        )
        assert answer.headers["X-Correlation-Id"] == CORRELATION
        return answer

    def test_the_subscription_service(self, line: Line) -> None:
        of = contract("result-subscription")
        asked = {
            "notificationEndpoint": {"callbackUrl": "https://client.example/events"},
            "eventTypes": ["PRISON_COURT_REGISTER_GENERATED"],
        }
        made = self.ask(line, "POST", "/client-subscriptions", asked)
        assert made.status_code == 201
        assert faults(made.json(), "ClientSubscription", of) == []
        path = f"/client-subscriptions/{made.json()['clientSubscriptionId']}"
        shown = self.ask(line, "GET", path)
        assert faults(shown.json(), "ClientSubscription", of) == []
        assert "hmac" not in shown.json()
        key_id = made.json()["hmac"]["keyId"]
        rotated = self.ask(line, "POST", f"{path}/secret/rotate", {"keyId": key_id})
        assert faults(rotated.json(), "HmacCredentials", of) == []
        assert rotated.json()["secret"] != made.json()["hmac"]["secret"]
        stale = self.ask(line, "POST", f"{path}/secret/rotate", {"keyId": key_id})
        assert (stale.status_code, faults(stale.json(), "ErrorResponse", of)) == (404, [])
        changed = self.ask(line, "PUT", path, asked)
        assert faults(changed.json(), "ClientSubscription", of) == []
        assert self.ask(line, "DELETE", path).status_code == 204
        gone = self.ask(line, "GET", path)
        assert (gone.status_code, faults(gone.json(), "ErrorResponse", of)) == (404, [])

    @pytest.mark.parametrize(
        "asked",
        [
            {},
            {"notificationEndpoint": {"callbackUrl": "https://x.example"}, "eventTypes": []},
            {"notificationEndpoint": {"callbackUrl": "http://x.example"}, "eventTypes": ["a"]},
            {
                "notificationEndpoint": {"callbackUrl": "https://x.example"},
                "eventTypes": ["a", "b"],
            },
        ],
    )
    def test_a_wrong_subscription_is_refused(self, line: Line, asked: dict[str, Any]) -> None:
        refused = self.ask(line, "POST", "/client-subscriptions", asked)
        assert refused.status_code == 400
        assert faults(refused.json(), "ErrorResponse", contract("result-subscription")) == []

    def test_the_callback(self, line: Line) -> None:
        line.control.share(shared(custody()))
        line.control.share(shared(custody(), faults=Faults(omit_hearing_id=True)))
        of = contract("result-subscription")
        for delivery in line.simulator.courier.deliveries():
            body = msgspec.json.decode(delivery.body)
            assert faults(body, "EventNotificationPayload", of) == []

    def test_the_register(self, line: Line) -> None:
        of = contract("prison-court-register")
        told = line.control.share(
            shared(suspended(), remand(count=2), custody("6 Months", count=3, remand_days=9))
        )
        line.control.amend(
            told.result_id, Amend(shared_at=line.office.clock.now() + timedelta(hours=1))
        )
        path = f"/cases/61ZX0000126/hearings/{told.hearing_id}/defendants/"
        history = self.ask(line, "GET", path + PELL.master_defendant_id)
        assert len(history.json()) == 2
        for row in history.json():
            assert faults(row, "PcrHearingResult", of) == []
        for defendant, status in ((NOBODY, 404), ("nobody", 400)):
            refused = self.ask(line, "GET", path + defendant)
            assert refused.status_code == status
            assert faults(refused.json(), "ErrorResponse", of) == []


def test_the_simulator_remembers_after_a_restart(tmp_path: Path) -> None:
    kept_in = tmp_path / "court"
    with CourtSimulator(kept_in=kept_in) as court:
        client = CourtClient(court.url, KEYS)
        made = client.subscribe(
            "https://x.example/", "PRISON_COURT_REGISTER_GENERATED", correlation_id=CORRELATION
        )
        decided = court.memory.share(shared(custody()))
        client.close()
    with CourtSimulator(kept_in=kept_in) as court:
        client = CourtClient(court.url, KEYS)
        paper = client.document(
            made.subscription_id, decided.document_id, correlation_id=CORRELATION
        )
        client.close()
    assert paper.content.startswith(b"%PDF-")
    assert oct(kept_in.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_end(
    tmp_path: Path, request_to_end: signal.Signals
) -> None:
    command = [sys.executable, "-m", "gatelodge.cli", "court-simulator", "--port", "0"]
    environment = {**os.environ, "GATELODGE_VAR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as simulator:
        assert simulator.stdout
        url = simulator.stdout.readline().split()[-1]
        control = Control(url)
        assert control.state()["results"] == []
        control.close()
        simulator.send_signal(request_to_end)
        assert simulator.wait(10) == 0
    assert (tmp_path / "court-simulator").exists()


class TestPage:
    """The page by which a person plays the court in a browser."""

    TYPED: ClassVar = {
        "surname": PELL.surname,
        "forenames": PELL.forenames,
        "born_on": PELL.born_on.isoformat(),
        "court": "Fernlea Crown Court",
        "case_urn": "61ZX0000126",
        "offence_code": "TH68010",
        "offence_on": "2026-03-02",
        "prison_email": FERNLEA_MAILBOX,
        "kind": "suspended",
        "term": "21 Months",
        "suspended_for": "24 Months",
    }

    def post(self, line: Line, path: str, fields: dict[str, str]) -> httpx.Response:
        return httpx.post(line.simulator.url + path, data=fields, trust_env=False)

    def test_share_and_amend(self, line: Line) -> None:
        record_id = Desk.receive_person(_desk(line.office), knows_court_id=False)
        assert self.post(line, "/practice/share", self.TYPED).status_code == 303
        line.process()
        (shared_result,) = line.simulator.memory.results()
        path = f"/practice/results/{shared_result.result_id}"
        changed = {"kind": "custody", "term": "21 Months", "prison_email": "x@y.example"}
        assert self.post(line, f"{path}/amend", changed).status_code == 303
        assert self.post(line, f"{path}/deliver", {}).status_code == 303
        line.process()
        first, second = load(line.office, record_id).items
        assert first.result.fact.orders[0].order is OrderKind.SUSPENDED
        assert second.result.fact.orders[0].order is OrderKind.CUSTODY
        assert second.result.fact.amends == first.result.seq
        assert second.result.fact.orders[0].doubts == ()
        page = httpx.get(line.simulator.url, trust_env=False)
        assert "PELL, Joshua: Imprisonment 21 Months" in page.text
        assert "Delivered" in page.text

    def test_a_case_that_the_court_knows_keeps_its_offence(self, line: Line) -> None:
        self.post(line, "/practice/share", self.TYPED | {"offence_code": "th68010"})
        self.post(line, "/practice/share", self.TYPED | {"offence_code": ""})
        first, second = line.simulator.memory.results()
        assert first.share.orders[0].offence_code == "TH68010"
        assert second.share.orders[0].offence_code == "TH68010"

    def test_a_person_of_the_demo_has_the_number_that_the_record_has(self, line: Line) -> None:
        pell = demo_person(37)
        typed = self.TYPED | {
            "surname": pell.surname,
            "forenames": pell.forenames.upper(),
            "born_on": pell.born_on.isoformat(),
        }
        assert self.post(line, "/practice/share", typed).status_code == 303
        (result,) = line.simulator.memory.results()
        assert result.share.person.master_defendant_id == pell.master_defendant_id

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"surname": " "}, "Enter the surname."),
            ({"born_on": "2026-02-31"}, "Enter the day of birth."),
            ({"term": "long"}, "Enter the length as courts write it, such as 45 Months."),
            ({"term": "0 Months"}, "Enter the length as courts write it, such as 45 Months."),
            (
                {"suspended_for": "0 Months"},
                "Enter the time for which it is suspended as courts write it, such as 45 Months.",
            ),
            ({"offence_code": ""}, "Enter the offence code of the case, such as TH68010."),
            ({"kind": "remand", "next_hearing_on": ""}, "Enter the day of the next hearing."),
            ({"kind": "hanging"}, "Say what the court ordered."),
            ({"surname": "", "court": "<script>"}, "&lt;script&gt;"),
        ],
    )
    def test_a_wrong_form_says_what_to_do(
        self, line: Line, changes: dict[str, str], words: str
    ) -> None:
        answer = self.post(line, "/practice/share", self.TYPED | changes)
        assert answer.status_code == 400
        assert words in answer.text
        assert "<script>" not in answer.text
        assert line.simulator.memory.results() == ()

    def test_a_page_from_elsewhere_may_not_play_the_court(self, line: Line) -> None:
        for path in ("/practice/share", "/control/results"):
            answer = httpx.post(
                line.simulator.url + path,
                data=self.TYPED,
                headers={"Origin": "https://elsewhere.example"},
                trust_env=False,
            )
            assert answer.status_code == 403
        assert line.simulator.memory.results() == ()

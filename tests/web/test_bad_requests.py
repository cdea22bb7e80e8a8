"""Whatever comes in: plain words, never a trace of the fault, nothing kept by the browser."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from gatelodge.casework.office import ITEM
from gatelodge.record import Draft, Write, statement
from gatelodge.record import facts as f
from gatelodge.store import projections
from gatelodge.store.models import LedgerEntry
from tests.databases import triggers_off
from tests.gate.prison import AMADI, HALE, NOAKES
from tests.web.house import STROUD, House, text_of

GONE = (
    "/people/" + "f" * 32 + "/",
    "/people/nobody/",
    "/people/" + "F" * 32 + "/",
    "/inbox/" + "0" * 32 + "/",
    "/alarms/999999999/",
    "/alarms/99999999999999999999999/",
    "/people/" + "0" * 32 + "/documents/" + "0" * 64 + "/",
    "/nothing/at/all",
    "/people/%00/",
    "/../../etc/passwd",
)


@pytest.mark.parametrize("path", GONE)
def test_an_address_where_nothing_is_kept_says_so(house: House, path: str) -> None:
    answer = house.browser(AMADI).get(path)
    assert answer.status_code == 404
    assert "Nothing is kept at this address." in text_of(answer)
    assert "Traceback" not in text_of(answer)


def test_a_wrong_method_is_refused(house: House) -> None:
    person = house.person()
    assert house.browser(AMADI).post(reverse("person", args=[person.id])).status_code == 405


def test_a_form_that_did_not_come_from_our_page_records_nothing(house: House) -> None:
    person = house.person()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(house.browser(HALE).get(reverse("home")).wsgi_request.user)
    answer = browser.post(reverse("exit-refuse", args=[person.id]), {"why": "x"})
    assert answer.status_code == 403
    assert "Nothing was recorded" in text_of(answer)


def test_pages_are_not_kept_and_may_run_nothing_from_outside(house: House) -> None:
    answer = house.browser(AMADI).see("home")
    assert answer.headers["Cache-Control"] == "no-store"
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_fault_shows_no_trace(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret words of a fault")

    browser = house.browser(AMADI)
    browser.raise_request_exception = False
    monkeypatch.setattr("gatelodge.web.home.views.Work", broken)
    answer = browser.see("home")
    assert answer.status_code == 500
    assert "Treat every exit as stopped" in text_of(answer)
    assert "secret words" not in text_of(answer)


def test_a_damaged_record_says_so_and_hides_nobody_else(house: House) -> None:
    broken = house.person("Ashe").ready()
    well = house.person().ready()
    browser = house.browser(AMADI)
    assert "PELL" in text_of(browser.see("releases"))
    spoil(broken.record.entries[3].seq)
    broken.clock.pass_by(seconds=11)  # a board is remembered for ten
    answer = browser.see("exit", broken.id)
    assert answer.status_code == 503
    assert "This record cannot be trusted" in text_of(answer)
    board = text_of(browser.see("releases"))
    assert "PELL" in board
    assert "Treat the exit as stopped." in board
    page = browser.see("exit", well.id)
    assert page.status_code == 200
    # Both stand in one case: nobody can say whose its results are, so neither may leave.
    assert "Nobody looked for others in the same case." in text_of(page)


def spoil(seq: int) -> None:
    """Alter an entry behind the ledger's back."""
    spoilt = bytearray(LedgerEntry.objects.get(pk=seq).envelope)
    spoilt[-9] ^= 1
    with triggers_off(connection):
        LedgerEntry.objects.filter(pk=seq).update(envelope=bytes(spoilt))


def test_a_damaged_record_or_item_hides_no_other_item(house: House) -> None:
    broken = house.person("Ashe")
    others = [house.item() for _ in range(3)]
    fact = f.CourtMessageLinked(
        item=others[0], match=f.MatchKind.PROPOSED, basis="name", case_urns=()
    )
    broken.say(fact)
    proposed = f.ItemMatched(record=broken.id, match=f.MatchKind.PROPOSED, basis="name")
    draft = Draft(fact=proposed, by=AMADI.account, reason="test", source=statement("test"))
    write = Write(stream=ITEM + others[0], drafts=(draft,))
    house.office.ledger.append([write], at=house.office.clock.now())
    browser = house.browser(AMADI)
    assert "ASHE" in text_of(browser.see("inbox"))
    spoil(broken.record.entries[1].seq)
    spoil(house.office.ledger.stream(ITEM + others[1])[0].seq)
    page = browser.see("inbox")
    assert page.status_code == 200
    assert "Somebody whose record cannot be trusted" in text_of(page)
    assert "An item that cannot be trusted" in text_of(page)
    for item in others:
        assert reverse("inbox-item", args=[item]) in text_of(page)
    assert browser.see("inbox-item", others[1]).status_code == 503


def test_a_damaged_record_hides_nobody_at_the_gate(house: House) -> None:
    broken = house.person("Pelham")
    house.person("Pell")
    projections.catch_up()
    spoil(broken.record.entries[1].seq)
    kit = house.browser(NOAKES)
    page = kit.post(reverse("gate-return"), {"who": "Joshua"})
    assert page.status_code == 200
    assert "PELL, Joshua" in text_of(page)


NUL = "\x00" * 32


def test_identifiers_that_are_none_reach_no_database(house: House) -> None:
    """A zero byte is no text for PostgreSQL; a form can send one all the same."""
    person = house.person()
    kit = house.browser(NOAKES)
    page = kit.post(reverse("gate-return"), {"record_id": NUL, "listed": [NUL, person.id, "x"]})
    assert page.status_code == 422
    assert "PELL, Joshua" in text_of(page)
    miriam = house.browser(STROUD)
    assert miriam.get(reverse("reason"), {"about": NUL, "next": "/"}).status_code == 404
    for name, fields in (("people", {"words": NUL}), ("gate-desk", {"scanned": NUL})):
        reader = kit if name == "gate-desk" else house.browser(AMADI)
        assert reader.post(reverse(name), fields).status_code == 422


def test_a_form_that_is_too_large_is_refused_in_words(house: House) -> None:
    browser = house.browser(AMADI)
    for body in ({"words": "x" * 3_000_000}, {f"f{number}": "1" for number in range(2_100)}):
        answer = browser.post(reverse("people"), body)
        assert answer.status_code == 400
        assert "cannot read this request" in text_of(answer)

"""Signing in, locking, switching: shared terminals and what stays on them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from gatelodge.web.access_log import MOST_WRONG_SIGN_INS
from gatelodge.web.request import SESSION_SEEN_AT
from tests.gate.prison import AMADI, HALE, NOAKES
from tests.web.house import PASSWORD, VANE, Browser, House, hidden, logged, text_of


def sign_in(browser: Browser, account: str = AMADI.account, password: str = PASSWORD) -> object:
    return browser.post(reverse("sign-in"), {"account": account, "password": password})


def idle(browser: Browser, **span: float) -> None:
    session = browser.session
    session[SESSION_SEEN_AT] = (datetime.now(UTC) - timedelta(**span)).isoformat()
    session.save()


def test_the_right_password_opens_your_work_and_says_who_you_are(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    page = text_of(browser.see("home"))
    assert "Amadi".upper() in page
    assert "case administrator, HMP Fernlea" in " ".join(page.split())


def test_a_wrong_password_says_so_without_telling_whether_the_account_exists(house: House) -> None:
    browser = house.browser()
    known = sign_in(browser, password="wrong")
    unknown = sign_in(browser, account="no.body", password="wrong")
    for page in (known, unknown):
        assert page.status_code == 422
        assert "do not go together" in text_of(page)
        assert "<title>Error: Sign in" in text_of(page).replace("\n", "").replace("  ", "")


def test_after_five_wrong_passwords_even_the_right_one_must_wait(house: House) -> None:
    browser = house.browser()
    for _ in range(MOST_WRONG_SIGN_INS):
        sign_in(browser, password="wrong")
    assert "Wait 10 minutes" in text_of(sign_in(browser))
    assert house.browser(HALE).see("home").status_code == 200


def test_wrong_passwords_under_a_signed_act_count_too(house: House) -> None:
    person = house.person().ready()
    browser = house.browser(HALE)
    for _ in range(MOST_WRONG_SIGN_INS):
        browser.send("exit-authorise", person.id, exit_type="community", password="wrong")
    page = browser.send("exit-authorise", person.id, exit_type="community", password=PASSWORD)
    assert "Wait 10 minutes" in text_of(page)
    assert person.record.release is None


def test_signing_in_again_unlocks_ones_own_terminal(house: House) -> None:
    browser = house.browser(AMADI)
    browser.get(reverse("lock"))
    sign_in(browser)
    assert browser.see("releases").status_code == 200


def test_the_sign_in_page_lists_nobody(house: House) -> None:
    page = text_of(house.browser().see("sign-in"))
    assert AMADI.account not in page
    assert "Amadi" not in page


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_it_never_leads_away_to_another_site(house: House, wanted: str) -> None:
    browser = house.browser()
    answer = browser.post(
        reverse("sign-in"), {"account": AMADI.account, "password": PASSWORD, "next": wanted}
    )
    assert answer.headers["Location"] == "/"


def test_signing_out_leaves_nothing(house: House) -> None:
    browser = house.browser(AMADI)
    browser.post(reverse("sign-out"))
    assert browser.see("home").status_code == 302
    assert browser.get(reverse("sign-out")).status_code in {302, 405}


def test_an_idle_terminal_locks_and_hides_everything(house: House) -> None:
    person = house.person()
    browser = house.browser(AMADI)
    browser.see("person", person.id)
    idle(browser, minutes=5)
    answer = browser.see("person", person.id)
    assert answer.headers["Location"].startswith(reverse("lock"))
    locked = text_of(browser.get(answer.headers["Location"]))
    assert "This terminal is locked" in locked
    assert "PELL" not in locked


def test_the_gate_locks_sooner(house: House) -> None:
    browser = house.browser()
    sign_in(browser, NOAKES.account)
    idle(browser, minutes=2)
    assert browser.see("gate-desk").headers["Location"].startswith(reverse("lock"))


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(house: House) -> None:
    browser = house.browser(AMADI)
    browser.see("releases")
    idle(browser, minutes=4)
    browser.get(reverse("releases"), headers={"HX-Request": "true"})
    seen = datetime.fromisoformat(browser.session[SESSION_SEEN_AT])
    assert datetime.now(UTC) - seen >= timedelta(minutes=4)


def test_what_was_typed_is_kept_over_a_lock_but_never_the_password(house: House) -> None:
    person = house.person().ready()
    browser = house.browser(HALE)
    page = browser.see("exit-authorise", person.id)
    idle(browser, minutes=6)
    late = browser.post(
        reverse("exit-authorise", args=[person.id]),
        hidden(page) | {"exit_type": "community", "password": PASSWORD},
    )
    assert late.headers["Location"].startswith(reverse("lock"))
    kept = text_of(browser.post(late.headers["Location"], {"password": PASSWORD}))
    assert "Nothing was recorded yet" in kept
    assert 'name="exit_type" value="community"' in kept
    assert PASSWORD not in kept
    assert person.record.release is None


def test_another_person_cannot_unlock_it(house: House) -> None:
    browser = house.browser(AMADI)
    browser.get(reverse("lock"))
    answer = browser.post(reverse("lock"), {"password": "somebody else's"})
    assert answer.status_code == 422
    assert browser.see("home").headers["Location"].startswith(reverse("lock"))


def test_attempts_to_sign_in_are_logged(house: House) -> None:
    sign_in(house.browser(), password="wrong")
    sign_in(house.browser())
    outcomes = [line.outcome for line in logged(url_name="sign-in")]
    assert outcomes == ["signed in", "wrong user name or password"]


def test_whoever_works_everywhere_chooses_where(house: House) -> None:
    browser = house.browser(VANE)
    page = text_of(browser.see("location"))
    assert "HMP Fernlea" in page
    assert "checked" not in page
    browser.send("location", prison="DMI")
    assert "HMP Dunmere" in text_of(browser.see("releases"))
    assert browser.send("location", prison="XXX").status_code == 422


def test_whoever_works_everywhere_sees_every_prison_until_they_choose(house: House) -> None:
    house.item()
    browser = house.browser(VANE)
    assert "every prison" in text_of(browser.see("home"))
    assert browser.see("releases").headers["Location"] == reverse("location")

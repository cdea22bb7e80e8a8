"""Which prison sees a court's message: the one it was sent to, the person's own, or every one."""

import pytest

from tests.intake.court import DUNMERE_MAILBOX, FERNLEA_MAILBOX, shared
from tests.web.house import AMADI, NWOSU, House, text_of

NOBODYS_MAILBOX = "omu.nowhere@invented-prison.example"


def sees(house: House, item: str) -> dict[str, tuple[bool, int]]:
    """Of the case administrators of both prisons: is it in their inbox, and may they open it."""
    found = {}
    for prison, actor in (("FNI", AMADI), ("DMI", NWOSU)):
        browser = house.browser(actor)
        listed = item in text_of(browser.see("inbox"))
        found[prison] = (listed, browser.see("inbox-item", item).status_code)
    return found


def test_a_message_to_the_persons_own_prison_is_seen_there_alone(house: House) -> None:
    house.court.receive_person()
    item = house.court.share(shared(prison_email=FERNLEA_MAILBOX)).item
    assert sees(house, item) == {"FNI": (True, 200), "DMI": (False, 403)}


def test_a_message_to_the_wrong_prison_is_seen_at_the_persons_own_too(house: House) -> None:
    house.court.receive_person()
    item = house.court.share(shared(prison_email=DUNMERE_MAILBOX)).item
    assert sees(house, item) == {"FNI": (True, 200), "DMI": (True, 200)}


def test_a_message_about_nobody_known_is_seen_where_it_was_written_to(house: House) -> None:
    item = house.court.share(shared(prison_email=DUNMERE_MAILBOX)).item
    assert sees(house, item) == {"FNI": (False, 403), "DMI": (True, 200)}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_message_to_a_mailbox_that_no_prison_has_is_seen_by_every_prison(
    house: House, *, is_known: bool
) -> None:
    if is_known:
        house.court.receive_person()
    item = house.court.share(shared(prison_email=NOBODYS_MAILBOX)).item
    assert all(listed for listed, _ in sees(house, item).values())


def test_the_item_is_counted_where_it_is_listed(house: House) -> None:
    house.court.receive_person()
    house.court.share(shared(prison_email=DUNMERE_MAILBOX))
    for actor in (AMADI, NWOSU):
        assert "1 item waits in the inbox" in text_of(house.browser(actor).see("home"))

"""The first and the last day of the calendar: no page fails of them."""

import pytest
from django.urls import reverse

from tests.gate.prison import AMADI
from tests.web.house import House, text_of


def test_the_board_of_the_last_day_of_all_is_todays(house: House) -> None:
    board = house.browser(AMADI).get(reverse("releases"), {"day": "9999-12-31"})
    assert board.status_code == 200
    assert "December 9999" not in text_of(board)


@pytest.mark.parametrize(
    "asked",
    [
        {"about": "9999-12-31"},
        {"at": "0001-01-01T00:00+05:00"},
        {"at": "9999-12-31T23:59-05:00"},
        {"at": "half past nine"},
    ],
)
def test_a_record_as_of_a_day_out_of_reach_is_a_request_that_cannot_be_read(
    house: House, asked: dict[str, str]
) -> None:
    person = house.person()
    page = house.browser(AMADI).get(reverse("person", args=[person.id]), asked)
    assert page.status_code == 400
    assert "cannot read this request" in text_of(page)

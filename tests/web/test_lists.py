"""Lists, boards and first pages: never older than the ledger, and never more than lists."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.leaving import ask_return_to_custody, unfreeze
from gatelodge.casework.watching import watch_the_clock
from gatelodge.record import facts as f
from gatelodge.store import projections
from gatelodge.store.models import AlarmCard, InboxCard, PersonCard, ReleaseDue
from tests.gate.prison import AMADI, COURT, HALE, LISTER, NOAKES, ROWE, URN, Person
from tests.web.house import BEXLEY, NWOSU, STROUD, House, text_of

TABLES = (PersonCard, ReleaseDue, AlarmCard, InboxCard)


def rows() -> list[dict[str, object]]:
    projections.catch_up()
    return [
        {k: v for k, v in row.items() if k != "as_of_seq"}
        for table in TABLES
        for row in table.objects.order_by("pk").values()
    ]


def frozen(person: Person) -> Person:
    ask_return_to_custody(
        person.office, NOAKES, person.id, words="wrong man", said_by="T. Noakes", terminal="gate"
    )
    return person


def test_a_rebuild_gives_the_same_rows_as_following_did(house: House) -> None:
    people = [house.person().ready().with_pass(), frozen(house.person("Ashe"))]
    house.item()
    rows()
    people[0].state(f.HearingListed(hearing="h", case_urn=URN, court=COURT, on=date(2026, 12, 1)))
    followed = rows()
    projections.rebuild()
    assert rows() == followed
    assert len(followed) >= 5


def test_a_list_that_is_read_is_never_behind_the_ledger(house: House) -> None:
    browser = house.browser(AMADI)
    assert "No release is due on this day." in text_of(browser.see("releases"))
    house.person().ready()
    assert "PELL, Joshua" in text_of(browser.see("releases"))


def board(house: House, **query: str) -> str:
    return text_of(house.browser(HALE).see("releases", **query))


def test_the_board_tells_state_cause_whose_move_and_since_when(house: House) -> None:
    person = house.person().ready()
    assert "1 ready" in board(house)
    person.state(f.RemandOrdered(court=COURT, case_urn="09XY26", next_hearing_on=None))
    page = board(house)
    assert "1 blocked" in page
    assert "Has every authority to hold ended, or does it cover this exit?" in page
    assert "Case administrator" in page
    assert "since" in page


def test_each_state_of_a_release_has_its_words(house: House) -> None:
    person = house.person().ready()
    person.authorise()
    assert "Authorised, not confirmed yet" in board(house)
    person.confirm()
    assert "Pass live" in board(house)
    person.citizen()
    assert "Cancelled" in board(house)
    assert "HALE, Priya" in board(house)


def test_who_is_past_their_day_stands_on_top_of_todays_board(house: House) -> None:
    person = house.person().ready()
    person.clock.pass_by(days=2)
    page = board(house)
    assert "1 overdue" in page
    assert page.index("Act now") < page.index("PELL, Joshua") < page.index("Still here")


def test_who_is_frozen_by_a_word_at_the_gate_is_to_be_acted_on_now(house: House) -> None:
    person = house.person().ready().with_pass()
    person.final_check()
    person.scan()
    record_exit(house.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate")
    frozen(person)
    here = frozen(house.person("Ashe").ready())
    watch_the_clock(house.office, person.id)
    watch_the_clock(house.office, here.id)
    page = board(house)
    assert "1 frozen, out" in page
    assert "1 frozen, here" in page
    for name in ("PELL, Joshua", "ASHE, Joshua"):
        assert page.index("Act now") < page.index(name) < page.index("Still here")
    assert page.count("Frozen: return to custody asked.") == 2
    assert page.count("A return to custody was asked, and no governor has decided") == 2
    home = text_of(house.browser(LISTER).see("home"))
    assert home.index("Act now") < home.index("Frozen: return to custody asked.")
    assert "PELL, Joshua" in home
    assert "Ready" not in home[home.index("Act now") : home.index("To confirm now")]
    unfreeze(house.office, LISTER, person.id, why="another man of this name")
    assert "frozen, out" not in board(house)


def test_nobody_holds_is_late_too(house: House) -> None:
    person = house.person()
    person.end(person.remand())
    page = board(house)
    assert "1 without authority" in page
    assert "No exit is planned" in page


def test_for_whom_nobody_ever_entered_an_authority_is_late_too(house: House) -> None:
    """An hour after reception the warrant is to be here: board and record say it too."""
    person = house.person()
    assert "without authority" not in board(house)
    person.clock.pass_by(hours=2)
    watch_the_clock(house.office, person.id)
    (alarm,) = person.record.alarms
    assert alarm.raised.fact.cause is f.AlarmCause.NO_AUTHORITY_TO_HOLD
    words = "No authority to hold was ever entered. Received on Wednesday 2 September 2026, 10:00"
    page = board(house)
    assert "1 without authority" in page
    assert page.index("Act now") < page.index(words) < page.index("Still here")
    assert words in text_of(house.browser(AMADI).see("person", person.id))


def test_who_is_past_a_day_that_the_engine_now_refuses_is_late_still(house: House) -> None:
    person = house.person().ready()
    person.say(
        f.CalculationRefused(
            inputs_digest="0" * 64,
            refused="NO_RULE",
            words="No rule for this.",
            engine_version="1",
            law_version="1",
        )
    )
    person.clock.pass_by(days=2)
    watch_the_clock(house.office, person.id)
    assert person.record.alarms
    page = board(house)
    assert "1 overdue" in page
    words = "Since then Gatelodge cannot work the dates out (No rule for this): do it by hand now."
    assert words in page
    assert words in text_of(house.browser(AMADI).see("person", person.id))


def test_who_left_stands_under_out_with_who_let_them_out(house: House) -> None:
    person = house.person().ready().with_pass()
    person.final_check()
    person.scan()
    record_exit(house.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate")
    page = board(house)
    assert "1 out" in page
    assert "Let out by NOAKES, Tom." in page


def test_another_day_is_chosen_by_boxes_and_filters_stay(house: House) -> None:
    person = house.person().ready()
    tomorrow = person.clock.now().date() + timedelta(days=1)
    person.plan(on=tomorrow)
    browser = house.browser(HALE)
    boxes = {"day_day": tomorrow.day, "day_month": tomorrow.month, "day_year": tomorrow.year}
    answer = browser.get(reverse("releases"), boxes)
    assert answer.headers["Location"].endswith(f"day={tomorrow.isoformat()}")
    assert "PELL, Joshua" in text_of(browser.get(answer.headers["Location"]))
    wrong = browser.get(reverse("releases"), boxes | {"day_day": 32})
    assert wrong.status_code == 422
    assert "enter a real day" in text_of(wrong)
    only_out = text_of(browser.see("releases", day=tomorrow.isoformat(), state="out"))
    assert "PELL, Joshua" not in only_out


@pytest.mark.parametrize("query", [{"day": "x"}, {"state": "x"}, {"day": "2026-99-99"}])
def test_a_filter_that_means_nothing_shows_the_whole_board_of_today(
    house: House, query: dict[str, str]
) -> None:
    house.person().ready()
    assert "PELL, Joshua" in board(house, **query)


def test_a_board_says_that_the_list_changed_and_moves_nothing(house: House) -> None:
    house.person().ready()
    page = board(house)
    shown = page.split("shown=")[1].split('"')[0].split("&")[0]
    assert "The list has changed" not in board(house, shown=shown)
    other = house.person("Ashe")
    other.end(other.remand())
    assert "The list has changed since you opened it." in board(house, shown=shown)


def test_other_prisons_stand_on_other_boards(house: House) -> None:
    house.person().ready()
    assert "PELL" not in text_of(house.browser(NWOSU).see("releases"))


def test_first_pages_hold_what_waits_for_each_role(house: House) -> None:
    person = house.person()
    person.sentence()
    assert "No dates worked out" in text_of(house.browser(AMADI).see("home"))
    assert "PELL, Joshua" in text_of(house.browser(AMADI).see("home"))
    person.calculated()
    assert "PELL, Joshua" in text_of(house.browser(ROWE).see("home"))
    person.checked()
    assert "PELL, Joshua" not in text_of(house.browser(ROWE).see("home"))
    ready = house.person("Ashe").ready()
    assert "ASHE, Joshua" in text_of(house.browser(HALE).see("home"))
    ready.authorise()
    assert "ASHE, Joshua" in text_of(house.browser(LISTER).see("home"))
    ready.confirm()
    assert "ASHE, Joshua" in text_of(house.browser(BEXLEY).see("home"))
    assert house.browser(NOAKES).see("home").headers["Location"] == reverse("gate-desk")
    assert "Prisons today" in text_of(house.browser(STROUD).see("home"))


def test_nobody_is_offered_to_check_their_own_calculation(house: House) -> None:
    person = house.person()
    person.sentence()
    person.calculated(by=ROWE)
    assert "PELL, Joshua" not in text_of(house.browser(ROWE).see("home"))


def test_an_alarm_is_taken_and_ended_with_a_reason(house: House) -> None:
    person = house.person()
    person.end(person.remand())
    person.clock.pass_by(hours=3)
    watch_the_clock(house.office, person.id)
    owen = house.browser(LISTER)
    listed = text_of(owen.see("alarms"))
    assert "No authority to hold" in listed
    assert "Nobody has taken it" in listed
    seq = person.record.alarms[0].raised.seq
    page = text_of(owen.see("alarm", seq))
    assert "3 hours" in page
    owen.post(reverse("alarm-take", args=[seq]), {})
    assert "You have this alarm." in text_of(owen.see("alarm", seq))
    assert "Enter why." in text_of(owen.send("alarm-end", seq))
    owen.send("alarm-end", seq, why="Released on paper at 12:40.")
    assert person.record.alarms[0].ended is not None
    assert "No open alarms" in text_of(owen.see("alarms"))
    assert "Released on paper at 12:40." in text_of(owen.see("alarm", seq))


def test_the_second_checker_is_led_straight_to_the_second_calculation(house: House) -> None:
    person = house.person()
    person.sentence()
    person.calculated()
    page = text_of(house.browser(ROWE).see("home"))
    assert f'href="{reverse("dates-check", args=[person.id])}"' in page
    assert f'href="{reverse("person-dates", args=[person.id])}"' not in page

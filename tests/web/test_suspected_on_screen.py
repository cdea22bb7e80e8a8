"""A suspected release in error on the screens: first, loud, and with whose move it is."""

from datetime import timedelta

from django.urls import reverse

from gatelodge.casework.gate_desk import record_exit
from gatelodge.casework.office import WATCH
from gatelodge.casework.registers import INSTALLATION, grant_role
from gatelodge.casework.watching import redecide_record, watch_the_clock
from gatelodge.record import facts as f
from gatelodge.web.staff import Directory
from gatelodge.web.words_of_time import moment
from tests.gate.prison import COURT, HALE, LISTER, NOAKES, Person
from tests.web.house import OKAFOR, PASSWORD, STROUD, Browser, House, text_of
from tests.web.test_release_on_screen import plain


def wrongly_out(house: House, surname: str = "Pell") -> Person:
    """Let out on a pass; the next day a remand of the day before the exit comes to light."""
    person = house.person(surname).ready().with_pass()
    person.final_check()
    person.scan()
    record_exit(house.office, NOAKES, person.id, pass_id=person.pass_id, terminal="gate")
    before = person.clock.now() - timedelta(days=1)
    person.clock.pass_by(days=1)
    remand = f.RemandOrdered(court=COURT, case_urn="09XY26", next_hearing_on=None)
    entry = person.say(remand, true_from=before)
    redecide_record(house.office, person.id, entry.seq)
    return person


def second_governor(house: House) -> Browser:
    """Another duty governor of the prison, who had no hand in the exit."""
    grant_role(house.office, INSTALLATION, OKAFOR.account, f.Role.DUTY_GOVERNOR, "FNI")
    return house.browser(OKAFOR)


def test_who_cannot_end_an_alarm_is_told_before_the_reason_is_typed(house: House) -> None:
    person = wrongly_out(house)
    seq = alarm_of(person)
    own = plain(house.browser(LISTER).see("alarm", seq))
    assert "You cannot end this alarm. You had a hand in this exit" in own
    assert "End this alarm with a reason" not in own
    assert "End this alarm with a reason" in plain(second_governor(house).see("alarm", seq))


def test_the_duty_governor_is_not_told_to_ring_himself(house: House) -> None:
    seq = alarm_of(wrongly_out(house))
    assert "You are a duty governor of HMP Fernlea: tell its control room" in plain(
        house.browser(LISTER).see("alarm", seq)
    )
    assert "and ask for the duty governor" in plain(house.browser(HALE).see("alarm", seq))


def test_an_alarm_that_somebody_has_is_taken_over_and_says_from_whom(house: House) -> None:
    seq = alarm_of(wrongly_out(house))
    owen = house.browser(LISTER)
    assert "Take this alarm about PELL, Joshua" in plain(owen.see("alarm", seq))
    owen.post(reverse("alarm-take", args=[seq]), {"command": "a" * 32})
    second = plain(second_governor(house).see("alarm", seq))
    assert "LISTER, Owen has this alarm since" in second
    assert "Take this alarm over from LISTER, Owen" in second
    assert "Take this alarm about" not in second
    assert "Somebody took" not in plain(owen.see("alarm", seq))


def test_an_alarm_speaks_of_questions_and_not_of_codes(house: House) -> None:
    person = wrongly_out(house)
    words = next(a for a in person.record.alarms if a.raised.seq == alarm_of(person)).raised.fact
    assert "Has every authority to hold ended, or does it cover this exit? Not met." in words.words
    assert "G02" not in words.words
    assert ": fail" not in words.words


def alarm_of(person: Person) -> int:
    (alarm,) = (
        a
        for a in person.record.alarms
        if a.raised.fact.cause is f.AlarmCause.SUSPECTED_RELEASE_IN_ERROR
    )
    return alarm.raised.seq


def test_it_stands_first_on_todays_board_with_whose_move_and_since_when(house: House) -> None:
    late = house.person("Ashe")
    late.end(late.remand())
    person = wrongly_out(house)
    seq = alarm_of(person)
    page = house.browser(HALE).see("releases")
    shown = plain(page)
    assert "1 suspected released in error" in shown
    assert shown.index("Act now") < shown.index("PELL, Joshua") < shown.index("ASHE, Joshua")
    since = person.record.alarms[-1].raised.fact.since
    row = text_of(page).split(f'id="row-{person.id}"')[1].split("</tr>")[0]
    assert f"Suspected release in error, out since {moment(since)}." in row
    assert "Has every authority to hold ended" in row
    assert f"since {moment(since)}" in row.split("whose-")[1]
    assert "Duty governor" in row
    assert "Nobody" not in row
    assert reverse("alarm", args=[seq]) in row


def test_its_alarm_says_what_to_do_next_with_what_there_is(house: House) -> None:
    person = wrongly_out(house)
    hmp = Directory(house.office).prison("FNI")
    shown = plain(house.browser(LISTER).see("alarm", alarm_of(person)))
    assert "What to do now" in shown
    assert f"You are a duty governor of {hmp}" in shown
    assert "ring the police now" in shown
    page = text_of(house.browser(LISTER).see("alarm", alarm_of(person)))
    for name in ("exit", "person-authorities", "person-cases", "person-history", "return-enter"):
        assert reverse(name, args=[person.id]) in page


def test_it_is_ended_with_a_password_and_by_nobody_who_had_a_hand_in_it(house: House) -> None:
    person = wrongly_out(house)
    seq = alarm_of(person)
    why = "The remand was somebody else's: the court said so."
    own = house.browser(LISTER).send("alarm-end", seq, why=why, password=PASSWORD)
    assert "You had a hand in this exit" in plain(own)
    grant_role(house.office, INSTALLATION, OKAFOR.account, f.Role.DUTY_GOVERNOR, "FNI")
    ruth = house.browser(OKAFOR)
    wrong = ruth.send("alarm-end", seq, why=why, password="not it")
    assert "That is not your password" in plain(wrong)
    assert any(a.is_open for a in person.record.alarms)
    assert ruth.send("alarm-end", seq, why=why, password=PASSWORD).status_code == 302
    assert not any(a.is_open for a in person.record.alarms)
    assert "suspected released in error" not in plain(house.browser(HALE).see("releases"))


def test_for_the_nation_the_gravest_and_newest_stand_first_each_with_its_prison(
    house: House,
) -> None:
    old, new = house.person("Ashe"), house.person("Birch")
    for each in (old, new):
        each.end(each.remand())
        each.clock.pass_by(hours=2)
        watch_the_clock(house.office, each.id)
    person = wrongly_out(house)
    for name in ("home", "alarms"):
        shown = plain(house.browser(STROUD).see(name))
        places = [shown.index(surname) for surname in ("PELL,", "BIRCH,", "ASHE,")]
        assert places == sorted(places), name
    hmp = Directory(house.office).prison("FNI")
    shown = plain(house.browser(STROUD).see("home"))
    assert f"PELL, Joshua, {person.record.prison_number}, {hmp}" in shown
    assert "1 suspected released in error, 2 without authority" in shown


def test_what_is_more_than_a_page_is_a_link(house: House) -> None:
    for number in range(13):
        each = house.person(f"Ashe{number}")
        each.clock.pass_by(hours=2)
        watch_the_clock(house.office, each.id)
    page = text_of(house.browser(STROUD).see("home"))
    assert f'href="{reverse("alarms")}">1 more' in page


def test_a_person_stands_once_in_your_work(house: House) -> None:
    person = house.person("Ashe")
    person.end(person.remand())
    person.clock.pass_by(hours=2)
    watch_the_clock(house.office, person.id)
    page = text_of(house.browser(HALE).see("home"))
    assert page.count("ASHE, Joshua</a>") == 1
    assert "1 waiting" in page
    assert "Alarm: no authority to hold" in page
    assert "All of them stand above." in page


def test_the_alarm_about_a_dead_pass_ends_by_itself_when_there_is_a_new_one(house: House) -> None:
    person = house.person().ready().with_pass()
    redecide_record(house.office, person.id, person.citizen())
    (alarm,) = person.record.alarms
    assert (alarm.raised.fact.cause, alarm.is_open) == (f.AlarmCause.PASS_CANCELLED, True)
    house.browser(HALE).send("exit-renew", person.id, password=PASSWORD)
    redecide_record(house.office, person.id, person.record.entries[-1].seq)
    assert person.record.alarms[0].is_open, "half renewed is not renewed"
    house.browser(LISTER).send("exit-renew", person.id, password=PASSWORD)
    redecide_record(house.office, person.id, person.record.entries[-1].seq)
    (alarm,) = person.record.alarms
    assert alarm.ended is not None
    assert alarm.ended.by == WATCH.account
    assert "Ended by the watch" in alarm.ended.fact.why
    redecide_record(house.office, person.id, person.record.entries[-1].seq + 1)
    assert len(person.record.alarms) == 1

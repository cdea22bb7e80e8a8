"""Scenario C on screen: from the court's message to a pass, and to a later fact that kills it.

A custodial sentence comes as suspended. The paper says custody; the exit is stopped; the court
amends; four people let somebody out on the lawful day; then the court amends once more.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from gatelodge.simulator import Amend
from gatelodge.web.words_of_time import day
from tests.browser.people import (
    AMENDED_AT,
    CASE,
    COURT,
    CUSTODY,
    DAY_OF_RELEASE,
    HEARD_AT,
    SUSPENDED,
    WRONGLY_SUSPENDED,
)
from tests.browser.terminal import Terminal
from tests.browser.town import Town, until
from tests.web.test_entering import PDF

pytestmark = pytest.mark.browser

PERSON = "PELL, Joshua"
ALONE = "Alone, or concurrent with the others"
Sit = Callable[[str], Terminal]


@pytest.fixture
def sit(chromium: Browser, town: Town, pytestconfig: pytest.Config) -> Sit:
    kept = pytestconfig.getoption("--keep-pictures")
    shots = Path(kept) if kept else None

    def sit_down(account: str) -> Terminal:
        return Terminal(chromium, town, account, shots=shots)

    return sit_down


def read_the_paper(grace: Terminal) -> None:
    """Enter what stands on the court's paper: 12 months, custody, 143 days on remand."""
    grace.fill("Surname on the paper", "Pell")
    grace.fill("Forenames on the paper", "Joshua")
    grace.fill_day("defendant_born_on", date(1998, 3, 14))
    grace.fill("Court on the paper", COURT)
    grace.fill_day("hearing_on", HEARD_AT.date())
    grace.choose("What did the court order?", "Custody")
    grace.fill("Case number", CASE)
    grace.fill("Count", "1")
    grace.fill("Offence code", "TH68010")
    grace.fill("Offence", "Theft from a shop")
    grace.fill_day("o0-offence_on", date(2026, 3, 2))
    grace.fill_day("o0-convicted_on", date(2026, 8, 3))
    grace.page.get_by_label("Kind of sentence").select_option("SDS")
    grace.fill("Length, months", "12")
    grace.choose("How does it stand to other terms?", "The paper does not say")
    grace.fill("Days on remand", "143")
    grace.press(f"Confirm this reading for {PERSON}")


def await_item(grace: Terminal, number: int) -> None:
    """Wait until the worker has fetched what the court sent."""

    def has_come() -> bool:
        grace.open("/inbox/")
        return grace.page.locator("tbody tr").count() >= number

    until(has_come)


def open_item(grace: Terminal, place: int) -> None:
    grace.open("/inbox/")
    grace.page.locator("tbody tr th a").nth(place).click()


def test_from_court_message_to_a_pass_that_a_later_fact_kills(town: Town, sit: Sit) -> None:
    pell = town.people["pell"]
    town.go_to(HEARD_AT)
    first = town.court.share(WRONGLY_SUSPENDED)
    the_paper_says_otherwise(sit, pell)
    town.go_to(AMENDED_AT)
    corrected = Amend(orders=(CUSTODY,), paper_orders=(CUSTODY,), shared_at=AMENDED_AT)
    town.court.amend(first.result_id, corrected)
    the_correction_is_applied(sit, pell)
    town.go_to(DAY_OF_RELEASE)
    two_people_reach_the_dates(sit, pell)
    code = let_out(sit, pell)
    third = Amend(orders=(SUSPENDED,), paper_orders=(SUSPENDED,), shared_at=DAY_OF_RELEASE)
    town.court.amend(first.result_id, third)
    the_pass_is_dead(sit, pell, code)


def the_paper_says_otherwise(sit: Sit, pell: str) -> None:
    """The message says suspended, the paper says custody: the exit is stopped."""
    with sit("grace.amadi") as grace:
        await_item(grace, 1)
        grace.is_sound("inbox")
        open_item(grace, 0)
        grace.is_sound("item")
        grace.press("Take this item")
        grace.follow("Match this item to a person")
        grace.is_sound("match")
        match(grace)
        grace.follow("Read the paper")
        grace.is_sound("read")
        grace.says_not("24 Months")
        read_the_paper(grace)
        grace.is_headed("Court's message")
        grace.reads("Differs")
        grace.is_sound("differences")
        grace.follow("Apply this result")
        grace.reads("It cannot be applied before the court has said which is right.")
        grace.open(f"/people/{pell}/exit/plan/")
        plan(grace, DAY_OF_RELEASE.date())
        grace.reads("Do result and paper say the same?")
        grace.is_sound("blocked")


def the_correction_is_applied(sit: Sit, pell: str) -> None:
    """The court's amendment is matched, read and applied; the first result leaves the inbox."""
    with sit("grace.amadi") as grace:
        await_item(grace, 2)
        open_item(grace, 1)
        grace.follow("Match this item to a person")
        match(grace)
        grace.follow("Read the paper")
        read_the_paper(grace)
        grace.reads("Message and paper say the same.")
        grace.follow("Apply this result")
        grace.choose("Would it be SDS+", "No")
        grace.choose("Is it detention under section 250", "No")
        nothing = "None of these: somebody looked and found none"
        grace.choose("What keeps it out of early release schemes?", nothing)
        grace.is_sound("apply")
        grace.press(f"Apply this result to {PERSON}")
        open_item(grace, 0)
        grace.follow("Settle")
        grace.choose("What did the court call right?", "Custody")
        grace.fill("Who at the court said so?", "Ines Marlowe, listing officer")
        grace.is_sound("settle")
        grace.press("Settle: Order, order 1 of case 61ZX0000126")
        grace.follow("It needs nothing more")
        grace.fill("Why does the item need nothing more?", "The court amended it the next day.")
        grace.press("Let this item leave the inbox")
        grace.open("/inbox/")
        grace.reads("Nothing waits.")
        grace.open(f"/people/{pell}/days/enter/")
        grace.choose("Which days?", "On remand: they come off")
        grace.fill("How many days?", "143")
        grace.choose_from("Which sentence do they come off?", f"{day(HEARD_AT.date())}: ")
        grace.fill("Or who says so", "Court order, page 1")
        grace.is_sound("days")
        grace.press(f"Enter the days of {PERSON}")
        grace.open(f"/people/{pell}/dates/calculate/")
        grace.choose("Why are the dates worked out?", "Initial")
        grace.press(f"Work out the dates of {PERSON}")
        grace.reads("Provisional")
        grace.is_sound("dates")


def two_people_reach_the_dates(sit: Sit, pell: str) -> None:
    """A second person works the dates out; then the last evidence is added."""
    with sit("samir.rowe") as samir:
        samir.open(f"/people/{pell}/dates/")
        samir.follow(f"Start second calculation of {PERSON}")
        samir.says_not("10 April 2027")
        samir.follow("Enter the first sentence")
        samir.fill("Offence code", "TH68010")
        samir.fill_day("offence_committed_on", date(2026, 3, 2))
        samir.fill_day("imposed_on", HEARD_AT.date())
        samir.choose("Kind of sentence", "Standard determinate sentence (SDS)")
        samir.fill("Months", "12")
        samir.choose("How does it stand to other sentences?", ALONE)
        samir.choose("Would it be SDS+", "No")
        samir.choose("Is it detention under section 250", "No")
        nothing = "None of these: somebody looked and found none"
        samir.choose("What keeps it out of early release schemes?", nothing)
        samir.press("Keep sentence 1")
        samir.follow("Enter days on remand")
        samir.choose("Which days?", "On remand: they come off")
        samir.fill("How many days?", "143")
        samir.fill_day("on", HEARD_AT.date())
        samir.press("Keep days 1")
        samir.says_not("10 April 2027")
        samir.choose("Days on remand, on tagged bail", "I entered every row that the papers show")
        samir.choose("Recall", "The papers show no recall in force")
        samir.is_sound("second-check")
        samir.press(f"Compare the two calculations of {PERSON}")
        samir.reads("The two agree in every field and every date.")
        samir.open(f"/people/{pell}/dates/")
        samir.reads("Two people reached these dates from the papers")
    with sit("grace.amadi") as grace:
        add_evidence(grace, pell)
        grace.open(f"/people/{pell}/exit/")
        grace.reads("Nothing stops this exit now.")
        grace.open(f"/people/{pell}/history/")
        grace.is_sound("history")
        grace.open(f"/people/{pell}/")
        grace.is_sound("record")


def the_pass_is_dead(sit: Sit, pell: str, code: str) -> None:
    """A later message of the court kills the pass: on its page, at the gate, and as an alarm."""
    with sit("tom.bexley") as tom:

        def is_cancelled() -> bool:
            tom.open(f"/people/{pell}/exit/pass/")
            return "Pass cancelled" in tom.page.content()

        until(is_cancelled)
        tom.reads("Destroy the paper.")
        tom.is_sound("pass-cancelled")
    with sit("kit.marlow") as kit:
        kit.open("/gate/desk/")
        kit.fill("Pass code", code)
        kit.press("Check pass")
        kit.is_headed("STOP: do not open")
        kit.reads("Cancelled")
        kit.is_sound("desk-stop")
    with sit("owen.lister") as owen:
        owen.open("/alarms/")
        owen.reads("Pass cancelled")
        owen.is_sound("alarms")
        owen.follow("Pass cancelled")
        owen.is_sound("alarm")
        owen.press(f"Take this alarm about {PERSON}")
        owen.reads("You have this alarm.")
        owen.open("/")
        owen.is_sound("home")


def match(grace: Terminal) -> None:
    grace.page.get_by_label("What did you compare?").first.fill("Name and birth date, page 1")
    grace.press(f"This is {PERSON}")


def plan(grace: Terminal, on: date) -> None:
    grace.choose("Where does the exit lead?", "Community")
    grace.fill_day("on", on)
    grace.choose("Has a court ordered immediate release?", "No")
    grace.is_sound("plan")
    grace.press(f"Plan the exit of {PERSON}")


def add_evidence(grace: Terminal, pell: str) -> None:
    """What the checks still rest on: cases as the courts answered, and citizenship."""
    grace.open(f"/people/{pell}/exit/")
    grace.follow("Enter what the courts answered about cases")
    grace.fill("Which court or office did you ask?", "Court listing office")
    grace.fill("Who answered?", "Ines Marlowe, listing officer")
    grace.fill_day("asked_on", DAY_OF_RELEASE.date())
    grace.page.locator("[name=asked_time]").fill("08:30")
    grace.choose(f"Case {CASE}", "Ended")
    grace.fill(f"Case {CASE}: how did it end?", "imprisonment")
    grace.fill("Or who says so", "Ines Marlowe, listing officer")
    grace.is_sound("cases")
    grace.press(f"Enter the cases of {PERSON}")
    grace.is_headed("Court cases")
    grace.reads("Closed: imprisonment")
    grace.open(f"/people/{pell}/citizenship/")
    grace.fill("What did you see?", "British passport")
    grace.fill("Its number", "000000042")
    grace.fill("Or who says so", "AMADI, Grace")
    grace.press(f"Enter the evidence for {PERSON}")
    for link in (
        "Enter what the search for warrants found",
        "Enter what police or others answered",
        "Enter what healthcare answered",
    ):
        open_enquiry(grace, pell, link)
        grace.choose("What did they answer?", "Clear: they found nothing")
        grace.press(f"Enter the answer about {PERSON}")
    open_enquiry(grace, pell, "Enter which recalls are outstanding")
    grace.choose("Which recalls do they name?", "None is outstanding")
    grace.press(f"Enter the recalls of {PERSON}")
    open_enquiry(grace, pell, "Enter what the registers of days hold")
    grace.fill("Days on remand", "143")
    grace.fill("Days on tagged bail that come off", "0")
    grace.fill("Days unlawfully at large", "0")
    grace.is_sound("registers")
    grace.press(f"Enter the days of {PERSON}")
    put_in_place(grace, pell)


def put_in_place(grace: Terminal, pell: str) -> None:
    """The licence, probation, and those who keep flags and the wishes of victims."""
    grace.open(f"/people/{pell}/licence/")
    grace.fill("All other conditions on the licence", "Report to probation")
    licence = {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": PDF}
    grace.page.get_by_label("The licence", exact=True).set_input_files(licence)  # type: ignore[arg-type]  # one file in memory
    grace.press(f"Issue the licence of {PERSON}")
    grace.open(f"/people/{pell}/probation/")
    grace.fill("Whom in probation did you tell?", "Lena Foss, Fernlea office")
    grace.fill_day("told_on", DAY_OF_RELEASE.date())
    grace.page.locator("[name=told_time]").fill("08:30")
    grace.choose("Is the address confirmed?", "Yes, probation confirmed it")
    grace.fill_day("reports_on", DAY_OF_RELEASE.date() + timedelta(days=1))
    grace.page.locator("[name=reports_time]").fill("10:00")
    grace.fill("Where do they report?", "Fernlea office")
    grace.press(f"Enter what probation said about {PERSON}")
    open_enquiry(grace, pell, "Enter public-protection flags")
    grace.choose("What did they answer?", "No flag")
    grace.press(f"Enter the flags of {PERSON}")
    open_enquiry(grace, pell, "Enter whether a victim is to be told")
    grace.choose("Does a victim want to be told?", "No")
    grace.press(f"Enter this about {PERSON}")


def at_reception(sit: Sit, pell: str) -> None:
    """The licence is read, and two officers compare, each at their own terminal."""
    for account in ("tom.bexley", "ruth.okafor"):
        with sit(account) as officer:
            if account == "tom.bexley":
                officer.open(f"/people/{pell}/exit/day/licence/")
                officer.page.get_by_label("Signed it").check()
                officer.press(f"Enter that {PERSON} heard the licence")
            officer.open(f"/people/{pell}/exit/day/identity/")
            officer.is_sound("identity")
            officer.choose_from("Is it the face of the photo?", "Yes")
            officer.choose_from("Did the person say the right name", "Yes")
            officer.choose_from("Question: mother's name", "Right answer")
            officer.choose_from("Question: first school", "Right answer")
            officer.press("Enter what I found")


def open_enquiry(grace: Terminal, pell: str, link: str) -> None:
    """Open the form of one enquiry from the checklist, and say who was asked and answered."""
    grace.open(f"/people/{pell}/exit/")
    grace.follow(link)
    grace.fill("Which office did you ask?", "National desk")
    grace.fill("Who answered?", "Odette Farr, duty clerk")
    grace.fill_day("asked_on", DAY_OF_RELEASE.date())
    grace.page.locator("[name=asked_time]").fill("08:40")
    grace.fill("Or who says so", "Odette Farr, duty clerk")


def let_out(sit: Sit, pell: str) -> str:
    """Authorise, confirm, print, final check, and GO at the gate; gives the code on the paper."""
    with sit("owen.lister") as owen:
        owen.open(f"/people/{pell}/exit/evening/")
        why = "If it is given on the day itself: why was it not confirmed on the evening before?"
        owen.fill(why, "The court's paper came on the day.")
        owen.is_sound("evening")
        owen.press(f"Confirm the exit of {PERSON} for its day")
    with sit("priya.hale") as priya:
        priya.open("/releases/")
        priya.is_sound("releases")
        priya.follow(PERSON)
        priya.is_sound("checklist")
        priya.follow(f"Authorise exit of {PERSON}")
        priya.reads("PELL, Jordan")
        priya.choose("Which exit does the authority allow?", "Community")
        priya.fill("Your password", "walnut-harbour-nettle")
        priya.is_sound("authorise")
        priya.press(f"Authorise exit of {PERSON}")
        priya.reads("Waiting for duty governor")
    with sit("owen.lister") as owen:
        owen.open(f"/people/{pell}/exit/")
        owen.follow(f"Confirm exit of {PERSON}")
        owen.fill("Your password", "walnut-harbour-nettle")
        owen.is_sound("confirm")
        owen.press(f"Confirm exit of {PERSON}")
        owen.reads("Pass live until 23:59.")
    at_reception(sit, pell)
    with sit("tom.bexley") as tom:
        tom.open(f"/people/{pell}/exit/pass/")
        tom.is_sound("pass")
        code = tom.page.locator(".gl-pass__signs").inner_text()
        tom.press(f"Print pass for {PERSON}")
        tom.is_headed("Exit pass to print")
        tom.is_sound("print")
        tom.open(f"/people/{pell}/exit/final-check/")
        tom.press(f"Run the final check of {PERSON}")
        tom.reads("Final check run at")
    with sit("kit.marlow") as kit:
        kit.is_headed("Scan or type a pass")
        kit.is_sound("desk")
        kit.fill("Pass code", code.lower())
        kit.page.keyboard.press("Enter")
        kit.is_headed("GO: pass valid")
        kit.reads("PELL, Jordan")
        kit.is_sound("desk-go")
    return code

"""What the courts sent about the people of the demo: an inbox item in every stage."""

from datetime import timedelta
from itertools import count

from msgspec.structs import replace

from gatelodge.casework.court import (
    Reading,
    apply_result,
    confirm_match,
    confirm_reading,
    open_item,
)
from gatelodge.casework.office import Actor
from gatelodge.demo.court import Result
from gatelodge.demo.papers import ALONE
from gatelodge.demo.people import court_number
from gatelodge.demo.staff import PRISONS
from gatelodge.demo.telling import MARKS_READ, UNMARKED, Story, Teller, Way, offence_day
from gatelodge.intake import labels
from gatelodge.record.facts import OrderKind, OrderRead, Role, SentenceKind, Term
from gatelodge.sentencing import is_working_day

_MONTHS = 45
_SENTENCED = ((labels.TERM, f"{_MONTHS} Months"),)
_SUSPENDED = (
    (labels.SUSPENDED_TERM, f"{_MONTHS} Months"),
    (labels.OPERATIONAL_PERIOD, "24 Months"),
)
_WARRANT = (
    "Order for imprisonment",
    (
        f"Sentence: standard determinate (SDS), {_MONTHS} months",
        ALONE,
        "Days on remand: none stated",
        *MARKS_READ,
    ),
)


def at_odds(tell: Teller) -> Story:
    """The message says suspended, the paper 45 months: nobody has read it yet."""
    record_id = yield from _heard_today(tell)
    item = _share(tell, _SUSPENDED, _WARRANT)
    yield tell.now.today_ago(minutes=25)
    _match(tell, item, record_id)


def just_come(tell: Teller) -> Story:
    """A sentence came a moment ago; nobody has opened it."""
    yield from _heard_today(tell)
    yield tell.now.today_ago(minutes=3)
    _share(tell, _SENTENCED, _WARRANT)


def read_not_applied(tell: Teller) -> Story:
    """Matched and read; it still has to be applied."""
    record_id = yield from _heard_today(tell)
    item = _share(tell, _SENTENCED, _WARRANT)
    yield tell.now.today_ago(minutes=22)
    _match(tell, item, record_id)
    yield tell.now.today_ago(minutes=18)
    _read(tell, item)


def paper_awaited(tell: Teller) -> Story:
    """The result is here; its document is not."""
    yield from _heard_today(tell)
    _share(tell, _SENTENCED, None)


def to_another_prison(tell: Teller) -> Story:
    """The court wrote to the next prison's mailbox."""
    yield from _heard_today(tell)
    mailboxes = [prison.mailbox for prison in PRISONS]
    place = mailboxes.index(tell.desk.registered.mailbox)
    _share(tell, _SENTENCED, _WARRANT, mailbox=mailboxes[(place + 1) % len(mailboxes)])


def of_nobody_known(tell: Teller) -> Story:
    """The court's number is nobody's; the name is that of somebody here, born on another day."""
    yield from _heard_today(tell)
    born_on = tell.person.born_on + timedelta(days=10)
    stranger = replace(
        tell.person,
        master_defendant_id=court_number(tell.person.surname, tell.person.forenames, born_on),
        born_on=born_on,
    )
    _share(replace(tell, person=stranger), _SENTENCED, _WARRANT)


def applied(tell: Teller) -> Story:
    """A sentence of the last working day: matched, read, applied, and dated by two people."""
    holidays = tell.desk.office.bank_holidays
    days = next(d for d in count(-1, -1) if is_working_day(tell.now.day(d), holidays))
    hearing_on = tell.now.day(days)
    record_id = yield from _held_until(tell, days=days)
    yield tell.now.on(hearing_on, "15:50")
    item = _share(tell, _SENTENCED, _WARRANT, days=days)
    yield tell.now.on(hearing_on, "16:15")
    _match(tell, item, record_id)
    _read(tell, item, days=days)
    apply_result(tell.desk.office, _clerk(tell), item, marks={0: UNMARKED})
    yield tell.now.on(hearing_on, "16:40")
    tell.desk.calculate(record_id)
    yield tell.now.on(hearing_on, "17:05")
    tell.desk.check(record_id)


def not_readable(tell: Teller) -> Story:
    """On remand; and a message that no contract allows, and one with a wrong signature."""
    yield from _heard_today(tell)
    if tell.desk.prison == PRISONS[0].prison:
        tell.courts.send_garbage()
        tell.courts.send_forged()


def _heard_today(tell: Teller) -> Way:
    """On remand until today's hearing, by video link; the hearing is over."""
    record_id = yield from _held_until(tell, days=0)
    yield tell.now.today_ago(minutes=40)
    return record_id


def _held_until(tell: Teller, *, days: int) -> Way:
    record_id = yield from tell.remanded(
        offence_day(tell.person, tell.now.today) + timedelta(days=9),
        next_hearing_on=tell.now.day(days),
    )
    yield tell.now.on(tell.now.day(-10), "10:15")
    tell.citizenship(record_id)
    return record_id


def _share(
    tell: Teller,
    texts: tuple[tuple[str, str], ...],
    paper: tuple[str, tuple[str, ...]] | None,
    *,
    mailbox: str = "",
    days: int = 0,
) -> str:
    case, person = tell.case(), tell.person
    head = (
        f"{case.court}, case {case.urn}",
        f"Defendant: {person.surname}, {person.forenames}".rstrip(" ,"),
        f"Born: {person.born_on:%d/%m/%Y}",
        f"Offence: {case.offence_title} ({case.offence_code}), count 1",
        f"Committed on: {offence_day(tell.person, tell.now.today):%d/%m/%Y}",
        f"Day of hearing: {tell.now.day(days):%d/%m/%Y}",
    )
    return tell.courts.share(
        Result(
            person=person,
            case_urn=case.urn,
            court=case.court,
            hearing_on=tell.now.day(days),
            mailbox=mailbox or tell.desk.registered.mailbox,
            offence_code=case.offence_code,
            offence_title=case.offence_title,
            offence_on=offence_day(tell.person, tell.now.today),
            texts=texts,
            paper=None if paper is None else (paper[0], (*head, *paper[1])),
        )
    )


def _match(tell: Teller, item: str, record_id: str) -> None:
    office, clerk = tell.desk.office, _clerk(tell)
    open_item(office, clerk, item)
    basis = "name, birth date and the court's own number, compared with the paper"
    confirm_match(office, clerk, item, record_id, basis=basis)


def _read(tell: Teller, item: str, *, days: int = 0) -> None:
    case, person = tell.case(), tell.person
    order = OrderRead(
        case_urn=case.urn,
        offence_code=case.offence_code,
        offence_title=case.offence_title,
        offence_on=offence_day(tell.person, tell.now.today),
        count=1,
        order=OrderKind.CUSTODY,
        sentence_kind=SentenceKind.SDS,
        term=Term(months=_MONTHS),
    )
    reading = Reading(
        orders=(order,),
        defendant_surname=person.surname,
        defendant_forenames=person.forenames,
        defendant_born_on=person.born_on,
        hearing_on=tell.now.day(days),
        court=case.court,
    )
    confirm_reading(tell.desk.office, _clerk(tell), item, reading)


def _clerk(tell: Teller) -> Actor:
    return tell.desk.actor(Role.CASE_ADMINISTRATOR)

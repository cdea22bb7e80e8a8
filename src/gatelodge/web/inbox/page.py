"""One item as its pages show it: what came, how far it is, and what waits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from gatelodge.casework.court import RemandFate, result_of, told_by, unsettled
from gatelodge.record import (
    CourtItem,
    CustodyRecord,
    InboxItem,
    differences,
    values_said,
)
from gatelodge.record.facts import OrderRead, RegisterAnswer
from gatelodge.web.damage import DAMAGE
from gatelodge.web.items import load_item
from gatelodge.web.people.rows import authority_words
from gatelodge.web.record_page import name_of
from gatelodge.web.request import StaffRequest
from gatelodge.web.service import office, record_of
from gatelodge.web.staff import Directory
from gatelodge.web.states import sentence_case
from gatelodge.web.words_of_time import day, duration, moment, plain_days


class ItemPage:
    """One item, with the record that it is held to belong to, if any."""

    def __init__(self, request: StaffRequest, item_id: str) -> None:
        self.request = request
        self.office = office()
        self.now = self.office.clock.now()
        self.item = load_item(self.office, item_id)
        self.directory = Directory(self.office)
        self.record = _record(self.item)

    @property
    def on_record(self) -> CourtItem | None:
        """What the record knows of this item."""
        if self.record is None:
            return None
        return next((i for i in self.record.items if i.item == self.item.item), None)

    def href(self, name: str) -> str:
        """Address of a page of this item."""
        return reverse(name, args=[self.item.item])

    def document_href(self) -> str:
        """Address of the court's paper, empty when it is not here."""
        if self.item.document is None:
            return ""
        return reverse("inbox-document", args=[self.item.item, self.item.document.fact.document])

    def earlier_papers(self) -> list[dict[str, str]]:
        """Papers that came before the newest: they stay within reach."""
        newest = self.item.document.fact.document if self.item.document else ""
        return [
            {
                "href": reverse("inbox-document", args=[self.item.item, each.fact.document]),
                "words": f"{each.fact.title}, {moment(each.recorded_at)}",
            }
            for each in self.item.documents
            if each.fact.document != newest
        ]

    def context(self, **more: Any) -> dict[str, Any]:
        """What every page of an item shows."""
        item = self.item
        return {
            "page": self,
            "item": item,
            "record": self.record,
            "person": name_of(self.record) if self.record else "",
            "is_confirmed": item.confirmed is not None,
            "what": what(item),
            "received": moment(item.received_at),
            "back": {"text": "Back to the inbox", "href": reverse("inbox")},
            "document_href": self.document_href(),
            "earlier_papers": self.earlier_papers(),
            "is_readable": item.document is None or item.document.fact.is_readable,
        } | more

    def stages(self) -> list[dict[str, Any]]:
        """The five stages, all shown, with who and when."""
        item, on_record = self.item, self.on_record
        applied = on_record.applied if on_record else None
        opened = [f"{self.directory.staff(by)}, {moment(at)}" for by, at in opened_by(item)]
        matched = on_record.linked if on_record and item.confirmed else None
        checked = self._second_check()
        return [
            {"key": "Received", "value": moment(item.received_at)},
            {"key": "Opened", "value": "; ".join(opened)} | _or(opened, "Nobody has opened it."),
            {
                "key": "Matched",
                "value": f"{name_of(self.record) if self.record else ''}, by "
                f"{self.directory.staff(matched.by)}, {moment(matched.recorded_at)}"
                if matched
                else "",
            }
            | _or(matched, self._not_matched()),
            {
                "key": "Applied",
                "value": f"By {self.directory.staff(applied.by)}, {moment(applied.recorded_at)}"
                if applied
                else "",
            }
            | _or(applied, "Its facts do not stand on a record yet."),
            {"key": "Second-checked", "value": checked}
            | _or(checked, "The dates that follow from it were not checked a second time yet."),
        ]

    def _not_matched(self) -> str:
        number = len(self.item.proposed)
        if not number:
            return "Nobody knows yet whose it is."
        people = "1 person" if number == 1 else f"{number} people"
        return f"The matcher holds {people} to be meant. A person decides."

    def _second_check(self) -> str:
        """Who checked the dates that came after the item was applied."""
        applied = self.on_record.applied if self.on_record else None
        check = self.record.check if self.record else None
        if applied is None or check is None or check.entry.seq < applied.entry.seq:
            return ""
        return f"By {self.directory.staff(check.by)}, {moment(check.recorded_at)}"

    def told(self) -> list[dict[str, str]]:
        """What the court's message and its register say."""
        item = self.item
        said = told_by(self.office, item)
        born = day(said.born_on) if said.born_on else ""
        name = ", ".join(part for part in (said.surname, said.forenames) if part)
        rows = [
            {"key": "Who, the court says", "value": name, "missing": "The message does not say."},
            {"key": "Born", "value": born, "missing": "The message does not say."},
            {
                "key": "Court's number of the person",
                "value": said.master_defendant_id,
                "missing": "The message does not say.",
            },
        ]
        if item.message is not None:
            fact = item.message.fact
            rows += [
                {"key": "Cases", "value": ", ".join(fact.case_urns), "missing": "None is named."},
                {"key": "Sent to", "value": fact.prison_email, "missing": "No address."},
                {"key": "Paper made", "value": moment(fact.document_generated_at)},
            ]
        rows.append({"key": "The court's register", "value": self._register()})
        return rows

    def _register(self) -> str:
        register = self.item.register
        if register is None:
            return "Not asked yet."
        at = moment(register.recorded_at)
        if register.fact.answer is RegisterAnswer.FOUND:
            return f"Result found, {register.fact.row_count} in its history, {at}."
        return f"{register.fact.answer.value.capitalize()}, {at}. The paper is the only source."

    def orders(self) -> list[dict[str, Any]]:
        """The orders of the result as a machine read them from the court's labelled texts."""
        chosen = result_of(self.office, self.item)
        found = chosen.result.orders if chosen and chosen.result else ()
        return [
            {
                "title": f"Order {place}: {order_words(order)}",
                "texts": [{"key": label, "value": text} for label, text in order.texts],
                "doubts": list(order.doubts),
            }
            for place, order in enumerate(found, start=1)
        ]

    def compared(self) -> list[dict[str, Any]]:
        """Where message, paper and record differ; settled ones too."""
        on_record = self.on_record
        if self.record is None or on_record is None:
            return []
        return [
            {
                "name": each.field,
                "field": sentence_case(each.field),
                "message": spoken(each.message_says),
                "paper": spoken(each.paper_says),
                "record": spoken(each.record_says),
                "settled": each.settled and spoken(each.settled),
                "is_for_the_paper": each.settled == each.paper_says,
                "values": [(value, spoken(value)) for value in values_said(each)],
            }
            for each in differences(self.record, on_record)
        ]


def remand_words(fate: RemandFate) -> str:
    """What applying a result does to a remand that is in force, and why."""
    remand = authority_words(fate.remand)
    if fate.is_ended:
        return f"Ends: {remand}"
    if not fate.offences_left:
        return f"Stays in force: {remand} This result is about another case."
    known = "offence" if len(fate.offences_left) == 1 else "offences"
    return (
        f"Stays in force: {remand} On record the case has the {known} "
        f"{' and '.join(fate.offences_left)} too, and this reading decides nothing on it. If the "
        "paper does, read it again with that offence code. If the court ended it another way, "
        "enter the end with its paper under Authorities."
    )


def opened_by(item: InboxItem) -> list[tuple[str, datetime]]:
    """Who opened an item and when; of one that nobody took, whoever dealt with it first."""
    if item.opened:
        return [(each.by, each.recorded_at) for each in item.opened]
    record = _confirmed(item)
    on_record = next((i for i in record.items if i.item == item.item), None) if record else None
    acts = (on_record.linked, on_record.reading, on_record.applied) if on_record else ()
    by_people = [(a.by, a.recorded_at) for a in acts if a and not a.by.startswith("system:")]
    return sorted(by_people, key=lambda each: each[1])[:1]


def _confirmed(item: InboxItem) -> CustodyRecord | None:
    """The record that a person matched the item to; none also of one that is damaged."""
    try:
        return record_of(item.confirmed) if item.confirmed else None
    except DAMAGE:
        return None


def _or(value: object, words: str) -> dict[str, str]:
    return {} if value else {"missing": words}


def spoken(said: str) -> str:
    """What one mouth says of a field, with its days in full."""
    return sentence_case(plain_days(said)) or "Says nothing"


def what(item: InboxItem) -> str:
    """What an item is, in one line."""
    if item.unreadable is not None:
        return "A signed message that cannot be read"
    cases = ", ".join(item.message.fact.case_urns) if item.message else ""
    return f"Court result, {cases}" if cases else "Court result, no case named"


def told_apart(items: Sequence[InboxItem]) -> dict[str, str]:
    """What tells several items of one case apart: their order, and when each paper was made."""
    of_case: dict[str, list[InboxItem]] = {}
    for item in sorted(items, key=lambda each: each.received_at):
        of_case.setdefault(what(item), []).append(item)
    return {
        item.item: f"{place} of {len(same)} that wait, paper made "
        f"{moment(item.message.fact.document_generated_at)}"
        for same in of_case.values()
        for place, item in enumerate(same, start=1)
        if len(same) > 1 and item.message is not None
    }


def order_words(order: OrderRead) -> str:
    """An order in one line."""
    parts = [order.order.value]
    if order.term is not None:
        parts.append(str(order.term))
    if order.suspended_for is not None:
        parts.append(f"suspended for {order.suspended_for}")
    if order.offence_title or order.offence_code:
        parts.append(order.offence_title or order.offence_code)
    parts.append(f"case {order.case_urn}")
    return ", ".join(parts)


def waits(item: InboxItem) -> str:
    """What an item waits for, in words."""
    if item.unreadable is not None:
        return "Somebody must look at it"
    if item.confirmed is None:
        return "Whose is it?"
    if item.document is None:
        return "Its paper is awaited"
    return _to_do_with_paper(item)


def _to_do_with_paper(item: InboxItem) -> str:
    """What is left to do with the paper of an item that a person matched."""
    record = _confirmed(item)
    items = record.items if record else ()
    reading = next((each.reading for each in items if each.item == item.item), None)
    if record is None or reading is None:
        return "Read the paper, then apply"
    open_ones = unsettled(record, item.item)
    if any(each.settled is None for each in open_ones):
        return "The paper is read: settle what differs"
    if not open_ones:
        return "The paper is read: apply it"
    if is_newest_paper(item, reading.fact.document):
        return "The court contradicts the paper: a corrected paper is needed"
    return "Read the corrected paper, then apply"


def is_newest_paper(item: InboxItem, content_hash: str) -> bool:
    """Whether no other paper of the item came after this one."""
    return item.document is not None and item.document.fact.document == content_hash


def blocks_words(item: InboxItem, *, is_blocking: bool) -> str:
    """Whether an item stops an exit of today; of nobody's item that is not known."""
    if is_blocking:
        return "Blocked"
    return "No exit planned today" if item.records else "Not known"


def age_words(at: datetime, now: datetime) -> str:
    """How old an item is."""
    return duration(max(now - at, timedelta()))


def _record(item: InboxItem) -> CustodyRecord | None:
    """The record that a person confirmed, else the only one that the matcher holds to be meant."""
    name = item.confirmed or (item.proposed[0] if len(item.proposed) == 1 else None)
    return record_of(name) if name else None


def held_names(item: InboxItem) -> Iterable[str]:
    """Names of everybody whom the item is held to be about; a damaged record has words instead."""
    for name in item.records:
        try:
            record = record_of(name)
        except DAMAGE:
            yield "Somebody whose record cannot be trusted"
            continue
        if record is not None:
            yield name_of(record)


def blocks_by(item: InboxItem, today: date) -> bool:
    """Whether an exit is planned for today or late on one of its records, or one cannot be read."""
    for name in item.records:
        try:
            record = record_of(name)
        except DAMAGE:
            return True
        if record and record.plan and record.plan.fact.on <= today:
            return True
    return False

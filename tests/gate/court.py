"""Court items for tests of the gate, entered as intake enters them."""

from datetime import date, timedelta

from gatelodge.record import facts as f
from tests.gate.prison import COURT, URN, Person, paper

ITEM = "item-1"


def order(**more: object) -> f.OrderRead:
    """Give an order of 12 months' custody, but for what a test says."""
    fields: dict[str, object] = {
        "case_urn": URN,
        "offence_code": "TH68010",
        "offence_on": date(2026, 1, 5),
        "count": 1,
        "order": f.OrderKind.CUSTODY,
        "term": f.Term(months=12),
    }
    return f.OrderRead(**{**fields, **more})  # type: ignore[arg-type] # fields by name


def linked(person: Person, item: str = ITEM, *, urns: tuple[str, ...] = (URN,)) -> None:
    person.say(
        f.CourtMessageLinked(
            item=item, match=f.MatchKind.CONFIRMED, basis="name and birth date", case_urns=urns
        )
    )


def result(
    person: Person,
    *orders: f.OrderRead,
    item: str = ITEM,
    has_paper: bool = True,
    shared_ago: timedelta = timedelta(hours=5),
    amends: int | None = None,
    heard_on: date = date(2026, 6, 1),
) -> int:
    hash_of_paper = paper(person.office, f"result {item}").reference
    return person.say(
        f.CourtResultReceived(
            item=item,
            hearing_id="h1",
            hearing_on=heard_on,
            court=COURT,
            shared_at=person.clock.now() - shared_ago,
            orders=orders or (order(),),
            document=hash_of_paper if has_paper else None,
            amends=amends,
        )
    ).seq


def read(
    person: Person,
    *orders: f.OrderRead,
    item: str = ITEM,
    surname: str = "PELL",
    born_on: date = date(1998, 3, 14),
    text: str | None = None,
    heard_on: date | None = None,
) -> None:
    person.say(
        f.ReadingConfirmed(
            item=item,
            document=paper(person.office, text or f"result {item}").reference,
            orders=orders or (order(),),
            defendant_surname=surname,
            defendant_forenames="Joshua",
            defendant_born_on=born_on,
            hearing_on=heard_on,
        )
    )


def applied(person: Person, *entries: int, item: str = ITEM) -> None:
    person.say(f.CourtResultApplied(item=item, entries=entries))


def whole_item(person: Person, *entries: int) -> None:
    """One item from link to applied, agreeing with a sentence of 12 months."""
    linked(person)
    result(person)
    read(person)
    applied(person, *entries)

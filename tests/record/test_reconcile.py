"""What was applied from a paper is read back from the record as the paper says it."""

from datetime import date
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gatelodge.intake import HearingHeard, propose
from gatelodge.record import CustodyRecord, start_of_day
from gatelodge.record import facts as f
from gatelodge.record.facts import OrderKind
from gatelodge.record.reconcile import Difference, differences
from tests.record.stream import Stream

URN = "61ZX0000126"
HEARD_ON = date(2026, 6, 1)
PAPER = "ab" * 32
READABLE = tuple(kind for kind in OrderKind if kind is not OrderKind.NOT_READ)
HOLDS = (OrderKind.CUSTODY, OrderKind.LIFE, OrderKind.SUSPENDED, OrderKind.REMAND)


def order(kind: OrderKind, *, count: int = 1, urn: str = URN) -> f.OrderRead:
    is_term = kind in (OrderKind.CUSTODY, OrderKind.SUSPENDED)
    return f.OrderRead(
        case_urn=urn,
        offence_code=f"TH6801{count}",
        offence_on=date(2026, 1, 5),
        count=count,
        order=kind,
        sentence_kind=f.SentenceKind.SDS if kind is OrderKind.CUSTODY else None,
        term=f.Term(months=12) if is_term else None,
        suspended_for=f.Term(months=24) if kind is OrderKind.SUSPENDED else None,
        concurrency=f.Concurrency.CONCURRENT if is_term else f.Concurrency.NOT_STATED,
        next_hearing_on=date(2026, 6, 29) if kind is OrderKind.REMAND else None,
    )


def applied(
    paper: tuple[f.OrderRead, ...], said: tuple[f.OrderRead, ...] | None = None
) -> CustodyRecord:
    """Apply a paper to an empty record; `said` = what the message says, when not the same."""
    stream = Stream()
    for fact in (
        f.IdentityRecorded(surname="Pell", forenames="Joshua", born_on=date(1998, 3, 14)),
        f.CourtMessageLinked(item="i", match=f.MatchKind.CONFIRMED, basis="name"),
        f.CourtResultReceived(
            item="i",
            hearing_id="h",
            hearing_on=HEARD_ON,
            court="Fernlea Crown Court",
            shared_at=start_of_day(HEARD_ON),
            orders=said or paper,
            document=PAPER,
        ),
        f.ReadingConfirmed(
            item="i",
            document=PAPER,
            orders=paper,
            defendant_surname="Pell",
            defendant_forenames="Joshua",
            defendant_born_on=date(1998, 3, 14),
            hearing_on=HEARD_ON,
            court="Fernlea Crown Court",
        ),
    ):
        stream.say(fact)
    proposal = propose(paper, HearingHeard(court="Fernlea Crown Court", on=HEARD_ON))
    assert proposal.missing == ()
    own = tuple(stream.say(each.fact, true_from=start_of_day(HEARD_ON)) for each in proposal.facts)
    stream.say(f.CourtResultApplied(item="i", entries=own))
    return stream.fold()


def found(record: CustodyRecord) -> tuple[Difference, ...]:
    return differences(record, record.items[0])


@pytest.mark.parametrize("kind", READABLE)
def test_an_order_of_each_kind_is_read_back_as_it_was_applied(kind: OrderKind) -> None:
    assert found(applied((order(kind),))) == ()


@pytest.mark.parametrize("kinds", list(combinations_with_replacement(READABLE, 2)))
@pytest.mark.parametrize("one_case", [True, False])
def test_two_orders_are_read_back_as_they_were_applied(
    kinds: tuple[OrderKind, OrderKind], *, one_case: bool
) -> None:
    paper = (order(kinds[0]), order(kinds[1], count=2, urn=URN if one_case else "61ZX0000999"))
    assert found(applied(paper)) == ()
    assert found(applied(paper[::-1])) == ()


@pytest.mark.parametrize(
    ("kind", "sentence_kind"),
    [(OrderKind.LIFE, f.SentenceKind.OTHER), (OrderKind.CUSTODY, f.SentenceKind.LIFE)],
)
def test_custody_for_life_is_life_on_both_counts(
    kind: OrderKind, sentence_kind: f.SentenceKind
) -> None:
    """Else it would be read back as another order than the paper makes."""
    paper = replace(order(kind), sentence_kind=sentence_kind)
    proposal = propose((paper,), HearingHeard(court="Fernlea Crown Court", on=HEARD_ON))
    assert [(each.order, each.field) for each in proposal.missing] == [(0, "sentence_kind")]


@given(st.lists(st.sampled_from(READABLE), min_size=3, max_size=5))
def test_any_paper_is_read_back_as_it_was_applied(kinds: list[OrderKind]) -> None:
    paper = tuple(order(kind, count=place) for place, kind in enumerate(kinds, start=1))
    assert found(applied(paper)) == ()


@pytest.mark.parametrize("kind", READABLE)
@pytest.mark.parametrize("other", READABLE)
def test_a_message_of_another_kind_differs(kind: OrderKind, other: OrderKind) -> None:
    differ = found(applied((order(kind),), said=(order(other),)))
    assert bool(differ) is (kind is not other)


@pytest.mark.parametrize("kind", HOLDS)
def test_an_order_that_is_not_on_the_record_differs(kind: OrderKind) -> None:
    record = applied((order(kind),))
    emptied = replace(record, authorities=(), suspended=())
    (difference,) = found(emptied)
    assert difference.record_says == "no such order"


@pytest.mark.parametrize("kind", HOLDS)
@pytest.mark.parametrize("instead", [OrderKind.ACQUITTED, OrderKind.BAIL])
def test_an_order_on_the_record_that_the_paper_does_not_make_differs(
    kind: OrderKind, instead: OrderKind
) -> None:
    record = applied((order(kind),))
    (item,) = record.items
    assert item.reading
    assert item.result
    read = replace(item.reading.fact, orders=(order(instead),))
    told = replace(item.result.fact, orders=(order(instead),))
    item = replace(
        item, reading=replace(item.reading, fact=read), result=replace(item.result, fact=told)
    )
    assert kind.value in {each.record_says for each in differences(record, item)}


OF_KIND = {
    f.SentenceKind.EDS: {"extension": f.Term(years=2), "has_automatic_release": True},
    f.SentenceKind.SOPC: {"extension": f.Term(years=1), "is_under_18_concern": True},
    f.SentenceKind.A_FINE: {"fine_pence": 250_050},
    f.SentenceKind.BOTUS: {"supervised_until": date(2026, 11, 2)},
}


@pytest.mark.parametrize("kind", OF_KIND)
def test_what_only_one_kind_of_sentence_has_is_applied_and_read_back(kind: f.SentenceKind) -> None:
    paper = replace(order(OrderKind.CUSTODY), sentence_kind=kind, **OF_KIND[kind])
    record = applied((paper,))
    assert not found(record)
    for name, value in OF_KIND[kind].items():
        assert getattr(record.sentences[0].fact, name) == value


@pytest.mark.parametrize(
    ("kind", "name", "said", "words"),
    [
        (f.SentenceKind.EDS, "extension", f.Term(years=3), ("extended licence", "3 years")),
        (f.SentenceKind.EDS, "has_automatic_release", False, ("automatic release", "no")),
        (f.SentenceKind.SOPC, "is_under_18_concern", False, ("under 18 when convicted", "no")),
        (f.SentenceKind.A_FINE, "fine_pence", 205, ("sum of the fine", "£2.05")),
        (
            f.SentenceKind.BOTUS,
            "supervised_until",
            date(2026, 11, 3),
            ("supervised until", "2026-11-03"),
        ),
    ],
)
def test_a_message_that_says_otherwise_of_it_differs(
    kind: f.SentenceKind, name: str, said: object, words: tuple[str, str]
) -> None:
    paper = replace(order(OrderKind.CUSTODY), sentence_kind=kind, **OF_KIND[kind])
    (difference,) = found(applied((paper,), (replace(paper, **{name: said}),)))
    assert difference.field.startswith(words[0])
    assert difference.message_says == words[1]
    assert difference.paper_says == difference.record_says != words[1]


@pytest.mark.parametrize("kind", OF_KIND)
def test_a_message_that_does_not_speak_of_it_is_no_difference(kind: f.SentenceKind) -> None:
    paper = replace(order(OrderKind.CUSTODY), sentence_kind=kind, **OF_KIND[kind])
    silent = replace(paper, **dict.fromkeys(OF_KIND[kind]))
    assert not found(applied((paper,), (silent,)))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (f.SentenceKind.EDS, "extension"),
        (f.SentenceKind.SOPC, "extension"),
        (f.SentenceKind.A_FINE, "fine_pence"),
    ],
)
def test_a_sentence_whose_dates_need_more_makes_no_fact_without_it(
    kind: f.SentenceKind, field: str
) -> None:
    paper = replace(order(OrderKind.CUSTODY), sentence_kind=kind)
    proposal = propose((paper,), HearingHeard(court="Fernlea Crown Court", on=HEARD_ON))
    assert [each.field for each in proposal.missing] == [field]
    assert not any(isinstance(each.fact, f.SentenceImposed) for each in proposal.facts)

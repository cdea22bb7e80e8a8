"""Orders read from labelled texts: what is certain, and what is left to a person with its text."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatelodge.intake import (
    LABELS,
    HearingHeard,
    Provenance,
    ResultRead,
    Unreadable,
    is_certain,
    propose,
    read_history,
    read_row,
    read_term,
)
from gatelodge.record.facts import Concurrency, OrderKind, OrderRead, Term
from gatelodge.simulator import Kind
from gatelodge.simulator.court import CourtMemory
from gatelodge.simulator.results import register_row
from tests.intake.court import custody, months, remand, shared, suspended


def row(*texts: tuple[str, str], **offence: Any) -> dict[str, Any]:
    """One row of the register with one offence that has these labelled texts."""
    made = register_row(CourtMemory().share(shared(custody())))
    (only,) = made["offences"]
    only["results"] = [{"resultTexts": [{"label": a, "value": b} for a, b in texts]}]
    only.update(offence)
    return made


def read(made: dict[str, Any]) -> ResultRead:
    history = read_history(msgspec.json.encode([made]))
    assert history.faults == ()
    return read_row(history.rows[0])


def order_of(*texts: tuple[str, str], **offence: Any) -> OrderRead:
    (order,) = read(row(*texts, **offence)).orders
    return order


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("7 Months", Term(months=7)),
        ("15 Days", Term(days=15)),
        ("1 Year", Term(years=1)),
        ("1 Years 6 Months", Term(years=1, months=6)),
        ("2 years, 3 months and 4 days", Term(years=2, months=3, days=4)),
        ("18months", Term(months=18)),
        ("52 Weeks", Term(weeks=52)),
        ("0 Months", Term()),
        ("", None),
        ("seven months", None),
        ("7", None),
        ("7 Months Concurrent", None),
        ("6 Months 6 Months", None),
        ("-7 Months", None),
        ("7.5 Months", None),
        ("9999 Months", None),
    ],
)
def test_a_length_is_read_unit_by_unit_or_not_at_all(text: str, term: Term | None) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize(
    ("texts", "kind", "term"),
    [
        ([("Imprisonment Period", "45 Months")], OrderKind.CUSTODY, months(45)),
        ([("Total custodial period", "7 Months")], OrderKind.CUSTODY, months(7)),
        ([("Total custodial period is life", "true")], OrderKind.LIFE, None),
        (
            [("Suspended sentence length", "21 Months"), ("Operational period", "24 Months")],
            OrderKind.SUSPENDED,
            months(21),
        ),
        ([("Suspended sentence activated", "9 Months")], OrderKind.CUSTODY, months(9)),
        ([("Amount of costs", "£85.00")], OrderKind.NOT_CUSTODIAL, None),
        ([("Case ended without sentence", "true")], OrderKind.ACQUITTED, None),
    ],
)
def test_what_the_labels_make_plain_is_certain(
    texts: list[tuple[str, str]], kind: OrderKind, term: Term | None
) -> None:
    order = order_of(*texts)
    assert (order.order, order.term, order.doubts) == (kind, term, ())
    assert list(order.texts) == texts


@pytest.mark.parametrize(
    ("texts", "kind", "doubt"),
    [
        ([("Imprisonment Period", "0 Months")], OrderKind.CUSTODY, "0 Months"),
        ([("Imprisonment Period", "a while")], OrderKind.CUSTODY, "a while"),
        (
            [("Imprisonment Period", "7 Months"), ("Hybrid order", "yes")],
            OrderKind.CUSTODY,
            "Hybrid order: yes",
        ),
        ([("Suspended", "21 Months")], OrderKind.NOT_READ, "Suspended: 21 Months"),
        (
            [("Imprisonment Period", "7 Months"), ("Suspended sentence length", "7 Months")],
            OrderKind.CUSTODY,
            "custody and suspended sentence",
        ),
        (
            [("Imprisonment Period", "7 Months"), ("Imprisonment Period", "8 Months")],
            OrderKind.CUSTODY,
            "differs from what was said before: 7 months",
        ),
        (
            [("Suspended sentence length", "7 Months")],
            OrderKind.SUSPENDED,
            "without its operational period",
        ),
        ([("Total custodial period is life", "perhaps")], OrderKind.NOT_READ, "perhaps"),
        ([("Remanded in custody", "true")], OrderKind.REMAND, "no day of the next hearing"),
        (
            [("Next hearing in Crown Court", "Date of hearing:31/02/2026")],
            OrderKind.NOT_READ,
            "31/02/2026",
        ),
        ([("Prison organisation name", "HMP Fernlea")], OrderKind.NOT_READ, "A prison is named"),
        ([], OrderKind.NOT_READ, "No result is given"),
        (
            [("Imprisonment Period", "7 Months"), ("Concurrent or consecutive", "Consecutive")],
            OrderKind.CUSTODY,
            "not said to what",
        ),
        (
            [("Imprisonment Period", "7 Months"), ("Concurrent or consecutive", "both")],
            OrderKind.CUSTODY,
            "neither concurrent nor consecutive",
        ),
        (
            [("Imprisonment Period", "7 Months"), ("Remand days to count", "many")],
            OrderKind.CUSTODY,
            "many",
        ),
    ],
)
def test_every_doubt_is_told_with_its_text(
    texts: list[tuple[str, str]], kind: OrderKind, doubt: str
) -> None:
    order = order_of(*texts)
    assert order.order is kind
    assert any(doubt in said for said in order.doubts), order.doubts


def test_labels_are_found_whatever_their_case_and_spacing() -> None:
    assert order_of(("imprisonment  PERIOD ", " 7 months ")).term == months(7)


@pytest.mark.parametrize(
    ("offence", "doubt"),
    [
        ({"convictionDate": None}, "no day of conviction"),
        ({"convictionDate": "2026-02-31"}, "2026-02-31"),
        ({"startDate": "31/02/2026"}, "31/02/2026"),
        ({"startDate": 20260302}, "20260302"),
    ],
)
def test_days_that_do_not_exist_are_doubts(offence: dict[str, Any], doubt: str) -> None:
    order = order_of(("Imprisonment Period", "7 Months"), **offence)
    assert any(doubt in said for said in order.doubts), order.doubts


def test_imprisonment_of_somebody_under_21_is_doubted() -> None:
    made = row(("Imprisonment Period", "7 Months"))
    made["defendant"]["dateOfBirth"] = "2005-09-02"
    assert any("under 21" in doubt for doubt in read(made).orders[0].doubts)
    made["defendant"]["dateOfBirth"] = "2005-09-01"
    assert read(made).orders[0].doubts == ()


@pytest.mark.parametrize(
    ("place", "value", "doubt"),
    [
        (("hearing", "hearingDate"), "2026-02-31", "2026-02-31"),
        (("hearing", "hearingDate"), None, "not given"),
        (("sharedTime",), "yesterday", "yesterday"),
        (("defendant", "dateOfBirth"), "30/02/1990", "30/02/1990"),
        (("defendant", "postHearingCustodyStatus"), "A", '"A"'),
    ],
)
def test_doubts_about_the_whole_result(place: tuple[str, ...], value: Any, doubt: str) -> None:
    made = row(("Imprisonment Period", "7 Months"))
    target = made
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    assert any(doubt in said for said in read(made).orders[0].doubts)


def test_several_terms_must_say_how_they_run() -> None:
    memory = CourtMemory()
    silent = shared(custody("6 Months"), custody("4 Months", count=2))
    for order in read(register_row(memory.share(silent))).orders:
        assert any("concurrent or consecutive" in doubt for doubt in order.doubts)
    said = shared(
        custody("6 Months", runs="Concurrent"),
        custody("4 Months", count=2, runs="Consecutive", consecutive_to="count 1"),
    )
    first, second = read(register_row(memory.share(said))).orders
    assert is_certain((first, second))
    assert second.concurrency is Concurrency.CONSECUTIVE
    assert second.consecutive_to == "count 1"


def test_a_total_over_several_offences_belongs_to_none_of_them() -> None:
    made = row(("Total custodial period", "9 Months"), ("Concurrent or consecutive", "Concurrent"))
    made["offences"] += row(
        ("Imprisonment Period", "3 Months"), ("Concurrent or consecutive", "Concurrent")
    )["offences"]
    first, second = read(made).orders
    assert any("Only a total" in doubt for doubt in first.doubts)
    assert second.doubts == ()


def test_a_remand_takes_the_hearings_own_next_hearing() -> None:
    made = register_row(CourtMemory().share(shared(remand(date(2026, 9, 29)))))
    made["offences"][0]["results"] = [
        {"resultTexts": [{"label": "Remanded in custody", "value": "true"}]}
    ]
    (order,) = read(made).orders
    assert (order.next_hearing_on, order.doubts) == (date(2026, 9, 29), ())


def test_two_next_hearings_that_differ_are_a_doubt() -> None:
    made = register_row(CourtMemory().share(shared(remand(date(2026, 9, 29)))))
    made["hearing"]["nextHearing"]["dateTime"] = "2026-09-30T09:00:00Z"
    (order,) = read(made).orders
    assert any("2026-09-30" in doubt for doubt in order.doubts)


def test_a_next_hearing_just_before_midnight_utc_is_the_next_day_in_london() -> None:
    made = row(("Released on bail", "true"))
    made["hearing"]["nextHearing"] = {"dateTime": "2026-09-28T23:30:00Z"}
    assert read(made).orders[0].next_hearing_on == date(2026, 9, 29)


def test_what_the_simulator_shares_is_read_as_it_was_meant() -> None:
    memory = CourtMemory()
    for order, kind in (
        (custody(), OrderKind.CUSTODY),
        (suspended(), OrderKind.SUSPENDED),
        (remand(), OrderKind.REMAND),
        (custody("", kind=Kind.BAIL, next_hearing_on=date(2026, 9, 29)), OrderKind.BAIL),
        (custody("£85.00", kind=Kind.FINE), OrderKind.NOT_CUSTODIAL),
        (custody("", kind=Kind.ENDED), OrderKind.ACQUITTED),
        (custody("", kind=Kind.LIFE), OrderKind.LIFE),
    ):
        (found,) = read(register_row(memory.share(shared(order)))).orders
        assert (found.order, found.doubts) == (kind, ())


def test_labels_that_are_ours_are_marked_so() -> None:
    ours = {label.text for label in LABELS if label.provenance is Provenance.OURS}
    assert {"Concurrent or consecutive", "Operational period", "Remanded in custody"} <= ours
    assert "Imprisonment Period" not in ours


@pytest.mark.parametrize("body", [b"", b"{}", b"null", b"[", b'"text"', b"\xff"])
def test_an_answer_that_is_no_list_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_history(body)


def test_one_bad_row_does_not_hide_the_others() -> None:
    body = msgspec.json.encode([row(), {"offences": "none"}, row()])
    history = read_history(body)
    assert len(history.rows) == 2
    (fault,) = history.faults
    assert fault == "row 2 of the register's answer: offences must be a list or nothing, not text"


values = st.none() | st.booleans() | st.integers() | st.text(max_size=20)
known = st.sampled_from([label.text for label in LABELS])
said = st.sampled_from(["true", "false", "0 Months", "7 Months", "31/02/2026", "", "Concurrent"])


@given(
    texts=st.lists(
        st.fixed_dictionaries({"label": known | values, "value": said | values}), max_size=6
    ),
    born=values | st.just("2004-02-29"),
    heard=values | st.just("2026-09-01"),
    count=values,
)
def test_no_text_breaks_the_reading_and_none_is_lost(
    texts: list[dict[str, Any]], born: Any, heard: Any, count: Any
) -> None:
    made = row(listingNumber=count)
    made["defendant"]["dateOfBirth"] = born
    made["hearing"]["hearingDate"] = heard
    made["offences"][0]["results"] = [{"resultTexts": texts}]
    result = read(made)
    (order,) = result.orders
    assert len(order.texts) == len(texts)
    if order.order is OrderKind.NOT_READ:
        assert order.doubts
    proposal = propose(result.orders, HearingHeard(court=result.court, on=result.hearing_on))
    if order.order is OrderKind.CUSTODY and order.term is None:
        assert "term" in {m.field for m in proposal.missing} or result.hearing_on is None


@pytest.mark.parametrize("born", ["9999-01-01", "0001-01-01", "2004-02-29"])
@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "\0"])
def test_the_ends_of_the_calendar_are_doubts_and_break_nothing(born: str, at: str) -> None:
    """One impossible date kept its whole message from ever being read."""
    made = row(results=[{"resultTexts": [{"label": "Remanded in custody", "value": "true"}]}])
    made["defendant"]["dateOfBirth"] = born
    made["hearing"]["nextHearing"] = {"dateTime": at}
    made["sharedTime"] = at
    result = read(made)
    assert result.shared_at is None
    assert any("next hearing" in doubt for order in result.orders for doubt in order.doubts)


def test_a_nul_is_no_text() -> None:
    """A database may refuse it, and with it everything that comes after."""
    made = row()
    made["defendant"]["lastName"] = "Pe\0ll"
    assert "\0" not in read(made).defendant.surname

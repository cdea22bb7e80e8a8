"""The rows of a record's pages: each fact with its source, and words where nothing is known."""

from typing import Any

from django.urls import reverse

from gatelodge.gate import decided_dates, undecided
from gatelodge.record import (
    Alarm,
    Authority,
    AuthorityState,
    CourtItem,
    CustodyRecord,
    Entry,
    Query,
    SourceKind,
)
from gatelodge.record.facts import (
    AuthorityLodged,
    DifferentPeopleFound,
    HeldBy,
    ImmigrationDetentionAuthorised,
    RecallOrdered,
    RemandOrdered,
    SamePersonHeld,
    SentenceImposed,
    SentenceKind,
)
from gatelodge.store import projections
from gatelodge.web import cells, entry_links
from gatelodge.web.dates.facts_used import is_out_of_date
from gatelodge.web.exits.emergency import duty_rows
from gatelodge.web.exits.hand_over import unseen_rows
from gatelodge.web.people import timeline
from gatelodge.web.people.not_settled import not_settled
from gatelodge.web.people.pairs import parted
from gatelodge.web.record_page import RecordPage, namesakes, spoken
from gatelodge.web.sources import titles
from gatelodge.web.told import sentence
from gatelodge.web.words_of_time import day, moment, plain_days

LATEST = 5
NOT_KNOWN_CASES = "No court case recorded. That is not known, not none: ask the court."


def summary(page: RecordPage) -> dict[str, Any]:
    """What the summary shows, in its order."""
    record = page.record
    return {
        "open_now": open_now(page),
        "held_under": [authority_row(page, a) for a in record.authorities_in_force],
        "key_dates": key_dates(page),
        "one_person": [
            each["row"] for each in same_person(page) if each["is_looked_at"] or page.is_past
        ]
        + [
            {"key": "Two people", "value": sentence(entry), "source": page.sources.of(entry)}
            for entry in parted(record).values()
        ],
        "others": [spoken(o) for o in namesakes(record)] if not page.is_past else [],
        "names": names(page),
        "latest": timeline.entries(page, limit=LATEST),
    }


def open_now(page: RecordPage) -> list[dict[str, Any]]:
    """What waits on this record, whose it is and since when."""
    record = page.record
    rows: list[dict[str, Any]] = []
    if record.frozen is not None:
        rows.append(
            {
                "key": "Frozen",
                "value": f"“{record.frozen.fact.words}” Nobody may let this person go "
                "until a duty governor ends the freeze.",
                "source": page.sources.of(record.frozen),
            }
        )
    rows += [_alarm_row(page, a) for a in record.alarms if a.is_open]
    rows += not_settled(page)
    rows += duty_rows(page)
    rows += unseen_rows(page)
    if not page.is_past:
        rows += [each["row"] for each in same_person(page) if not each["is_looked_at"]]
    rows += [_query_row(page, q) for q in record.queries if q.answered is None]
    rows += [_item_row(page, i) for i in record.items if i.is_open]
    return rows


def same_person(page: RecordPage) -> list[dict[str, Any]]:
    """Each record that is held to be this person, by whom and why, and whether a person looked."""
    others = page.record.same_person
    cards = projections.people_cards(list(others)) if others else {}
    return [_same_person_row(page, other, cards.get(other)) for other in others]


def _same_person_row(
    page: RecordPage, other: str, card: projections.Found | None
) -> dict[str, Any]:
    held = held_same(page.record, other)
    is_looked_at = any(by is HeldBy.PERSON for _, by, _ in held)
    who = f"{spoken(card)}, {page.directory.prison(card.prison)}" if card else f"Record {other}"
    why = " ".join(f"Held by {by} to be the same person: {basis}." for _, by, basis in held)
    wait = "" if is_looked_at else " Nobody has looked at it yet."
    row: dict[str, Any] = {
        "key": "Same person",
        "value": f"{who}. {why}{wait} What holds this person there holds them here.",
        "sources": [page.sources.of(entry) for entry, _, _ in held],
    }
    if page.may("person-same") and not page.is_past:
        href = reverse("person-same", args=[page.record_id, other])
        row["actions"] = [{"text": "Say what you found", "href": href, "of": f"about {who}"}]
    return {"other": other, "row": row, "is_looked_at": is_looked_at}


def held_same(record: CustodyRecord, other: str) -> list[tuple[Entry, HeldBy, str]]:
    """Who holds a record and another to be one person and why, since they were last parted."""
    held: list[tuple[Entry, HeldBy, str]] = []
    for entry in record.entries:
        match entry.fact:
            case DifferentPeopleFound(other_record=found) if found == other:
                held = []
            case SamePersonHeld(other_record=found, held_by=by, basis=basis) if found == other:
                held.append((entry, by, basis))
    return held


def _alarm_row(page: RecordPage, alarm: Alarm) -> dict[str, Any]:
    taken = f"Taken by {page.directory.staff(alarm.taken.by)}." if alarm.taken else "Nobody has it."
    row: dict[str, Any] = {
        "key": alarm.raised.fact.cause.value.capitalize(),
        "value": f"{alarm.raised.fact.words} {taken}",
        "source": page.sources.of(alarm.raised),
    }
    if page.may("alarm") and not page.is_past:
        href = reverse("alarm", args=[alarm.raised.seq])
        row["actions"] = [{"text": "Open", "href": href, "of": "this alarm"}]
    return row


def _query_row(page: RecordPage, query: Query) -> dict[str, Any]:
    asked = query.asked.fact
    row: dict[str, Any] = {
        "key": "Question to a court",
        "value": f"{asked.about} Asked of {asked.asked_of}. Not answered yet.",
        "source": page.sources.of(query.asked),
    }
    if page.may("query-answer") and not page.is_past:
        href = reverse("query-answer", args=[page.record_id, asked.query])
        row["actions"] = [{"text": "Enter the answer", "href": href, "of": "to this question"}]
    return row


def _item_row(page: RecordPage, item: CourtItem) -> dict[str, Any]:
    began = item.linked or item.result or item.reading
    matched = item.linked.fact.match.value if item.linked else "on this record"
    row: dict[str, Any] = {
        "key": "From a court, not applied",
        "value": f"{item_words(item)} {matched.capitalize()}.",
        "source": page.sources.of(began),
    }
    if not page.is_past:
        href = reverse("inbox-item", args=[item.item])
        row["actions"] = [{"text": "Open", "href": href, "of": "this item"}]
    return row


def item_words(item: CourtItem) -> str:
    """What a court's item says, in one sentence."""
    if item.result is None:
        return "A court's message whose result is awaited."
    fact = item.result.fact
    orders = ", ".join(
        f"{o.order.value}{f' {o.term}' if o.term else ''} ({o.case_urn})" for o in fact.orders
    )
    on = f" of {day(fact.hearing_on)}" if fact.hearing_on else ""
    return f"{fact.court}{on}: {orders or 'no order read'}."


def key_dates(page: RecordPage) -> list[dict[str, Any]]:
    """The governing date, and where it comes from."""
    record = page.record
    if record.refused is not None:
        return [
            {
                "key": "Not worked out",
                "value": f"Gatelodge cannot work this out: {plain_days(record.refused.fact.words)}",
                "source": page.sources.of(record.refused),
                "actions": _to_the_facts(page),
            }
        ]
    if record.calculation is None:
        return []
    open_ones = undecided(record, record.calculation)
    if open_ones:
        about = " ".join(plain_days(each.text or each.question) for each in open_ones)
        return [
            {
                "key": "In doubt",
                "value": f"The law is in doubt. {about} The head of OMU decides the day.",
                "source": page.sources.of(record.calculation),
            }
        ]
    fact = decided_dates(record, record.calculation).calculation.fact
    checked = record.check is not None and record.check.fact.calculation == record.calculation.seq
    who = " Second check made." if checked else " Not checked by a second person yet."
    if is_out_of_date(record):
        who = " Out of date: facts changed since. The dates page says which."
    return [
        {
            "key": f"Release day ({fact.governing})",
            "value": f"{day(fact.governing_on)}.{who}",
            "source": page.sources.of(record.calculation),
        }
    ] + [
        {
            "key": each.date_type,
            "value": day(each.on),
            "source": page.sources.of(record.calculation),
        }
        for each in fact.dates
        if each.date_type in {"SLED", "SED", "HDCED", "TUSED", "LED"}
    ]


def _to_the_facts(page: RecordPage) -> list[dict[str, str]]:
    """The way from dates that cannot be worked out to the facts that they would follow from."""
    if page.is_past or not page.may("person-dates"):
        return []
    href = f"{reverse('person-dates', args=[page.record_id])}#given"
    return [{"text": "Correct what is wrong", "href": href, "of": "with the facts"}]


def names(page: RecordPage) -> list[dict[str, Any]]:
    """The name in force, other names, and each number by its issuer."""
    record = page.record
    rows: list[dict[str, Any]] = []
    if record.identity is not None:
        rows.append(
            {
                "key": "Name",
                "value": page.name,
                "source": page.sources.of(record.identity),
            }
        )
    rows += [
        {
            "key": "Also known as",
            "value": f"{a.fact.surname}, {a.fact.forenames}"
            if a.fact.forenames
            else a.fact.surname,
            "source": page.sources.of(a),
            "actions": entry_links.links(page, a),
        }
        for a in record.aliases
    ]
    rows += [
        {
            "key": each.fact.issuer.value.capitalize()
            if each.fact.issuer.value.islower()
            else each.fact.issuer.value,
            "value": each.fact.value,
            "source": page.sources.of(each),
            "actions": entry_links.links(page, each),
        }
        for each in record.identifiers
    ]
    rows += [
        {
            "key": "Nationality",
            "value": n.fact.nationality,
            "source": page.sources.of(n),
            "actions": entry_links.links(page, n),
        }
        for n in record.nationalities
    ]
    return rows


def authorities(page: RecordPage) -> dict[str, Any]:
    """Authorities in force, suspended orders, and those that ended."""
    record = page.record
    return {
        "in_force": [authority_row(page, a) for a in record.authorities_in_force],
        "ended": [authority_row(page, a) for a in record.authorities if not a.is_in_force],
        "suspended": [
            {
                "key": "Suspended sentence order",
                "value": f"{s.fact.court}, case {s.fact.case_urn}: {s.fact.term} suspended for "
                f"{s.fact.suspended_for}. It holds nobody.",
                "source": page.sources.of(s),
                "actions": entry_links.links(page, s),
            }
            for s in record.suspended
        ],
        "immigration": [
            {
                "key": "Home Office interest",
                "value": i.fact.interest.value.capitalize()
                + (f", reference {i.fact.reference}" if i.fact.reference else ""),
                "source": page.sources.of(i),
                "actions": entry_links.links(page, i),
            }
            for i in record.immigration
        ]
        + [
            {
                "key": "Evidence of citizenship",
                "value": f"{c.fact.evidence} {c.fact.number}, seen by {c.fact.seen_by}",
                "source": page.sources.of(c),
                "actions": entry_links.links(page, c),
            }
            for c in record.citizenship
        ]
        + [
            {
                "key": "Deportation order",
                "value": f"Reference {d.fact.reference}",
                "source": page.sources.of(d),
                "actions": entry_links.links(page, d),
            }
            for d in record.deportation
        ],
    }


def authority_row(page: RecordPage, authority: Authority) -> dict[str, Any]:
    """One authority to hold, what ends it or comes next, and the papers of both."""
    rows = [page.sources.of(authority.began)]
    ends = ""
    if authority.ended is not None:
        ended = authority.ended.fact
        ends = f" {authority.state.value.capitalize()} on {moment(ended.ended_at)}."
        if is_heard_by_one(authority):
            ends += " One person alone heard it: a second must ring back and enter it too."
            ends += " One of the two is the duty governor."
        rows.append(page.sources.of(authority.ended))
    elif authority.next_event_on is not None:
        ends = f" Next event: {day(authority.next_event_on)}."
    elif not isinstance(authority.began.fact, SentenceImposed):
        ends = " No end or next event is recorded."
    row: dict[str, Any] = {
        "key": authority.kind.value.capitalize()
        if authority.kind.value[0].islower()
        else authority.kind.value,
        "value": authority_words(authority) + ends,
        "sources": rows,
    }
    is_open = authority.state is AuthorityState.IN_FORCE
    may_end = page.may("authority-end") and not page.is_past
    if may_end and (is_open or is_heard_by_one(authority)):
        href = reverse("authority-end", args=[page.record_id, authority.seq])
        words = "Enter its end" if is_open else "I rang back too"
        row["actions"] = [{"text": words, "href": href, "of": "about this authority"}]
    row["actions"] = [
        *row.get("actions", ()),
        *entry_links.links(page, authority.began),
        *entry_links.links(page, authority.ended, "its end"),
    ]
    return row


def is_heard_by_one(authority: Authority) -> bool:
    """Whether an end rests on the spoken word that one person alone heard (G02)."""
    kinds = {each.entry.envelope.source.kind for each in authority.ends}
    return kinds == {SourceKind.STATEMENT} and len({each.by for each in authority.ends}) == 1


def authority_words(authority: Authority) -> str:
    """An authority to hold in one sentence."""
    match authority.began.fact:
        case RemandOrdered(court=court, case_urn=case, next_hearing_on=on):
            until = f" until the hearing of {day(on)}" if on else ""
            return f"Remanded in custody by {court}, case {case}{until}."
        case SentenceImposed() as fact:
            how = f", following entry {fact.consecutive_to}" if fact.consecutive_to else ""
            licence = f" with an extended licence of {fact.extension}" if fact.extension else ""
            length = f"{fact.term} ({fact.sentence_kind.value})"
            if fact.sentence_kind is SentenceKind.LIFE:
                least = "" if fact.term.is_nothing else f", minimum term {fact.term},"
                length = f"Life sentence{least}"
            return (
                f"{length}{licence} imposed by {fact.court} on "
                f"{day(fact.imposed_on)}, case {fact.case_urn}, count {fact.count}{how}."
            )
        case RecallOrdered() as fact:
            return (
                f"Recalled ({fact.recall_kind.value}); licence revoked on {day(fact.revoked_on)}."
            )
        case ImmigrationDetentionAuthorised(reference=reference):
            return f"IS91 {reference}: Home Office authority to detain."
        case AuthorityLodged(title=title, reference=reference):
            return f"{title}, reference {reference}."


def cases(page: RecordPage) -> dict[str, Any]:
    """Court cases and everything asked about them."""
    record = page.record
    stated = record.cases_stated
    return {
        "stated": stated,
        "stated_source": page.sources.of(stated),
        "stated_actions": entry_links.links(page, stated),
        "stated_table": {
            "caption": "Cases as stated",
            "caption_hidden": True,
            "head": ["Case", "Court", "State"],
            "rows": [
                [c.case_urn, c.court, "Open" if c.is_open else f"Closed: {c.disposal}"]
                for c in stated.fact.cases
            ],
            "empty": "The courts answered that they know no case.",
        }
        if stated
        else None,
        "no_cases": NOT_KNOWN_CASES,
        "items": [
            {
                "key": day(i.result.fact.hearing_on)
                if i.result and i.result.fact.hearing_on
                else "Court message",
                "value": item_words(i) + ("" if i.is_open else " Applied."),
                "source": page.sources.of(i.result or i.linked or i.reading),
                "actions": [
                    {"text": "Open", "href": reverse("inbox-item", args=[i.item]), "of": "item"}
                ],
            }
            for i in record.items
        ],
        "hearings": [
            {
                "key": day(h.fact.on),
                "value": f"{h.fact.court}, case {h.fact.case_urn}"
                + (", by video link" if h.fact.by_video else ""),
                "source": page.sources.of(h),
                "actions": entry_links.links(page, h),
            }
            for h in record.hearings
        ],
        "disposals": [
            {
                "key": d.fact.case_urn,
                "value": f"{d.fact.court}, {day(d.fact.disposed_on)}: {d.fact.disposal}",
                "source": page.sources.of(d),
                "actions": entry_links.links(page, d),
            }
            for d in record.disposals
        ],
        "queries": [_query_row(page, q) for q in record.queries if q.answered is None]
        + [
            {
                "key": "Answered",
                "value": f"{q.asked.fact.about} Answer of {q.answered.fact.answered_by}: "
                f"{q.answered.fact.answer}",
                "sources": [page.sources.of(q.asked), page.sources.of(q.answered)],
            }
            for q in record.queries
            if q.answered is not None
        ],
    }


def documents(page: RecordPage) -> dict[str, Any]:
    """Each paper with what rests on it."""
    rows = []
    for content_hash, title in titles(page.record).items():
        resting = [e for e in page.record.entries if e.envelope.source.reference == content_hash]
        first = resting[0].envelope.recorded_at if resting else None
        rows.append(
            [
                cells.link(title, page.sources.document(content_hash)),
                f"{len(resting)} entries" if len(resting) != 1 else "1 entry",
                moment(first) if first else "Not used yet",
                content_hash[:16],
            ]
        )
    return {
        "table": {
            "caption": "Papers of this record",
            "caption_hidden": True,
            "head": ["Paper", "What rests on it", "First used", "Fingerprint begins"],
            "rows": rows,
            "empty": "No paper is recorded. Every fact here rests on a message or a statement.",
        }
    }

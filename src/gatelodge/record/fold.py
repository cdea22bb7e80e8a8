"""From entries to a custody record: a pure fold, with two times as arguments.

`known_at` answers "what did we know on Wednesday at 09:00"; `effective_at` answers "what was so
then". A correction takes the place of what it corrects: from its own moment, or, recorded without
one, from the moment of what it corrects. A withdrawn entry does not count; a withdrawal can itself
be withdrawn, and so can a correction: then what it corrected counts again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec.structs import replace

from gatelodge.record import facts as f
from gatelodge.record.entry import Entry
from gatelodge.record.state import (
    Absence,
    Alarm,
    Authority,
    CourtItem,
    CustodyRecord,
    Exit,
    Override,
    Query,
    Release,
    Stated,
)

T = TypeVar("T", bound=f.Fact)
Apply = Callable[[CustodyRecord, Any], CustodyRecord]


def fold(
    record_id: str,
    entries: Iterable[Entry],
    *,
    known_at: datetime | None = None,
    effective_at: datetime | None = None,
) -> CustodyRecord:
    """Fold one record's stream into its state.

    `known_at`: entries recorded later are left out. `effective_at`: facts that were so only later
    are left out. Both aware; none = everything. Raises `LookupError` for an entry kind that does
    not belong in a custody record's stream.
    """
    known = tuple(e for e in entries if known_at is None or e.envelope.recorded_at <= known_at)
    record = CustodyRecord(record_id=record_id, version=len(known), entries=known)
    for stated in live(known):
        if effective_at is not None and stated.true_from > effective_at:
            continue
        record = _APPLY[type(stated.fact)](record, stated)
    return record


def live(entries: Sequence[Entry]) -> list[Stated[Any]]:
    """Entries that count, in the order in which they were so, each under its first number.

    `entries` are one stream's, or some of them, oldest first. An entry that names another (the end
    of an authority, the exit on a pass) never comes before it, however early its own moment.
    """
    counted = sorted(_counted(entries), key=lambda stated: stated.seq)
    places: dict[object, datetime] = {}
    order: list[tuple[datetime, int, Stated[Any]]] = []
    for stated in counted:
        named = _NAMES.get(type(stated.fact), _no_name)(stated.fact)
        at = max(stated.true_from, places.get(named, stated.true_from))
        places[stated.seq] = at
        if (own := _OWN_NAME.get(type(stated.fact))) is not None:
            places[own(stated.fact)] = at
        order.append((at, stated.seq, stated))
    return [stated for _at, _seq, stated in sorted(order, key=lambda each: each[:2])]


def _counted(entries: Sequence[Entry]) -> Iterator[Stated[Any]]:
    """What is neither withdrawn nor replaced by a correction, newest first."""
    root: dict[int, int] = {}
    moment: dict[int, datetime] = {}
    for entry in entries:
        target = entry.envelope.corrects
        root[entry.seq] = entry.seq if target is None else root.get(target, target)
        moment[entry.seq] = _moment(entry, moment)
    withdrawn: set[int] = set()
    replaced: set[int] = set()
    for entry in reversed(entries):
        first = root[entry.seq]
        if entry.fact is None or first in replaced or not withdrawn.isdisjoint((entry.seq, first)):
            continue
        if entry.envelope.corrects is not None:
            replaced.add(first)
        if isinstance(entry.fact, f.EntryWithdrawn):
            withdrawn.add(entry.fact.entry)
            continue
        at = moment[entry.seq]
        own = at == entry.envelope.true_from
        yield Stated(seq=first, entry=entry, fact=entry.fact, keeps_moment=None if own else at)


def _moment(entry: Entry, moments: Mapping[int, datetime]) -> datetime:
    """From when an entry was so; a correction without its own moment keeps its target's."""
    envelope = entry.envelope
    if envelope.corrects is None or envelope.true_from != envelope.recorded_at:
        return envelope.true_from
    return moments.get(envelope.corrects, envelope.true_from)


def _no_name(_fact: f.Fact) -> None:
    """Most facts name no other entry."""


_NAMES: dict[type[f.Fact], Callable[[Any], object]] = {
    f.ReleaseMarksStated: lambda fact: fact.sentence,
    f.AuthorityEnded: lambda fact: fact.authority,
    f.HazardDecided: lambda fact: fact.calculation,
    f.ReleaseConfirmed: lambda fact: fact.authorisation,
    f.PassIssued: lambda fact: fact.authorisation,
    f.FinalCheckRun: lambda fact: fact.authorisation,
    f.AuthorisationRedecided: lambda fact: fact.authorisation,
    f.PassScanned: lambda fact: ("pass", fact.pass_id),
    f.PassCancelled: lambda fact: ("pass", fact.pass_id),
    f.ExitRecorded: lambda fact: ("pass", fact.pass_id),
    f.ExitRedecided: lambda fact: fact.exit,
    f.EmergencyDutyDone: lambda fact: fact.order,
    f.OverrideSeconded: lambda fact: fact.override,
    f.CourtQueryAnswered: lambda fact: ("query", fact.query),
    f.AlarmTaken: lambda fact: ("alarm", fact.alarm),
    f.AlarmEnded: lambda fact: ("alarm", fact.alarm),
}
"""The entry that a fact of this kind names: by its number, or by the name that it gave itself."""

_OWN_NAME: dict[type[f.Fact], Callable[[Any], object]] = {
    f.PassIssued: lambda fact: ("pass", fact.pass_id),
    f.CourtQueried: lambda fact: ("query", fact.query),
    f.AlarmRaised: lambda fact: ("alarm", fact.alarm),
}


def _latest(field: str) -> Apply:
    """The later statement stands."""

    def apply(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
        return replace(record, **{field: stated})

    return apply


def _each(field: str) -> Apply:
    """Every statement stands."""

    def apply(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
        return replace(record, **{field: (*getattr(record, field), stated)})

    return apply


def _nothing(record: CustodyRecord, _stated: Stated[Any]) -> CustodyRecord:
    """Part of the history alone: it changes no state."""
    return record


def _received(record: CustodyRecord, stated: Stated[f.PersonReceived]) -> CustodyRecord:
    fact = stated.fact
    return replace(record, prison=fact.prison, prison_number=fact.prison_number)


def _same_person(record: CustodyRecord, stated: Stated[f.SamePersonHeld]) -> CustodyRecord:
    others = dict.fromkeys((*record.same_person, stated.fact.other_record))
    return replace(record, same_person=tuple(others))


def _different(record: CustodyRecord, stated: Stated[f.DifferentPeopleFound]) -> CustodyRecord:
    others = tuple(r for r in record.same_person if r != stated.fact.other_record)
    return replace(record, same_person=others)


def _authority(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
    return replace(record, authorities=(*record.authorities, Authority(began=stated)))


def _authority_ended(record: CustodyRecord, stated: Stated[f.AuthorityEnded]) -> CustodyRecord:
    authorities = tuple(
        replace(a, ended=stated, ends=(*a.ends, stated)) if a.seq == stated.fact.authority else a
        for a in record.authorities
    )
    return replace(record, authorities=authorities)


def _item(field: str) -> Apply:
    """Put a statement under its inbox item, beginning the item when it is new."""

    def apply(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
        name = stated.fact.item
        items = {i.item: i for i in record.items}
        before = items.get(name, CourtItem(item=name))
        if field == "settled":
            items[name] = replace(before, settled=(*before.settled, stated))
        else:
            items[name] = replace(before, **{field: stated})
        return replace(record, items=tuple(items.values()))

    return apply


def _match_undone(record: CustodyRecord, stated: Stated[f.CourtItemNotThisPerson]) -> CustodyRecord:
    """Drop what was put down for the item before; what a later match put down stands.

    By number, not by moment: a court's result is so from its hearing, so an item that is matched
    again is so from before it was undone, and it may not vanish with that.
    """
    left = (_put_down_after(i, stated) if i.item == stated.fact.item else i for i in record.items)
    return replace(record, items=tuple(i for i in left if i is not None))


def _put_down_after(item: CourtItem, undone: Stated[f.CourtItemNotThisPerson]) -> CourtItem | None:
    """What of an item was recorded after its match was undone; none = nothing."""

    def later(stated: Stated[T] | None) -> Stated[T] | None:
        is_later = stated is not None and stated.entry.seq > undone.entry.seq
        return stated if is_later else None

    left = CourtItem(
        item=item.item,
        linked=later(item.linked),
        result=later(item.result),
        reading=later(item.reading),
        settled=tuple(s for s in item.settled if later(s)),
        applied=later(item.applied),
    )
    return None if left == CourtItem(item=item.item) else left


def _queried(record: CustodyRecord, stated: Stated[f.CourtQueried]) -> CustodyRecord:
    return replace(record, queries=(*record.queries, Query(asked=stated)))


def _query_answered(record: CustodyRecord, stated: Stated[f.CourtQueryAnswered]) -> CustodyRecord:
    queries = tuple(
        replace(q, answered=stated) if q.asked.fact.query == stated.fact.query else q
        for q in record.queries
    )
    return replace(record, queries=queries)


def _calculated(record: CustodyRecord, stated: Stated[f.DatesCalculated]) -> CustodyRecord:
    return replace(record, calculation=stated, refused=None)


def _plan_ended(record: CustodyRecord, _stated: Stated[f.ExitPlanEnded]) -> CustodyRecord:
    return replace(record, plan=None)


def _authorised(record: CustodyRecord, stated: Stated[f.ReleaseAuthorised]) -> CustodyRecord:
    return replace(record, releases=(*record.releases, Release(authorised=stated)))


def _of_release(field: str) -> Apply:
    """Put an act under the authorisation that it names."""

    def apply(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
        releases = tuple(
            replace(r, **{field: stated}) if r.seq == stated.fact.authorisation else r
            for r in record.releases
        )
        return replace(record, releases=releases)

    return apply


def _of_pass(field: str) -> Apply:
    """Put what happened to a pass under the release that it was issued for."""

    def apply(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
        def changed(release: Release) -> Release:
            if release.issued is None or release.issued.fact.pass_id != stated.fact.pass_id:
                return release
            if field == "scans":
                return replace(release, scans=(*release.scans, stated))
            return replace(release, **{field: stated})

        return replace(record, releases=tuple(changed(r) for r in record.releases))

    return apply


def _overridden(record: CustodyRecord, stated: Stated[f.CheckOverridden]) -> CustodyRecord:
    return replace(record, overrides=(*record.overrides, Override(given=stated)))


def _seconded(record: CustodyRecord, stated: Stated[f.OverrideSeconded]) -> CustodyRecord:
    overrides = tuple(
        replace(each, seconded=stated) if each.given.seq == stated.fact.override else each
        for each in record.overrides
    )
    return replace(record, overrides=overrides)


def _gone(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
    """Custody broke off otherwise than by an exit: nothing is planned any more."""
    absences = (*record.absences, Absence(began=stated))
    return replace(record, absences=absences, plan=None)


def _left(record: CustodyRecord, stated: Stated[f.ExitRecorded]) -> CustodyRecord:
    record = _of_pass("exit")(record, stated)
    return replace(record, exits=(*record.exits, Exit(left=stated)), plan=None)


def _returned(record: CustodyRecord, stated: Stated[f.ReturnRecorded]) -> CustodyRecord:
    exits = record.exits
    if exits and exits[-1].returned is None:
        exits = (*exits[:-1], replace(exits[-1], returned=stated))
    absences = record.absences
    if record.gone is not None:
        absences = (*absences[:-1], replace(absences[-1], returned=stated))
    prison = stated.fact.prison or record.prison
    return replace(record, exits=exits, absences=absences, prison=prison)


def _exit_redecided(record: CustodyRecord, stated: Stated[f.ExitRedecided]) -> CustodyRecord:
    exits = tuple(
        replace(e, redecided=stated) if e.left.seq == stated.fact.exit else e for e in record.exits
    )
    return replace(record, exits=exits)


def _unfrozen(record: CustodyRecord, _stated: Stated[f.RecordUnfrozen]) -> CustodyRecord:
    return replace(record, frozen=None)


def _alarm_raised(record: CustodyRecord, stated: Stated[f.AlarmRaised]) -> CustodyRecord:
    return replace(record, alarms=(*record.alarms, Alarm(raised=stated)))


def _of_alarm(field: str) -> Apply:
    """Put what a person did with an alarm under it."""

    def apply(record: CustodyRecord, stated: Stated[Any]) -> CustodyRecord:
        alarms = tuple(
            replace(a, **{field: stated}) if a.raised.fact.alarm == stated.fact.alarm else a
            for a in record.alarms
        )
        return replace(record, alarms=alarms)

    return apply


_APPLY: dict[type[f.Fact], Apply] = {
    f.PersonReceived: _received,
    f.IdentityRecorded: _latest("identity"),
    f.AliasRecorded: _each("aliases"),
    f.IdentifierRecorded: _each("identifiers"),
    f.NationalityStated: _each("nationalities"),
    f.SamePersonHeld: _same_person,
    f.DifferentPeopleFound: _different,
    f.LinkedRecordChanged: _nothing,
    f.PhotographTaken: _latest("photograph"),
    f.PersonalDetailRecorded: _each("personal_details"),
    f.IdentityConfirmed: _each("identity_confirmed"),
    f.IdentityDoubted: _latest("identity_doubted"),
    f.InstructionVerified: _each("verified"),
    f.GovernorAttended: _latest("attended"),
    f.FootageNoted: _latest("footage"),
    f.RemandOrdered: _authority,
    f.SentenceImposed: _authority,
    f.RecallOrdered: _authority,
    f.ImmigrationDetentionAuthorised: _authority,
    f.AuthorityLodged: _authority,
    f.AuthorityEnded: _authority_ended,
    f.NoAuthorityNoted: _nothing,
    f.ReleaseMarksStated: _each("release_marks"),
    f.SuspendedSentenceOrdered: _each("suspended"),
    f.ImmigrationInterestStated: _each("immigration"),
    f.CitizenshipEvidenceSeen: _each("citizenship"),
    f.DeportationOrdered: _each("deportation"),
    f.RemandCredited: _each("adjustments"),
    f.TaggedBailCredited: _each("adjustments"),
    f.UnlawfullyAtLargeRecorded: _each("adjustments"),
    f.AddedDaysAwarded: _each("adjustments"),
    f.AddedDaysRestored: _each("adjustments"),
    f.CourtMessageLinked: _item("linked"),
    f.CourtItemNotThisPerson: _match_undone,
    f.CourtResultReceived: _item("result"),
    f.ReadingConfirmed: _item("reading"),
    f.ResultDifferenceSettled: _item("settled"),
    f.CourtResultApplied: _item("applied"),
    f.CourtQueried: _queried,
    f.CourtQueryAnswered: _query_answered,
    f.CourtCasesStated: _latest("cases_stated"),
    f.CaseDisposed: _each("disposals"),
    f.HearingListed: _each("hearings"),
    f.OffenceRecorded: _each("offences"),
    f.DatesCalculated: _calculated,
    f.CalculationRefused: _latest("refused"),
    f.HazardDecided: _each("hazard_decisions"),
    f.DatesChecked: _latest("check"),
    f.UnexpectedMoveConfirmed: _latest("unexpected_confirmed"),
    f.EarlyReleaseDecided: _each("early_decisions"),
    f.ConditionsSet: _latest("conditions"),
    f.LicenceIssued: _latest("licence"),
    f.ConditionMet: _each("conditions_met"),
    f.LicenceSigned: _latest("licence_signed"),
    f.ProbationTold: _latest("probation"),
    f.PublicProtectionStated: _latest("public_protection"),
    f.VictimContactStated: _latest("victim_contact"),
    f.ReleaseNotified: _each("notified"),
    f.EnquiryAnswered: _each("enquiries"),
    f.RecallStatusStated: _each("recall_statuses"),
    f.DaysStated: _latest("days_stated"),
    f.ExitPlanned: _latest("plan"),
    f.ExitPlanEnded: _plan_ended,
    f.ReleaseAuthorised: _authorised,
    f.ReleaseNotAuthorised: _nothing,
    f.ReleaseConfirmed: _of_release("confirmed"),
    f.EscalationDecided: _each("escalations"),
    f.CheckOverridden: _overridden,
    f.OverrideSeconded: _seconded,
    f.PassIssued: _of_release("issued"),
    f.FinalCheckRun: _of_release("final_check"),
    f.AuthorisationRedecided: _of_release("redecided"),
    f.PassPrinted: _nothing,
    f.PassScanned: _of_pass("scans"),
    f.PassCancelled: _of_pass("cancelled"),
    f.ExitRecorded: _left,
    f.ReturnRecorded: _returned,
    f.ProductionOrdered: _each("productions"),
    f.HospitalStayAuthorised: _each("hospital_stays"),
    f.TemporaryReleaseLicensed: _each("temporary_licences"),
    f.ExitPrepared: _each("prepared"),
    f.HandOverAccepted: _each("hand_overs"),
    f.PapersSeen: _each("papers_seen"),
    f.EmergencyEscortOrdered: _each("emergencies"),
    f.EmergencyDutyDone: _each("emergency_duties"),
    f.ChecksRound: _each("rounds"),
    f.EveningConfirmed: _each("evenings"),
    f.DeathRecorded: _gone,
    f.WentAtLarge: _gone,
    f.ReleasedByCourt: _gone,
    f.CustodyReturnAsked: _latest("frozen"),
    f.RecordUnfrozen: _unfrozen,
    f.ExitRedecided: _exit_redecided,
    f.AlarmRaised: _alarm_raised,
    f.AlarmTaken: _of_alarm("taken"),
    f.AlarmEnded: _of_alarm("ended"),
}

"""What each kind of entry says in the history, in one plain English sentence.

Who recorded it, when, and the source stand beside the sentence and are not repeated in it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from gatelodge.record import facts as f
from gatelodge.record.hazards import doubt_title
from gatelodge.record.london import spoken_day, spoken_moment
from gatelodge.record.release_marks import spoken_marks
from gatelodge.record.told_of_going_out import GOING_OUT


def told(fact: f.Fact) -> str:
    """The history's sentence for a fact. Raises `KeyError` for a kind that has none.

    Words that people typed stand in it as they typed them, whether they ended them or not.
    """
    words = _SENTENCES[type(fact)](fact).removesuffix(".").rstrip()
    end = "" if words.endswith((".", "?", "!")) else "."
    return words[0].upper() + words[1:] + end


def _name(fact: Any) -> str:
    return f"{fact.surname.upper()}, {fact.forenames}".removesuffix(", ")


def _on(day: date | None, *, before: str = " on ", unknown: str = "") -> str:
    return unknown if day is None else before + spoken_day(day)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _some(words: Iterable[str], *, before: str, none: str = "") -> str:
    listed = "; ".join(words)
    return before + listed if listed else none


def _open(words: str) -> str:
    """Words that end another sentence than their own."""
    return words.strip().rstrip(".")


def _asked(question: f.QuestionAsked) -> str:
    return f"{question.about} ({'right' if question.is_right else 'wrong'})"


def _born(day: date | None) -> str:
    return _on(day, before=", born ", unknown=", birth date not stated")


def _found(fact: f.ChecksRound | f.EveningConfirmed) -> str:
    total = _count(len(fact.assessed.findings), "check")
    return _some(fact.not_met, before=f"not met, of {total}: ", none=f"all {total} met or not due")


def _round(fact: f.ChecksRound) -> str:
    return f"Checks run, {fact.round}{_on(fact.on, before=', for ')}: {_found(fact)}."


def _evening(fact: f.EveningConfirmed) -> str:
    late = f" Given on the day: {fact.why_late}." if fact.why_late else ""
    return f"The duty governor confirmed the exits of {spoken_day(fact.on)}; {_found(fact)}.{late}"


def _dates(dates: Iterable[f.CalculatedDate]) -> str:
    return ", ".join(f"{each.date_type} {spoken_day(each.on)}" for each in dates)


def _assessed(assessed: f.Assessed) -> str:
    answers = [finding.answer for finding in assessed.findings]
    met = sum(answer in (f.Answer.PASSED, f.Answer.NOT_APPLICABLE) for answer in answers)
    return f"{met} of {_count(len(answers), 'check')} met"


def _case(fact: Any) -> str:
    return f"case {fact.case_urn} at {fact.court}"


def _enquiry_answered(fact: f.EnquiryAnswered) -> str:
    said = "nothing found" if fact.is_clear else fact.found
    return (
        f"{fact.answered_by} ({fact.asked_of}), asked {spoken_moment(fact.asked_at)} about "
        f"{fact.enquiry}: {said}."
    )


def _recall_status(fact: f.RecallStatusStated) -> str:
    recalls = (
        f"{each.recall_kind}{_on(each.ends_on, before=' until ')}" for each in fact.outstanding
    )
    return (
        f"{fact.answered_by} ({fact.asked_of}), asked {spoken_moment(fact.asked_at)}: recalls "
        f"outstanding{_some(recalls, before=': ', none=': none')}."
    )


def _days_stated(fact: f.DaysStated) -> str:
    awards = (
        f"{_count(each.days, 'day')}, adjudication {each.adjudication}, {each.standing}"
        f"{f', {each.restored_days} given back' if each.restored_days else ''}"
        for each in fact.awards
    )
    return (
        f"{fact.answered_by} ({fact.asked_of}), asked {spoken_moment(fact.asked_at)}: awards"
        f"{_some(awards, before=': ', none=': none')}; "
        f"{_count(fact.remand_days, 'day')} on remand, "
        f"{_count(fact.tagged_bail_days, 'day')} for tagged bail, "
        f"{_count(fact.at_large_days, 'day')} unlawfully at large."
    )


def _sentence_imposed(fact: f.SentenceImposed) -> str:
    follows = "" if fact.consecutive_to is None else f", consecutive to entry {fact.consecutive_to}"
    licence = f" with an extended licence of {fact.extension}" if fact.extension else ""
    what = f"{fact.sentence_kind} of {fact.term}{licence}"
    if fact.sentence_kind is f.SentenceKind.LIFE:
        least = "" if fact.term.is_nothing else f" with a minimum term of {fact.term}"
        what = f"a life sentence{least}"
    return (
        f"{fact.court} imposed {what}"
        f"{_on(fact.imposed_on)}{follows} (count {fact.count} of case {fact.case_urn}, "
        f"offence {fact.offence_code} of {spoken_day(fact.offence_committed_on)})."
    )


def _suspended(fact: f.SuspendedSentenceOrdered) -> str:
    return (
        f"{fact.court} ordered {fact.term}, suspended for {fact.suspended_for}"
        f"{_on(fact.imposed_on)} (case {fact.case_urn}). It holds nobody."
    )


def _recalled(fact: f.RecallOrdered) -> str:
    return (
        f"Recall ({fact.recall_kind}): the licence was revoked{_on(fact.revoked_on)}; "
        f"{_on(fact.returned_on, before='returned to custody on ', unknown='not yet returned')}"
        f"{_on(fact.ends_on, before='; it holds until ')}."
    )


def _lodged(fact: f.AuthorityLodged) -> str:
    ends = _on(fact.ends_on, before=", until ")
    event = _on(fact.next_event_on, before=", next event ")
    return f"Authority to hold lodged: {fact.title}, reference {fact.reference}{ends}{event}."


def _authority_ended(fact: f.AuthorityEnded) -> str:
    by = "" if fact.replaced_by is None else f" by entry {fact.replaced_by}"
    return (
        f"The authority to hold of entry {fact.authority} was {fact.how}{by}, "
        f"{spoken_moment(fact.ended_at)}{_heard(fact.heard)}."
    )


def _heard(word: f.SpokenWord | None) -> str:
    if word is None:
        return ""
    return (
        f"; heard as {word.heard_as} from {word.name}, {word.role}, rung back on "
        f"{word.called_number} (known from {word.number_known_from}), {spoken_moment(word.said_at)}"
    )


def _message(fact: f.CourtMessageReceived) -> str:
    hearing = fact.hearing_id or "not named"
    return (
        f"A court message came for {fact.prison_email}: document {fact.document_id}, hearing "
        f"{hearing}, {_some(fact.case_urns, before='cases ', none='no case named')}."
    )


def _register_answered(fact: f.CourtRegisterAnswered) -> str:
    return f"The court's register was asked: {fact.answer} ({_count(fact.row_count, 'row')})."


def _document(fact: f.DocumentReceived) -> str:
    readable = "" if fact.is_readable else " It cannot be read as what it says it is."
    size = f"{fact.size_bytes:,} bytes"
    return f"Document received: {fact.title} ({fact.media_type}, {size}).{readable}"


def _result(fact: f.CourtResultReceived) -> str:
    amends = "" if fact.amends is None else f", amending entry {fact.amends}"
    paper = "" if fact.document else " Its document is awaited."
    return (
        f"{fact.court} shared a result{_on(fact.hearing_on, before=' of ')}{amends}: "
        f"{_count(len(fact.orders), 'order')}.{paper}"
    )


def _confirmed_reading(fact: f.ReadingConfirmed) -> str:
    surname, forenames = fact.defendant_surname.upper(), fact.defendant_forenames
    defendant = f"{surname}, {forenames}".removesuffix(", ")
    return (
        f"The document was read by a person: {defendant}{_born(fact.defendant_born_on)}; "
        f"{_count(len(fact.orders), 'order')}."
    )


def _cases_stated(fact: f.CourtCasesStated) -> str:
    still_open = sum(case.is_open for case in fact.cases)
    return (
        f"{fact.answered_by} ({fact.asked_of}), asked {spoken_moment(fact.asked_at)}, stated "
        f"{_count(len(fact.cases), 'case')}, {still_open} open"
        f"{_some((case.case_urn for case in fact.cases), before=': ')}."
    )


def _hearing(fact: f.HearingListed) -> str:
    way = " by video link" if fact.by_video else ""
    return f"A hearing is listed{way}{_on(fact.on)}: {_case(fact)}."


def _offence(fact: f.OffenceRecorded) -> str:
    convicted = _on(fact.convicted_on, before=", convicted on ", unknown="")
    return (
        f"Offence {fact.offence_code}, {fact.title}, of {spoken_day(fact.committed_on)}"
        f"{convicted} (case {fact.case_urn})."
    )


def _remand_credited(fact: f.RemandCredited) -> str:
    period = (
        f", {spoken_day(fact.period.first_on)} to {spoken_day(fact.period.last_on)}"
        if fact.period
        else ""
    )
    return (
        f"{_count(fact.days, 'day')} on remand credited{period}, to the sentence of "
        f"{spoken_day(fact.counts_from)}."
    )


def _calculated(fact: f.DatesCalculated) -> str:
    words = [f"Dates calculated ({fact.why}): {_dates(fact.dates)}"]
    words.append(f"{fact.governing} governs the exit")
    if fact.unexpected:
        moved = " ".join(each.words for each in fact.unexpected)
        words.append(f"Unexpected: {moved.rstrip('.')}")
        words.append(f"Why that is right: {fact.why_unexpected.rstrip('.')}")
    must_decide = _some(map(doubt_title, fact.hazards), before=". A person must decide: ")
    return f"{'. '.join(words)}{must_decide}."


def _checked(fact: f.DatesChecked) -> str:
    verdict = "agrees" if fact.agrees else "does not agree"
    return (
        f"The second check {verdict} with the dates of entry {fact.calculation}"
        f"{_some((f'{x.what}, {x.field}' for x in fact.differences), before=' in ')}."
    )


def _hazard_decided(fact: f.HazardDecided) -> str:
    chosen = "neither reading" if fact.reading is None else fact.reading.rstrip(".")
    if fact.by_hand:
        chosen += f", but by hand {_dates(fact.by_hand)}"
    return (
        f"A doubt about the law ({doubt_title(fact.hazard)}) in the dates of entry "
        f"{fact.calculation} was decided: {chosen}. Why: {fact.why}."
    )


def _planned(fact: f.ExitPlanned) -> str:
    goes_to = f", to {fact.destination}" if fact.destination else ""
    escort = f", escort {fact.escort}" if fact.escort else ""
    at_once = " The court ordered it to be immediate." if fact.is_immediate else ""
    return f"Exit planned{_on(fact.on)}: {fact.exit_type}{goes_to}{escort}.{at_once}"


def _leaving(assessed: f.Assessed) -> str:
    """What an act lets happen: a release only where custody ends."""
    return "exit" if assessed.exit_type.keeps_in_custody else "release"


def _authorised(fact: f.ReleaseAuthorised) -> str:
    renews = "" if fact.renews is None else f", renewing entry {fact.renews}"
    assessed = fact.assessed
    return (
        f"{_leaving(assessed)} authorised{_on(assessed.on)}, {assessed.exit_type}{renews}: "
        f"{_assessed(assessed)}."
    )


def _cancelled(fact: f.PassCancelled) -> str:
    because = "" if fact.because_of_version is None else f" (line {fact.because_of_version})"
    return f"Exit pass {fact.pass_id} cancelled: {fact.words}{because}."


def _exit(fact: f.ExitRecorded) -> str:
    of = "the prison" if fact.exit_type.keeps_in_custody else "custody"
    on_pass = f"on exit pass {fact.pass_id}" if fact.pass_id else "without an exit pass"
    return (
        f"Left {of} at {fact.place}, {spoken_moment(fact.exited_at)}, {fact.exit_type}, {on_pass}."
    )


def _exit_redecided(fact: f.ExitRedecided) -> str:
    if fact.fallen:
        found = f"{', '.join(fact.fallen)} would have stopped it"
    else:
        found = "nothing known now would have stopped it"
    never = _some(fact.never_evidenced, before="; never evidenced: ")
    return f"The exit of entry {fact.exit} was decided again: {found}{never}."


def _redecided(fact: f.AuthorisationRedecided) -> str:
    stands = "stands" if fact.stands else "no longer stands"
    return (
        f"The authorisation of entry {fact.authorisation} was decided again after entry "
        f"{fact.because_of}: it {stands} ({_assessed(fact.assessed)})."
    )


_SENTENCES: Mapping[type[f.Fact], Callable[[Any], str]] = {
    f.PersonReceived: lambda x: f"Received at {x.prison}, prison number {x.prison_number}.",
    f.IdentityRecorded: lambda x: f"Identity: {_name(x)}{_born(x.born_on)}.",
    f.AliasRecorded: lambda x: f"Also known as {_name(x)}{_born(x.born_on)}.",
    f.IdentifierRecorded: lambda x: f"Number from {x.issuer}: {x.value}.",
    f.NationalityStated: lambda x: f"Nationality stated: {x.nationality}.",
    f.SamePersonHeld: lambda x: (
        f"Held by {x.held_by} to be the same person as record {x.other_record}: {x.basis}."
    ),
    f.DifferentPeopleFound: lambda x: (
        f"Found to be two people, this one and record {x.other_record}: {x.basis}."
    ),
    f.LinkedRecordChanged: lambda x: (
        f"Something new stands on record {x.other_record}, held to be the same person "
        f"(line {x.other_version})."
    ),
    f.RemandOrdered: lambda x: (
        f"Remanded in custody: {_case(x)}, next hearing"
        f"{_on(x.next_hearing_on, unknown=' not known')}."
    ),
    f.SentenceImposed: _sentence_imposed,
    f.ReleaseMarksStated: lambda x: (
        f"For the release point of the sentence of entry {x.sentence} it is stated: "
        f"{spoken_marks(x.marks)}."
    ),
    f.SuspendedSentenceOrdered: _suspended,
    f.RecallOrdered: _recalled,
    f.ImmigrationInterestStated: lambda x: (
        f"Immigration: {x.interest}{f', reference {x.reference}' if x.reference else ''}."
    ),
    f.CitizenshipEvidenceSeen: lambda x: (
        f"Evidence of citizenship seen by {x.seen_by}: {x.evidence} {x.number}."
    ),
    f.ImmigrationDetentionAuthorised: lambda x: (
        f"Immigration detention authorised (IS91), reference {x.reference}, review"
        f"{_on(x.review_on, unknown=' date not set')}."
    ),
    f.DeportationOrdered: lambda x: f"A deportation order is in force, reference {x.reference}.",
    f.AuthorityLodged: _lodged,
    f.AuthorityEnded: _authority_ended,
    f.NoAuthorityNoted: lambda x: f"Nothing more holds this person, {spoken_moment(x.since)}.",
    f.RemandCredited: _remand_credited,
    f.TaggedBailCredited: lambda x: (
        f"{_count(x.days, 'day')} of tagged bail credited, to the sentence of "
        f"{spoken_day(x.counts_from)}."
    ),
    f.UnlawfullyAtLargeRecorded: lambda x: (
        f"Unlawfully at large for {_count(x.days, 'day')}, {spoken_day(x.period.first_on)} to "
        f"{spoken_day(x.period.last_on)} ({x.ual_reason})."
    ),
    f.AddedDaysAwarded: lambda x: (
        f"{_count(x.days, 'added day')} (ADA) awarded{_on(x.awarded_on)}, adjudication "
        f"{x.adjudication}."
    ),
    f.AddedDaysRestored: lambda x: (
        f"{_count(x.days, 'added day')} restored (RADA){_on(x.restored_on)}, adjudication "
        f"{x.adjudication}."
    ),
    f.CourtMessageReceived: _message,
    f.UnreadableMessageReceived: lambda x: (
        f"A signed court message came that cannot be read; it is kept: {x.fault}."
    ),
    f.CourtMessageRefused: lambda x: f"A call on the court callback was refused: {x.fault}.",
    f.CourtRegisterAnswered: _register_answered,
    f.DocumentReceived: _document,
    f.DocumentNotAvailable: lambda x: f"Document {x.document_id} could not be fetched: {x.fault}.",
    f.ItemMatched: lambda x: f"Held to belong to record {x.record}, {x.match}: {x.basis}.",
    f.MatchUndone: lambda x: f"Found not to belong to record {x.record}: {x.basis}.",
    f.ItemOpened: lambda _x: "Opened.",
    f.ItemClosed: lambda x: f"Closed: {x.outcome}.",
    f.CourtMessageLinked: lambda x: (
        f"A court message was linked to this record, {x.match}: {x.basis}"
        f"{_some(x.case_urns, before='; cases ')}."
    ),
    f.CourtItemNotThisPerson: lambda x: (
        f"A court message linked to this record is about somebody else: {x.basis}."
    ),
    f.CourtResultReceived: _result,
    f.DocumentRead: lambda x: (
        f"A machine read {_count(len(x.orders), 'order')} on the document; no fact until a person "
        "confirms it."
    ),
    f.ReadingConfirmed: _confirmed_reading,
    f.CourtResultApplied: lambda x: (
        f"The court's result stands on the record"
        f"{_some(map(str, x.entries), before=': entries ')}. Nothing of it is left to do."
    ),
    f.ResultDifferenceSettled: lambda x: (
        f"The court ({x.said_by}) said which statement is right: {x.field} is {x.right_value}."
    ),
    f.CourtQueried: lambda x: f"{x.asked_of} was asked: {x.about}.",
    f.CourtQueryAnswered: lambda x: f"{x.answered_by} answered: {x.answer}.",
    f.CourtCasesStated: _cases_stated,
    f.CaseDisposed: lambda x: f"Case ended{_on(x.disposed_on)}: {_case(x)}, {x.disposal}.",
    f.HearingListed: _hearing,
    f.OffenceRecorded: _offence,
    f.DatesCalculated: _calculated,
    f.HazardDecided: _hazard_decided,
    f.CalculationRefused: lambda x: f"The dates cannot be calculated: {x.words}.",
    f.DatesChecked: _checked,
    f.UnexpectedMoveConfirmed: lambda x: (
        f"A second person confirmed how the dates of entry {x.calculation} moved: {x.why}."
    ),
    f.EarlyReleaseDecided: lambda x: (
        f"Early release decided ({x.scheme}): {spoken_day(x.release_on)}, signed by {x.signed_by}."
    ),
    f.ConditionsSet: lambda x: (
        f"Conditions of release{_some(map(_open, x.conditions), before=': ', none=': none')}."
    ),
    f.LicenceIssued: lambda x: f"Licence issued with {_count(len(x.conditions), 'condition')}.",
    f.ConditionMet: lambda x: f"Condition met: {_open(x.condition)}. How: {_open(x.how)}.",
    f.LicenceSigned: lambda x: (
        f"{x.read_by} read the licence to the person; signing was refused before"
        f" {x.refusal_witnessed_by}."
        if x.refusal_witnessed_by
        else f"{x.read_by} read the licence to the person, who signed it."
    ),
    f.ProbationTold: lambda x: (
        f"Probation ({x.officer}) was told {spoken_moment(x.told_at)}; address "
        f"{'confirmed' if x.address_is_confirmed else 'not confirmed'}; the person reports to "
        f"{x.reports_to}, {spoken_moment(x.reports_at)}."
    ),
    f.PublicProtectionStated: lambda x: (
        f"{x.answered_by} ({x.asked_of}): public-protection flags"
        f"{_some(x.flags, before=': ', none=': none')}."
    ),
    f.VictimContactStated: lambda x: (
        f"{x.answered_by} ({x.asked_of}): "
        f"{f'a victim is told by {x.liaison_officer}' if x.liaison_officer else 'no victim asked'}."
    ),
    f.ReleaseNotified: lambda x: (
        f"The {x.recipient} ({x.named}) was told {spoken_moment(x.told_at)} of the release"
        f"{_on(x.release_on)}{f', reference {x.reference}' if x.reference else ''}."
    ),
    f.EnquiryAnswered: _enquiry_answered,
    f.RecallStatusStated: _recall_status,
    f.DaysStated: _days_stated,
    f.PhotographTaken: lambda x: (
        f"A photo{' in colour' if x.is_colour else ''} was taken{_on(x.taken_on)}."
    ),
    f.PersonalDetailRecorded: lambda x: f"The person said of themselves: {x.about}.",
    f.IdentityConfirmed: lambda x: (
        f"Held to be the person on this record: {x.method}"
        f"{_some((q.about for q in x.questions), before=', asked about ')}"
        f"{f', result {x.reference}' if x.reference else ''}."
    ),
    f.IdentityDoubted: lambda x: (
        f"May not be the person on this record: {_open(x.found)}"
        f"{_some(map(_asked, x.questions), before='. Asked about: ')}."
    ),
    f.InstructionVerified: lambda x: (
        f"{x.spoke_to} was rung back on {x.called_number} (known from {x.number_known_from}), "
        f"{spoken_moment(x.said_at)}: the paper is theirs."
    ),
    f.GovernorAttended: lambda x: f"The duty governor is present; the escort is {x.escort}.",
    f.FootageNoted: lambda x: f"Footage of the exit: {x.reference}.",
    f.ExitPlanned: _planned,
    f.ExitPlanEnded: lambda x: f"The planned exit no longer stands: {x.why}.",
    f.ReleaseAuthorised: _authorised,
    f.ReleaseConfirmed: lambda x: (
        f"The duty governor confirmed the {_leaving(x.assessed)}: {_assessed(x.assessed)}."
    ),
    f.ReleaseNotAuthorised: lambda x: f"Exit not authorised: {x.why}.",
    f.EscalationDecided: lambda x: (
        f"A duty governor decided that {x.check} does not stop the exit ({x.words}): {x.why}."
    ),
    f.CheckOverridden: lambda x: (
        f"A governor overrode {x.check} ({x.words}): {x.why}. National operations, told: "
        f"{x.national_operations}. It counts when a second governor agrees."
    ),
    f.OverrideSeconded: lambda x: (
        f"A second governor agreed to the override of entry {x.override}: {x.why}."
    ),
    f.PassIssued: lambda x: f"Exit pass {x.pass_id} issued for {spoken_day(x.on)}, {x.exit_type}.",
    f.PassPrinted: lambda x: f"Exit pass {x.pass_id} printed.",
    f.FinalCheckRun: lambda x: (
        f"Final check of the {_leaving(x.assessed)}: {_assessed(x.assessed)}."
    ),
    f.PassScanned: lambda x: (
        f"Exit pass {x.pass_id} checked at {x.terminal}: {x.answer}"
        f"{f' ({x.cause})' if x.cause else ''}."
    ),
    f.PassCancelled: _cancelled,
    f.ExitRecorded: _exit,
    f.ReturnRecorded: lambda x: (
        f"Returned to custody at {x.prison}, {spoken_moment(x.returned_at)}: {x.how}."
    ),
    f.CustodyReturnAsked: lambda x: (
        f"{x.said_by} asked at {x.terminal} for return to custody: {x.words}."
    ),
    f.RecordUnfrozen: lambda x: f"The freeze ended: {x.why}.",
    f.ExitRedecided: _exit_redecided,
    f.AuthorisationRedecided: _redecided,
    f.AlarmRaised: lambda x: f"ALARM, {x.cause}, since {spoken_moment(x.since)}: {x.words}.",
    f.AlarmTaken: lambda _x: "The alarm was taken.",
    f.AlarmEnded: lambda x: f"The alarm ended: {x.why}.",
    f.StaffRegistered: lambda x: f"Member of staff registered: {_name(x)}.",
    f.RoleGranted: lambda x: f"Role granted: {x.role} at {_place(x.prison)}.",
    f.RoleEnded: lambda x: f"Role ended: {x.role} at {_place(x.prison)}.",
    f.PolicySet: lambda x: f"Limit tightened: {x.limit}, {_count(x.minutes, 'minute')}.",
    f.SubscriptionCreated: lambda x: (
        f"Subscribed to the court's results: subscription {x.subscription_id}, key {x.key_id}."
    ),
    f.SubscriptionSecretRotated: lambda x: (
        f"The signing secret of subscription {x.subscription_id} was changed to key "
        f"{x.new_key_id}; the old key {x.old_key_id} counts until {spoken_moment(x.old_key_until)}."
    ),
    f.SigningKeyPublished: lambda x: f"Public key {x.key_id} published for passes and checkpoints.",
    f.PackMade: lambda x: (
        f"Pack of paper made for {x.prison}, {spoken_day(x.on)}, with "
        f"{_count(x.releases, 'release')}, signed with key {x.key_id}."
    ),
    f.PrisonRegistered: lambda x: (
        f"Prison registered: {x.name} ({x.prison}), telephone {x.telephone}."
    ),
    f.EntryWithdrawn: lambda x: f"Entry {x.entry} was withdrawn; it was never so: {x.why}.",
    f.NightlyLookbackRun: lambda x: (
        f"{_count(x.exits, 'exit')} of the last {_count(x.days, 'day')} decided again; "
        f"suspected releases in error: {x.suspected}."
    ),
    **GOING_OUT,
    f.ChecksRound: _round,
    f.EveningConfirmed: _evening,
    f.NearMissCounted: lambda x: (
        f"Stopped in time at {x.prison}, {spoken_day(x.on)}: {x.check}, at {x.step}."
    ),
}


def _place(prison: str) -> str:
    return "every prison" if prison == f.EVERY_PRISON else prison

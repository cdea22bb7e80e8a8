"""Which facts staff may state, from when each is so, and what cannot be so.

One row a kind. A fact that cannot be so is refused in words that name its field; whether it is
true, only its source can say.
"""

import re
from datetime import datetime

from gatelodge.casework.release_marks import keeps_longer, must_be_marks, must_be_supported
from gatelodge.casework.stated_absences import at_large_since, died, let_go_by_court
from gatelodge.casework.stated_answers import asked, court_cases, days_on_file, enquiry, flags
from gatelodge.casework.stated_conditions import conditions, licence, met, notified, probation
from gatelodge.casework.stated_days import at_large, awarded, credit, restored
from gatelodge.casework.stated_identity import detail, photograph, verified
from gatelodge.casework.stated_ways_out import (
    by_its_day,
    hospital_stay,
    must_be_rung_back,
    prepared,
    production,
    temporary_licence,
)
from gatelodge.casework.stating import (
    Statable,
    Stating,
    as_sentence,
    cannot_be,
    filled,
    first_of,
    not_later,
    sentences_on,
)
from gatelodge.gate import decided_dates, undecided
from gatelodge.record import (
    Authority,
    AuthorityKind,
    CustodyRecord,
    Source,
    SourceKind,
    Stated,
    day_in_london,
    start_of_day,
)
from gatelodge.record import facts as f


def unsaid_after_an_exit(stating: Stating) -> datetime | None:
    """Refuse what holds somebody and says no day, of somebody who ever left, on whatever record.

    Whether that exit was right depends on the day; no guess of ours may hide an error or make one
    up. Before any exit it is so from now, and an exit entered afterwards is judged as if it had
    been so by then (`watch.hindsight`). Raises `ActRefused`.
    """
    if any(each.exits for each in (stating.record, *stating.others)):
        raise cannot_be(
            "This person has left before. Say from which moment this holds them, as on the paper.",
            "true_from",
            code="EMPTY",
        )
    return None


def _interest_unsaid(stating: Stating) -> datetime | None:
    """An interest stated while the person is out was there when they left, unless it says when."""
    record = stating.record
    if record.is_in_custody or not record.exits:
        return None
    return start_of_day(day_in_london(record.exits[-1].left.fact.exited_at))


def _always(_fact: f.Fact) -> bool:
    return True


def _is_interest(fact: f.ImmigrationInterestStated) -> bool:
    return fact.interest not in (f.Interest.NOT_OF_INTEREST, f.Interest.NOT_KNOWN)


def takes_back(before: f.Fact | None, after: f.Fact | None) -> bool:
    """Whether `after` in the place of `before` (none = nothing) takes back what holds somebody.

    Then a word is not enough, and neither is one person: else one could free somebody alone, past
    the paper or the two people that the end of an authority needs.
    """
    kind = STATABLE.get(type(before)) if before is not None else None
    return kind is not None and kind.holds(before) and (after is None or not kind.holds(after))


def _length(term: f.Term, field: str = "term") -> None:
    units = (term.years, term.months, term.weeks, term.days)
    if term.is_nothing or min(units) < 0:
        raise cannot_be("Enter a length above 0, as on the warrant.", field)
    if max(units) > MOST_OF_A_UNIT:
        raise cannot_be(f"Enter at most {MOST_OF_A_UNIT} of a unit, as on the warrant.", field)
    if is_too_long(term):
        raise cannot_be(TOO_LONG, field)


def is_too_long(term: f.Term) -> bool:
    """Whether a length is more than `MOST_YEARS`, a year taken as its fewest months and days."""
    years = term.years + term.months / 12 + term.weeks / 52 + term.days / 365
    return years > MOST_YEARS


MOST_OF_A_UNIT = 999
"""The most years, months, weeks or days of one length, as labelled texts give it (our decision)."""
MOST_YEARS = 99
"""The most years of one length, all units together: a longer one is a slip (our decision)."""
TOO_LONG = (
    f"A length is at most {MOST_YEARS} years, all units together. Enter it as on the warrant."
)


def _remand(fact: f.RemandOrdered, _stating: Stating) -> None:
    filled(fact, "court", "case_urn")


def _sentence(fact: f.SentenceImposed, stating: Stating) -> None:
    filled(fact, "court", "case_urn", "offence_code")
    if not is_offence_code(fact.offence_code):
        raise cannot_be(NO_OFFENCE_CODE, "offence_code")
    _length(fact.term)
    if fact.extension is not None:
        _length(fact.extension, "extension")
    for field, kinds in OF_KINDS.items():
        if getattr(fact, field) and fact.sentence_kind not in kinds:
            name = field.replace("_", " ")
            raise cannot_be(f"A sentence of the kind {fact.sentence_kind} has no {name}.", field)
    not_later(fact.imposed_on, stating, "imposed_on")
    if fact.offence_committed_on > fact.imposed_on:
        raise cannot_be("The offence cannot be later than its sentence.", "offence_committed_on")
    if fact.count < 1:
        raise cannot_be("Enter the count as a number from 1.", "count")
    _one_of_a_count(fact, stating)
    sentences = {a.seq for a in stating.record.authorities if a.kind is AuthorityKind.SENTENCE}
    if fact.consecutive_to is not None and fact.consecutive_to not in sentences:
        raise cannot_be("The sentence that it follows is not on this record.", "consecutive_to")


OF_KINDS = {
    "extension": (f.SentenceKind.EDS, f.SentenceKind.SOPC),
    "has_automatic_release": (f.SentenceKind.EDS,),
    "is_under_18_concern": (f.SentenceKind.SOPC,),
    "fine_pence": (f.SentenceKind.A_FINE,),
    "supervised_until": (f.SentenceKind.BOTUS,),
}
"""What only sentences of some kinds have."""


def _one_of_a_count(fact: f.SentenceImposed, stating: Stating) -> None:
    """Refuse a second sentence for a count: what a court changed is a correction, or an end."""
    itself = None if stating.corrects is None else first_of(stating.record, stating.corrects)
    held = {a.seq for a in stating.record.authorities_in_force} - {itself}
    for each in sentences_on(stating.record):
        same_case = _as_typed(each.fact.case_urn) == _as_typed(fact.case_urn)
        if each.seq in held and same_case and each.fact.count == fact.count:
            raise cannot_be(
                f"A sentence for count {fact.count} of this case is on record already (entry"
                f" {each.seq}). Correct that one, or enter its end first.",
                "count",
                code="TWICE",
            )


def _as_typed(case_urn: str) -> str:
    """A case number however it was typed."""
    return "".join(case_urn.split()).casefold()


def is_offence_code(code: str) -> bool:
    """Whether a code has the shape of the offence register's; whether it is known is another."""
    return _OFFENCE_CODE.fullmatch(code) is not None


_OFFENCE_CODE = re.compile(
    "[A-Z]{2}(?:[0-9]{5}[A-Z]?(?:-[0-9]{3}[A-Z]{1,2})?|[A-Z]{2}[0-9]{3}[A-Z]?)"
)
NO_OFFENCE_CODE = (
    "An offence code is two letters and five figures, such as TH68010, perhaps with a letter after"
    " them. Enter it as on the warrant."
)


def _release_marks(fact: f.ReleaseMarksStated, stating: Stating) -> None:
    sentence = _answered_for(fact, stating)
    must_be_marks(fact.marks, sentence.fact)
    must_be_supported(stating.record, sentence, fact.marks, source=stating.source, by=stating.by)


def _answered_for(fact: f.ReleaseMarksStated, stating: Stating) -> Stated[f.SentenceImposed]:
    """The sentence, as it stands, that a statement answers for."""
    for authority in stating.record.authorities_in_force:
        sentence = as_sentence(authority)
        if sentence is not None and sentence.entry.seq == fact.sentence:
            return sentence
    raise cannot_be(
        "The sentence was corrected or has ended since you looked. Look at it, then answer.",
        "sentence",
    )


def _suspended(fact: f.SuspendedSentenceOrdered, stating: Stating) -> None:
    filled(fact, "court", "case_urn")
    _length(fact.term)
    _length(fact.suspended_for, "suspended_for")
    not_later(fact.imposed_on, stating, "imposed_on")


def _recall(fact: f.RecallOrdered, stating: Stating) -> None:
    not_later(fact.revoked_on, stating, "revoked_on")
    if fact.returned_on is not None:
        not_later(fact.returned_on, stating, "returned_on")
        if fact.returned_on < fact.revoked_on:
            raise cannot_be("The return cannot be before the recall.", "returned_on")


def _revoked_at(fact: f.RecallOrdered, stating: Stating) -> datetime:
    """The moment that is given of the day of the revocation, else the start of that day.

    Of somebody who left on that very day it must be given: a licence that was revoked after they
    left says nothing against that exit, and one revoked before makes it an error. Raises
    `ActRefused`.
    """
    on, given = fact.revoked_on, stating.true_from
    if given is not None and day_in_london(given) == on:
        return given
    exits = (left for each in (stating.record, *stating.others) for left in each.exits)
    if any(day_in_london(each.left.fact.exited_at) == on for each in exits):
        raise cannot_be(
            "This person left on that day. Enter at which time of it the licence was revoked, as on"
            " the notice. If it gives none, ask whoever revoked it.",
            "true_from",
            code="EMPTY",
        )
    return start_of_day(on)


def _citizenship(fact: f.CitizenshipEvidenceSeen, _stating: Stating) -> None:
    filled(fact, "evidence", "number", "seen_by")


def _reference(fact: f.Fact, _stating: Stating) -> None:
    filled(fact, "reference")


def _lodged(fact: f.AuthorityLodged, _stating: Stating) -> None:
    filled(fact, "catalogue", "title", "reference")


def _ended(fact: f.AuthorityEnded, stating: Stating) -> None:
    """An end has its own source; one that was only heard is heard by a second person."""
    authority = next((a for a in stating.record.authorities if a.seq == fact.authority), None)
    if authority is None:
        raise cannot_be("Choose an authority of this record.", "authority")
    if fact.ended_at.tzinfo is None or fact.ended_at > stating.at:
        raise cannot_be("The moment of the end is still to come.", "ended_at")
    papers = (SourceKind.DOCUMENT, SourceKind.MESSAGE)
    if stating.source.kind in papers and _same_paper(stating.source, authority, stating.record):
        raise cannot_be("That paper began the authority. Its end needs its own.", "source")
    is_heard = stating.source.kind is SourceKind.STATEMENT and stating.corrects is None
    if is_heard and any(each.by == stating.by for each in authority.ends):
        raise cannot_be("You heard the end already. A second person must ring back.", "authority")
    must_be_rung_back(fact.heard, stating)
    if fact.how is f.EndKind.SATISFIED:
        _is_served(authority, fact, stating)
    if fact.how is f.EndKind.REPLACED:
        others = {a.seq for a in stating.record.authorities} - {authority.seq}
        if fact.replaced_by not in others:
            raise cannot_be("Choose the authority that replaced it.", "replaced_by")


def _is_served(authority: Authority, fact: f.AuthorityEnded, stating: Stating) -> None:
    """A sentence is served when its day has come: an unserved one ends by the court's paper.

    Paying ends a sentence for default of a fine at any time.
    """
    began = authority.began.fact
    if not isinstance(began, f.SentenceImposed) or began.sentence_kind is f.SentenceKind.A_FINE:
        return
    calculated = stating.record.calculation
    ended_on = day_in_london(fact.ended_at)
    if calculated is not None and undecided(stating.record, calculated):
        raise cannot_be(
            "The law behind its dates is in doubt and nobody has decided. The head of OMU decides"
            " first, on the dates page.",
            "how",
        )
    if (
        calculated is None
        or ended_on < decided_dates(stating.record, calculated).calculation.fact.governing_on
    ):
        raise cannot_be(
            "By its dates this sentence is not served. If a court ended it, choose that, with the"
            " court's paper.",
            "how",
        )


def _same_paper(source: Source, authority: Authority, record: CustodyRecord) -> bool:
    """Whether a source is what an authority began with or was corrected by, on whatever page."""
    numbers = (authority.seq, authority.began.entry.seq)
    began = (e.envelope.source for e in record.entries if e.seq in numbers)
    return any((each.kind, each.reference) == (source.kind, source.reference) for each in began)


def _no_authority(fact: f.NoAuthorityNoted, stating: Stating) -> None:
    if fact.since.tzinfo is None or fact.since > stating.at:
        raise cannot_be("That moment is still to come.", "since")


def _disposed(fact: f.CaseDisposed, stating: Stating) -> None:
    filled(fact, "case_urn", "court", "disposal")
    not_later(fact.disposed_on, stating, "disposed_on")


def _hearing(fact: f.HearingListed, _stating: Stating) -> None:
    filled(fact, "case_urn", "court")


def _offence(fact: f.OffenceRecorded, stating: Stating) -> None:
    filled(fact, "case_urn", "offence_code")
    not_later(fact.committed_on, stating, "committed_on")


def _early(fact: f.EarlyReleaseDecided, _stating: Stating) -> None:
    filled(fact, "signed_by")


def _name(fact: f.IdentityRecorded | f.AliasRecorded, stating: Stating) -> None:
    filled(fact, "surname")
    if fact.born_on is not None:
        not_later(fact.born_on, stating, "born_on")


def _any(_fact: f.Fact, _stating: Stating) -> None:
    """Whatever its shape allows can be so."""


STATABLE: dict[type[f.Fact], Statable] = {
    f.IdentityRecorded: Statable(must_be_so=_name),
    f.AliasRecorded: Statable(must_be_so=_name),
    f.NationalityStated: Statable(must_be_so=lambda fact, _: filled(fact, "nationality")),
    f.IdentifierRecorded: Statable(must_be_so=lambda fact, _: filled(fact, "value")),
    f.RemandOrdered: Statable(must_be_so=_remand, holds=_always, unsaid=unsaid_after_an_exit),
    f.SentenceImposed: Statable(
        must_be_so=_sentence,
        so_from=lambda fact: start_of_day(fact.imposed_on),
        holds=_always,
    ),
    f.ReleaseMarksStated: Statable(
        must_be_so=_release_marks,
        so_since=lambda fact, stating: _answered_for(fact, stating).true_from,
        holds=lambda fact: keeps_longer(fact.marks),
    ),
    f.SuspendedSentenceOrdered: Statable(
        must_be_so=_suspended, so_from=lambda fact: start_of_day(fact.imposed_on)
    ),
    f.RecallOrdered: Statable(
        must_be_so=_recall,
        so_since=_revoked_at,
        holds=_always,
    ),
    f.ImmigrationInterestStated: Statable(
        must_be_so=_any, holds=_is_interest, unsaid=_interest_unsaid
    ),
    f.CitizenshipEvidenceSeen: Statable(must_be_so=_citizenship),
    f.ImmigrationDetentionAuthorised: Statable(
        must_be_so=_reference, needs_document=True, holds=_always, unsaid=unsaid_after_an_exit
    ),
    f.DeportationOrdered: Statable(
        must_be_so=_reference, needs_document=True, holds=_always, unsaid=unsaid_after_an_exit
    ),
    f.AuthorityLodged: Statable(
        must_be_so=_lodged, needs_document=True, holds=_always, unsaid=unsaid_after_an_exit
    ),
    f.AuthorityEnded: Statable(must_be_so=_ended, so_from=lambda fact: fact.ended_at),
    f.NoAuthorityNoted: Statable(must_be_so=_no_authority, so_from=lambda fact: fact.since),
    f.RemandCredited: Statable(
        must_be_so=credit, so_from=lambda fact: start_of_day(fact.counts_from)
    ),
    f.TaggedBailCredited: Statable(
        must_be_so=credit, so_from=lambda fact: start_of_day(fact.counts_from)
    ),
    f.UnlawfullyAtLargeRecorded: Statable(
        must_be_so=at_large, so_from=lambda fact: start_of_day(fact.period.first_on)
    ),
    f.AddedDaysAwarded: Statable(
        must_be_so=awarded, so_from=lambda fact: start_of_day(fact.awarded_on)
    ),
    f.AddedDaysRestored: Statable(
        must_be_so=restored, so_from=lambda fact: start_of_day(fact.restored_on)
    ),
    f.CourtCasesStated: Statable(must_be_so=court_cases),
    f.CaseDisposed: Statable(
        must_be_so=_disposed, so_from=lambda fact: start_of_day(fact.disposed_on)
    ),
    f.HearingListed: Statable(must_be_so=_hearing),
    f.OffenceRecorded: Statable(must_be_so=_offence),
    f.EarlyReleaseDecided: Statable(must_be_so=_early, needs_document=True),
    f.EnquiryAnswered: Statable(must_be_so=enquiry),
    f.RecallStatusStated: Statable(must_be_so=asked),
    f.DaysStated: Statable(must_be_so=days_on_file),
    f.ConditionsSet: Statable(must_be_so=conditions),
    f.LicenceIssued: Statable(must_be_so=licence),
    f.ConditionMet: Statable(must_be_so=met),
    f.ProbationTold: Statable(must_be_so=probation),
    f.PublicProtectionStated: Statable(must_be_so=flags),
    f.VictimContactStated: Statable(must_be_so=asked),
    f.ReleaseNotified: Statable(must_be_so=notified),
    f.ProductionOrdered: Statable(
        must_be_so=production, needs_document=True, so_since=by_its_day("first_on")
    ),
    f.HospitalStayAuthorised: Statable(
        must_be_so=hospital_stay, needs_document=True, so_since=by_its_day("first_on")
    ),
    f.TemporaryReleaseLicensed: Statable(
        must_be_so=temporary_licence, needs_document=True, so_since=by_its_day("leaves_on")
    ),
    f.ExitPrepared: Statable(must_be_so=prepared, so_since=by_its_day("on")),
    f.DeathRecorded: Statable(must_be_so=died, so_from=lambda fact: fact.died_at),
    f.WentAtLarge: Statable(must_be_so=at_large_since, so_from=lambda fact: fact.since),
    f.ReleasedByCourt: Statable(must_be_so=let_go_by_court, so_from=lambda fact: fact.released_at),
    f.PhotographTaken: Statable(must_be_so=photograph),
    f.PersonalDetailRecorded: Statable(must_be_so=detail),
    f.InstructionVerified: Statable(must_be_so=verified),
}
"""The kinds that staff state. Court items, dates, exits and alarms have acts of their own."""

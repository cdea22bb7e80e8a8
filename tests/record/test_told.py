"""Every kind of entry has its sentence in the history."""

import re
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from gatelodge.record.facts import (
    FACT_KINDS,
    AuthorityEnded,
    ConditionsSet,
    CourtQueried,
    DatesCalculated,
    EndKind,
    ExitPlanned,
    ExitRecorded,
    ExitRedecided,
    ExitType,
    Fact,
    FinalCheckRun,
    HazardDecided,
    HazardFound,
    IdentityRecorded,
    LicenceIssued,
    LicenceSigned,
    OffenceRecorded,
    ReadingConfirmed,
    RecallKind,
    RecallOrdered,
    ReleaseAuthorised,
    ReleaseConfirmed,
    RemandOrdered,
    Role,
    RoleGranted,
    SentenceImposed,
    SentenceKind,
    Term,
)
from gatelodge.record.told import told
from tests.record.sample_facts import sample

_CODE = re.compile(r"[{}<>\[\]]|None|datetime|_")


@pytest.mark.parametrize("kind", FACT_KINDS, ids=lambda kind: kind.KIND)
def test_every_kind_is_told_in_one_english_sentence(kind: type[Fact]) -> None:
    words = told(sample(kind))
    assert words[0].isupper() or words[0].isdigit()
    assert words.endswith(".")
    assert not _CODE.search(words)
    assert "  " not in words


SENTENCE = SentenceImposed(
    court="Fernlea Crown Court",
    case_urn="45GD0000125",
    sentence_kind=SentenceKind.SDS,
    term=Term(years=1, months=2),
    imposed_on=date(2026, 9, 3),
    offence_code="TH68010",
    offence_committed_on=date(2026, 1, 31),
    consecutive_to=12,
)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            SENTENCE,
            (
                "Fernlea Crown Court imposed SDS of 1 year 2 months on Thursday 3 September 2026, "
                "consecutive to entry 12 (count 1 of case 45GD0000125, offence TH68010 of Saturday "
                "31 January 2026)."
            ),
        ),
        (
            RemandOrdered(court="Fernlea Crown Court", case_urn="45GD1", next_hearing_on=None),
            "Remanded in custody: case 45GD1 at Fernlea Crown Court, next hearing not known.",
        ),
        (
            RecallOrdered(recall_kind=RecallKind.FIXED_28, revoked_on=date(2026, 9, 1)),
            (
                "Recall (fixed term 28 days): the licence was revoked on Tuesday 1 September 2026; "
                "not yet returned."
            ),
        ),
        (
            AuthorityEnded(
                authority=4,
                how=EndKind.SATISFIED,
                ended_at=datetime(2026, 9, 3, 9, 5, tzinfo=UTC),
            ),
            "The authority to hold of entry 4 was satisfied, Thursday 3 September 2026, 10:05.",
        ),
        (
            ExitRecorded(
                exit_type=ExitType.COMMUNITY,
                exited_at=datetime(2026, 12, 3, 9, 5, tzinfo=UTC),
                pass_id=None,
                place="the main gate",
            ),
            (
                "Left custody at the main gate, Thursday 3 December 2026, 09:05, community, "
                "without an exit pass."
            ),
        ),
        (
            ExitPlanned(exit_type=ExitType.COMMUNITY, on=date(2026, 9, 3), is_immediate=True),
            (
                "Exit planned on Thursday 3 September 2026: community. The court ordered it to be "
                "immediate."
            ),
        ),
        (ConditionsSet(conditions=()), "Conditions of release: none."),
        (LicenceIssued(conditions=("Report to the office",)), "Licence issued with 1 condition."),
        (
            LicenceSigned(read_by="Officer Ames", refusal_witnessed_by="Officer Bell"),
            (
                "Officer Ames read the licence to the person; signing was refused before Officer "
                "Bell."
            ),
        ),
        (
            LicenceSigned(read_by="Officer Ames"),
            "Officer Ames read the licence to the person, who signed it.",
        ),
        (
            RoleGranted(role=Role.INSPECTOR, prison="*"),
            "Role granted: inspector at every prison.",
        ),
    ],
)
def test_what_the_history_says(fact: Fact, words: str) -> None:
    assert told(fact) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("does bail still run", "Listing office was asked: does bail still run."),
        ("Does bail still run?", "Listing office was asked: Does bail still run?"),
        ("Does bail still run. ", "Listing office was asked: Does bail still run."),
    ],
)
def test_what_people_typed_ends_once(typed: str, words: str) -> None:
    assert told(CourtQueried(query="q", about=typed, asked_of="listing office")) == words


def test_a_doubt_is_told_by_what_it_is_about_and_never_by_its_code() -> None:
    hazard = HazardFound(
        code="GL_FIXED_TERM_IN_FORCE",
        text="Release at the end of a fixed-term recall. Source: CJA 2003 ss.255B(2), (9).",
        question="Is the fixed term still in force?",
    )
    asked = replace(hazard, code="GL_OTHER", text="")
    calculated = told(replace(sample(DatesCalculated), hazards=(hazard, asked)))
    assert calculated.endswith(
        "A person must decide: Release at the end of a fixed-term recall; "
        "Is the fixed term still in force?"
    )
    decided = told(replace(sample(HazardDecided), hazard=hazard))
    assert decided.startswith("A doubt about the law (Release at the end of a fixed-term recall) ")


def test_an_exit_decided_again_names_the_checks_that_would_have_stopped_it() -> None:
    redecided = sample(ExitRedecided)
    assert isinstance(redecided, ExitRedecided)
    fallen = replace(redecided, exit=9, fallen=("G02", "G05"), never_evidenced=())
    assert told(fallen) == "The exit of entry 9 was decided again: G02, G05 would have stopped it."
    clean = replace(redecided, exit=9, fallen=(), never_evidenced=("G13",))
    assert told(clean) == (
        "The exit of entry 9 was decided again: nothing known now would have stopped it; never "
        "evidenced: G13."
    )


def test_somebody_with_one_name_is_told_without_a_comma_that_leads_nowhere() -> None:
    named = replace(sample(IdentityRecorded), surname="Aru", forenames="")
    assert told(named).startswith("Identity: ARU, born ")
    read = replace(
        sample(ReadingConfirmed),
        defendant_surname="Aru",
        defendant_forenames="",
        defendant_born_on=date(1990, 1, 1),
    )
    assert "by a person: ARU, born " in told(read)


def test_an_extended_sentence_is_told_with_its_extended_licence() -> None:
    eds = SentenceKind.EDS
    extended = replace(
        sample(SentenceImposed), sentence_kind=eds, term=Term(years=4), extension=Term(years=3)
    )
    assert "imposed EDS of 4 years with an extended licence of 3 years on" in told(extended)
    assert "extended licence" not in told(replace(extended, extension=None))


def test_an_offence_whose_day_of_conviction_is_not_known_is_not_called_unconvicted() -> None:
    """A sentence may stand beside it: what nobody entered says nothing about guilt."""
    words = told(replace(sample(OffenceRecorded), convicted_on=None))
    assert "convicted" not in words


def test_the_minimum_term_of_a_life_sentence_does_not_read_as_its_length() -> None:
    life = replace(sample(SentenceImposed), sentence_kind=SentenceKind.LIFE, term=Term(years=12))
    assert "imposed a life sentence with a minimum term of 12 years on" in told(life)
    assert "imposed a life sentence on" in told(replace(life, term=Term()))


@pytest.mark.parametrize(
    ("exit_type", "leaving"),
    [
        (ExitType.TRANSFER, "exit"),
        (ExitType.COURT_PRODUCTION, "exit"),
        (ExitType.REMOVAL, "release"),
    ],
)
def test_an_exit_that_ends_no_custody_is_called_no_release(
    exit_type: ExitType, leaving: str
) -> None:
    authorised = sample(ReleaseAuthorised)
    assert isinstance(authorised, ReleaseAuthorised)
    assessed = replace(authorised.assessed, exit_type=exit_type)
    assert told(replace(authorised, assessed=assessed)).startswith(
        f"{leaving.capitalize()} authorised on "
    )
    confirmed = told(replace(sample(ReleaseConfirmed), assessed=assessed))
    assert confirmed.startswith(f"The duty governor confirmed the {leaving}: ")
    checked = told(replace(sample(FinalCheckRun), assessed=assessed))
    assert checked.startswith(f"Final check of the {leaving}: ")

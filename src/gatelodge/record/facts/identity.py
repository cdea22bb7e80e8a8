"""Who the person is, where they are kept, and which records are held to be the same person."""

from datetime import date
from enum import StrEnum

import msgspec

from gatelodge.record.facts.kind import Fact, Nature, fact


class Issuer(StrEnum):
    """Who issued an outside identifier; two kinds are never taken for each other (needs N18)."""

    PRISON_NUMBER = "prison number"
    PNC = "PNC"
    CRO = "CRO"
    COURT_DEFENDANT = "court defendant"
    MASTER_DEFENDANT = "court master defendant"
    PROBATION = "probation"
    HOME_OFFICE = "Home Office"
    JUSTICE_ID = "Justice ID"


class HeldBy(StrEnum):
    """Who holds two records to be one person."""

    PERSON = "a person"
    MATCHER = "the matcher"


@fact("person_received")
class PersonReceived(Fact, frozen=True, kw_only=True):
    """Reception: the person came into custody at this prison and the record was opened."""

    prison: str
    prison_number: str


@fact("identity_recorded")
class IdentityRecorded(Fact, frozen=True, kw_only=True):
    """Name and birth date as on the paper named in the source. The later statement stands."""

    surname: str
    forenames: str
    born_on: date
    photo: str | None = None
    photo_taken_on: date | None = None


@fact("alias_recorded")
class AliasRecorded(Fact, frozen=True, kw_only=True):
    """Another name that the person is or was known by."""

    surname: str
    forenames: str
    born_on: date | None = None


@fact("identifier_recorded")
class IdentifierRecorded(Fact, frozen=True, kw_only=True):
    """An outside body's number for the person, typed by its issuer."""

    issuer: Issuer
    value: str


@fact("nationality_stated")
class NationalityStated(Fact, frozen=True, kw_only=True):
    """Nationality as a document or person states it; it reopens the immigration question (G13)."""

    nationality: str
    document: str | None = None


@fact("same_person_held")
class SamePersonHeld(Fact, frozen=True, kw_only=True):
    """This record and another are held to be one person; news on either is news on both."""

    other_record: str
    held_by: HeldBy
    basis: str


@fact("different_people_found")
class DifferentPeopleFound(Fact, frozen=True, kw_only=True):
    """A person looked and found that this record and another are two people."""

    other_record: str
    basis: str


@fact("linked_record_changed")
class LinkedRecordChanged(Fact, frozen=True, kw_only=True):
    """Something new stands on a record that is held to be the same person."""

    other_record: str
    other_version: int
    """Place of the new entry in the other record's stream."""


class Detail(StrEnum):
    """What the record knows of a person that can be asked of them."""

    BORN_ON = "date of birth"
    BIRTHPLACE = "place of birth"
    MOTHERS_NAME = "mother's name before marriage"
    ADDRESS = "address before custody"
    NEXT_OF_KIN = "next of kin"
    FIRST_SCHOOL = "first school"


class IdentityMethod(StrEnum):
    """How somebody was held to be the person on record."""

    PHOTO = "photo, name, number and two questions"
    BIOMETRIC = "fingerprint or face, by a device"


class QuestionAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question, and whether the answer was the one on record."""

    about: Detail
    is_right: bool


@fact("photograph_taken")
class PhotographTaken(Fact, frozen=True, kw_only=True):
    """A photo of the person's face, kept by its content hash."""

    photo: str
    taken_on: date
    is_colour: bool


@fact("personal_detail_recorded")
class PersonalDetailRecorded(Fact, frozen=True, kw_only=True):
    """Something that the person said of themselves, to be asked again when they leave."""

    about: Detail
    answer: str


@fact("identity_confirmed", nature=Nature.RELEASE_ACT)
class IdentityConfirmed(Fact, frozen=True, kw_only=True):
    """An officer holds the person who is about to leave to be the one on record (G31)."""

    method: IdentityMethod
    questions: tuple[QuestionAsked, ...] = ()
    reference: str = ""
    """Number of the device's result, where a device compared."""


@fact("identity_doubted")
class IdentityDoubted(Fact, frozen=True, kw_only=True):
    """An officer found that the person may not be the one on record. A live pass dies."""

    found: str
    questions: tuple[QuestionAsked, ...] = ()

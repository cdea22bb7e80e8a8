"""What an exit other than a release rests on: orders, licences, hand-overs, emergencies.

Also what is made ready for an exit, which must fit it (table of needs, N33).
"""

from datetime import date, datetime
from enum import StrEnum

from gatelodge.record.facts.exits import ExitType
from gatelodge.record.facts.kind import Fact, fact


class HospitalBasis(StrEnum):
    """What takes somebody to hospital, other than an emergency."""

    MEDICAL_ESCORT = "medical escort decision"
    TRANSFER_DIRECTION = "transfer direction"


class Prepared(StrEnum):
    """What is made ready for an exit, and shows which exit somebody has in mind."""

    SUBSISTENCE_PAYMENT = "subsistence payment"
    RELEASE_LICENCE = "release licence"
    TEMPORARY_LICENCE = "temporary release licence"
    ALL_PROPERTY = "all property handed over"
    TRAVEL_WARRANT = "travel warrant"
    ESCORT_VEHICLE = "escort vehicle"
    LIST = "list of the day"


class EmergencyDuty(StrEnum):
    """What is made good after an emergency, when it could not be done before."""

    LOOKED_AT = "somebody who did not order it looks at the escort"
    IDENTITY = "two officers confirm at the hospital who the person is"
    TOLD = "the head of OMU and the next of kin are told"


@fact("production_ordered")
class ProductionOrdered(Fact, frozen=True, kw_only=True):
    """A production order to the police was lodged: who may have the person, where and when."""

    ordered_by: str
    place: str
    first_on: date
    last_on: date
    reference: str


@fact("hospital_stay_authorised")
class HospitalStayAuthorised(Fact, frozen=True, kw_only=True):
    """A medical escort decision or a transfer direction names the hospital and the days."""

    basis: HospitalBasis
    hospital: str
    signed_by: str
    first_on: date
    last_on: date | None = None
    """None = no last day is named."""


@fact("temporary_release_licensed")
class TemporaryReleaseLicensed(Fact, frozen=True, kw_only=True):
    """A temporary release licence (ROTL) was signed. The person stays under sentence."""

    signed_by: str
    purpose: str
    place: str
    leaves_on: date
    returns_at: datetime
    """The last instant at which the person is to be back."""


@fact("exit_prepared")
class ExitPrepared(Fact, frozen=True, kw_only=True):
    """Something was made ready for an exit of a day, or is no longer. The newest of each stands."""

    what: Prepared
    on: date
    exit_type: ExitType | None
    """The exit that it names; none = it names none."""
    reference: str
    stands: bool = True
    """False = it was stopped or taken back."""


@fact("hand_over_accepted")
class HandOverAccepted(Fact, frozen=True, kw_only=True):
    """The receiving prison takes over what is open on a record, and says which papers it saw."""

    prison: str
    items: tuple[str, ...]
    """Names of the open items taken over."""
    papers_seen: tuple[str, ...]
    """Content hashes of the papers that somebody there looked at."""


@fact("papers_seen")
class PapersSeen(Fact, frozen=True, kw_only=True):
    """Somebody at a receiving prison looked at papers that the sending prison held."""

    prison: str
    papers: tuple[str, ...]


@fact("emergency_escort_ordered")
class EmergencyEscortOrdered(Fact, frozen=True, kw_only=True):
    """The officer in charge sent somebody to hospital at once; the rest is made good after."""

    hospital: str
    escort: str
    identified_by: str
    """Another officer, by name, who held face and number against the record."""


@fact("emergency_duty_done")
class EmergencyDutyDone(Fact, frozen=True, kw_only=True):
    """A duty that an emergency left open was done."""

    order: int
    """Entry number of the emergency escort."""
    duty: EmergencyDuty
    how: str

"""What invented staff do before an exit and at reception on its day, each by whose task it is."""

from collections.abc import Sequence
from datetime import date, datetime

from gatelodge.casework.exit_day import (
    attend_removal,
    confirm_identity,
    note_footage,
    sign_licence,
)
from gatelodge.demo.desk import ASKED, Desk
from gatelodge.record.facts import (
    Fact,
    IdentityMethod,
    ProbationTold,
    PublicProtectionStated,
    QuestionAsked,
    Recipient,
    ReleaseNotified,
    Role,
    VictimContactStated,
)

_OFFICERS = (Role.RECEPTION_OFFICER, Role.CUSTODIAL_MANAGER)
_PROBATION = ("Lena Foss", "Fernlea probation office, 4 Quay Street")
_REGISTER = ("Public protection unit", "Noor Castellan")
_VICTIMS = ("Victim contact unit", "Bryn Hollis")
_LIAISON = "Maeve Trentham"


def told(told_at: datetime, reports_at: datetime, *, has_victim: bool = False) -> Sequence[Fact]:
    """What the others say who are told of a release and asked about it, all at one instant.

    There are no flags; with a victim who asked to be told, their liaison officer was told the day.
    """
    officer, reports_to = _PROBATION
    probation = ProbationTold(
        officer=officer,
        told_at=told_at,
        address_is_confirmed=True,
        reports_at=reports_at,
        reports_to=reports_to,
    )
    flags = PublicProtectionStated(
        asked_of=_REGISTER[0], answered_by=_REGISTER[1], asked_at=told_at, flags=()
    )
    victims = VictimContactStated(
        asked_of=_VICTIMS[0],
        answered_by=_VICTIMS[1],
        asked_at=told_at,
        liaison_officer=_LIAISON if has_victim else "",
    )
    return (probation, flags, victims)


def liaison_told(told_at: datetime, release_on: date) -> ReleaseNotified:
    """The victim's liaison officer was told the day of the release."""
    return ReleaseNotified(
        recipient=Recipient.VICTIM_LIAISON,
        named=_LIAISON,
        told_at=told_at,
        release_on=release_on,
    )


def read_licence(desk: Desk, record_id: str, *, refusal_witnessed_by: str = "") -> None:
    """Read the licence to the person, who signs it, or refuses before a witness."""
    sign_licence(
        desk.office,
        desk.actor(Role.RECEPTION_OFFICER),
        record_id,
        refusal_witnessed_by=refusal_witnessed_by,
    )


def identify(desk: Desk, record_id: str) -> None:
    """Let two officers compare face, name and number, and ask two questions each."""
    questions = [QuestionAsked(about=about, is_right=True) for about in ASKED]
    for role in _OFFICERS:
        confirm_identity(
            desk.office,
            desk.actor(role),
            record_id,
            method=IdentityMethod.PHOTO,
            questions=questions,
        )


def attend(desk: Desk, record_id: str, *, escort: str) -> None:
    """Let the duty governor come to the hand-over and compare the escort."""
    attend_removal(desk.office, desk.actor(Role.DUTY_GOVERNOR), record_id, escort=escort)


def footage(desk: Desk, record_id: str) -> None:
    """Note the number of the camera's recording."""
    reference = f"Camera 7, {desk.office.clock.now():%Y%m%d-%H%M}"
    note_footage(desk.office, desk.actor(Role.RECEPTION_OFFICER), record_id, reference=reference)

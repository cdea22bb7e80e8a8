"""The face of an exit pass: what stands on it, on the screen and on paper, in our own words."""

import msgspec

from gatelodge.casework.exits import staff_name
from gatelodge.casework.office import ActRefused, Office
from gatelodge.casework.registers import PRISONS
from gatelodge.gate import in_blocks, read_token, short_code
from gatelodge.record import CustodyRecord, Release, Stated, spoken_day, spoken_moment
from gatelodge.record.facts import ExitPlanned, ExitType, PassIssued, PrisonRegistered

_SAYS_WHERE_TO = frozenset(
    {ExitType.TRANSFER, ExitType.COURT_PRODUCTION, ExitType.POLICE_PRODUCTION}
)
"""Exits whose kind and place stand on the paper. Hospital and immigration never do."""


class PassFace(msgspec.Struct, frozen=True, kw_only=True):
    """Every word of a pass. No offence, immigration, health or victims."""

    person: str
    """Surname in capitals, then forenames."""
    facts: tuple[str, ...]
    """Prison number and birth date."""
    exit: str
    """COMMUNITY, or ONLY WITH THE ESCORT and its name."""
    start: str
    """From where; of a transfer and a production also of which kind it is and where it leads."""
    place: str
    """From where and where to, on which day and until when."""
    others: tuple[str, ...]
    """Who this pass must not be taken for."""
    token: str
    code: str
    """The token's short code in blocks of four."""
    acts: str
    versions: str
    ring: str
    """Telephone of whoever answers for the exit."""
    is_practice: bool
    cancelled: str = ""
    """When and why the pass died; then neither QR nor code may be shown."""


def pass_face(
    office: Office, record: CustodyRecord, release: Release, *, others: tuple[str, ...] = ()
) -> PassFace:
    """Put together the face of a release's pass, alive or cancelled.

    `others` are people of the prison with the same surname, as they are to be named. Raises
    `ActRefused` when the release has no pass yet.
    """
    issued, who = release.issued, record.identity
    if issued is None or who is None:
        raise ActRefused("There is no pass. The duty governor has not confirmed.", code="NO_PASS")
    payload, _content, _signature = read_token(issued.fact.token)
    prison = prison_of(office, payload.prison)
    plan = _plan_of(record, issued)
    escort = plan.escort if plan else ""
    start = prison.name if prison else payload.prison
    if plan is not None and plan.exit_type in _SAYS_WHERE_TO:
        start = f"{start}, {plan.exit_type}{_named(leads_to(office, plan))}"
    day = spoken_day(issued.fact.on)
    _weekday, born_on = spoken_day(who.fact.born_on).split(" ", 1)
    return PassFace(
        person=f"{who.fact.surname.upper()}, {who.fact.forenames}".removesuffix(", "),
        facts=(record.prison_number, f"born {born_on}"),
        exit=_exit_words(issued.fact.exit_type, escort),
        start=start,
        place=f"from {start}, {day}, until 23:59",
        others=others,
        token=issued.fact.token,
        code=in_blocks(short_code(issued.fact.token)),
        acts=_acts(office, release, issued),
        versions=_versions(release),
        ring=prison.telephone if prison else "",
        is_practice=office.clock.is_practice,
        cancelled=_cancelled(release),
    )


def prison_of(office: Office, code: str) -> PrisonRegistered | None:
    """The newest entry of a prison in the register; none = nobody has entered it."""
    facts = [each.fact for each in office.ledger.stream(PRISONS)]
    known = [each for each in facts if isinstance(each, PrisonRegistered) and each.prison == code]
    return known[-1] if known else None


def leads_to(office: Office, plan: ExitPlanned) -> str:
    """Name of the prison or place that a planned exit leads to; empty = the plan names none."""
    known = prison_of(office, plan.to_prison) if plan.to_prison else None
    return known.name if known else plan.to_prison or plan.destination


def _named(place: str) -> str:
    return f": {place}" if place else ""


def _plan_of(record: CustodyRecord, issued: Stated[PassIssued]) -> ExitPlanned | None:
    """The plan that a pass was made for: it goes on standing on the pass once the exit is made."""
    if record.plan is not None and record.plan.seq < issued.seq:
        return record.plan.fact
    made_for = None
    for entry in record.entries:
        if entry.seq < issued.seq and isinstance(entry.fact, ExitPlanned):
            made_for = entry.fact
    return made_for


def _exit_words(exit_type: ExitType, escort: str) -> str:
    if not exit_type.is_escorted:
        return exit_type.value.upper()
    return f"ONLY WITH THE ESCORT {escort}".strip()


def _acts(office: Office, release: Release, issued: Stated[PassIssued]) -> str:
    authorised, confirmed = release.authorised, release.confirmed or issued
    return " ".join(
        f"{act} by {staff_name(office, by)}, {spoken_moment(at)}."
        for act, by, at in (
            ("Authorised", authorised.by, authorised.recorded_at),
            ("Confirmed", confirmed.by, confirmed.recorded_at),
        )
    )


def _versions(release: Release) -> str:
    assessed = (release.confirmed or release.authorised).fact.assessed
    return (
        f"Checks {assessed.checks_version}, law {assessed.law_version}, "
        f"engine {assessed.engine_version}."
    )


def _cancelled(release: Release) -> str:
    cancelled = release.cancelled
    if cancelled is None:
        return ""
    return f"Cancelled {spoken_moment(cancelled.recorded_at)}: {cancelled.fact.words}."

"""Who somebody is: the actor behind an account, and names and prisons as pages write them."""

from collections.abc import Mapping

from django.http import HttpRequest

from gatelodge.casework.office import REGISTER, STAFF, Actor, Office
from gatelodge.record import StaffMember, fold_staff
from gatelodge.record.facts import EVERY_PRISON, PrisonRegistered, Role

PRISONS = REGISTER + "prisons"

_RANK = (
    Role.DUTY_GOVERNOR,
    Role.HEAD_OF_OMU,
    Role.CUSTODIAL_MANAGER,
    Role.SECOND_CHECKER,
    Role.CASE_ADMINISTRATOR,
    Role.RECEPTION_OFFICER,
    Role.GATE_OFFICER,
    Role.NATIONAL_OPERATIONS,
    Role.INSPECTOR,
    Role.ESCORT_CONTRACTOR,
    Role.ADMINISTRATOR,
)
"""Which role is named first when somebody holds several."""


def staff_account(request: HttpRequest) -> str:
    """The staff account behind a sign-in, which is also the name of its stream; empty if none."""
    return getattr(request.user, "staff", "") if request.user.is_authenticated else ""


def actor_of(office: Office, account: str) -> Actor | None:
    """Who acts under this account, with the roles that stand now; none for an unknown account."""
    member = fold_staff(account, office.ledger.stream(STAFF + account))
    if not member.is_registered:
        return None
    return Actor(
        account=account,
        surname=member.surname,
        forenames=member.forenames,
        roles=frozenset(member.roles),
    )


def roles_at(actor: Actor, prison: str) -> tuple[Role, ...]:
    """The roles somebody holds at a prison, those for every prison too, weightiest first."""
    return tuple(role for role in _RANK if actor.has(role, prison))


def works_everywhere(actor: Actor) -> bool:
    """Whether somebody has a role that is not tied to one prison."""
    return any(prison == EVERY_PRISON for _, prison in actor.roles)


def prisons_of(office: Office, actor: Actor) -> tuple[PrisonRegistered, ...]:
    """Where somebody may work: the prisons of their roles, or all for a role at every prison."""
    everywhere = works_everywhere(actor)
    named = {prison for _, prison in actor.roles}
    return tuple(p for p in prisons(office).values() if everywhere or p.prison in named)


def prisons(office: Office) -> Mapping[str, PrisonRegistered]:
    """All prisons by code, in the order of their names; the later registration stands."""
    facts = [e.fact for e in office.ledger.stream(PRISONS)]
    by_code = {f.prison: f for f in facts if isinstance(f, PrisonRegistered)}
    return dict(sorted(by_code.items(), key=lambda each: each[1].name))


class Directory:
    """Names behind accounts and prison codes, each looked up once a page."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._members: dict[str, StaffMember] = {}
        self._prisons: Mapping[str, PrisonRegistered] | None = None

    def staff(self, account: str) -> str:
        """A member of staff as pages name them; our own parts are Gatelodge; else the account."""
        if account.startswith("system:"):
            return "Gatelodge"
        return self._member(account).name or account

    def roles(self, account: str) -> tuple[Role, ...]:
        """All roles of an account, at whatever prison."""
        return tuple(dict.fromkeys(role for role, _ in self._member(account).roles))

    def prison(self, code: str) -> str:
        """A prison's name, or its code where nobody registered it; no code is every prison."""
        if not code:
            return "every prison"
        known = self._known().get(code)
        return known.name if known else code

    def telephone(self, code: str) -> str:
        """The number that is answered when something is wrong at a prison; empty if unknown."""
        known = self._known().get(code)
        return known.telephone if known else ""

    def _known(self) -> Mapping[str, PrisonRegistered]:
        if self._prisons is None:
            self._prisons = prisons(self._office)
        return self._prisons

    def _member(self, account: str) -> StaffMember:
        if account not in self._members:
            entries = self._office.ledger.stream(STAFF + account)
            self._members[account] = fold_staff(account, entries)
        return self._members[account]

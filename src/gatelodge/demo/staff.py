"""The invented prisons and the people who work there: every role at every prison."""

from collections.abc import Iterator

import msgspec

from gatelodge.record.facts import EVERY_PRISON, PrisonRegistered, Role

PRISONS = (
    PrisonRegistered(
        prison="FNI",
        name="HMP Fernlea",
        telephone="2140",
        mailbox="omu.fernlea@prisons.invalid",
    ),
    PrisonRegistered(
        prison="DMI",
        name="HMP Dunmere",
        telephone="3350",
        mailbox="omu.dunmere@prisons.invalid",
    ),
    PrisonRegistered(
        prison="AVI",
        name="HMP Ashcombe Vale",
        telephone="4720",
        mailbox="omu.ashcombevale@prisons.invalid",
    ),
)
"""Three prisons that do not exist; their mailboxes end in a domain that can never exist."""


class StaffSignIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who works in the demo. The account is what they sign in with."""

    account: str
    surname: str
    forenames: str
    role: Role
    prison: str
    """Code of their prison, or `EVERY_PRISON`."""


_ROLES = (
    Role.CASE_ADMINISTRATOR,
    Role.SECOND_CHECKER,
    Role.HEAD_OF_OMU,
    Role.RECEPTION_OFFICER,
    Role.CUSTODIAL_MANAGER,
    Role.DUTY_GOVERNOR,
    Role.GATE_OFFICER,
    Role.DUTY_GOVERNOR,
)
"""The first of a role does its acts in the stories; the second governor is there for overrides."""
_NAMES = {
    "FNI": (
        "Grace Amadi",
        "Samir Rowe",
        "Priya Hale",
        "Tom Bexley",
        "Ruth Okafor",
        "Owen Lister",
        "Kit Marlow",
        "Ruben Castell",
    ),
    "DMI": (
        "Ada Nwosu",
        "Declan Frayne",
        "Helen Tsang",
        "Marta Zelenko",
        "Gwyn Pritchard",
        "Imani Cole",
        "Jo Arkwright",
        "Yvonne Darke",
    ),
    "AVI": (
        "Beatriz Sampaio",
        "Colm Devereux",
        "Nasreen Malik-Shaw",
        "Ewan Tulloch",
        "Sunil Bhatt",
        "Rosalind Keane",
        "Piotr Halas",
        "Tamara Bligh",
    ),
}
_EVERYWHERE = (
    ("Miriam Stroud", Role.NATIONAL_OPERATIONS),
    ("Edmund Vane", Role.INSPECTOR),
    ("Petra Lindqvist", Role.ESCORT_CONTRACTOR),
    ("Lena Orchard", Role.ADMINISTRATOR),
)


def staff() -> Iterator[StaffSignIn]:
    """Give everybody who works in the demo, prison by prison, then those of every prison."""
    for prison, names in _NAMES.items():
        for name, role in zip(names, _ROLES, strict=True):
            yield _sign_in(name, role, prison)
    for name, role in _EVERYWHERE:
        yield _sign_in(name, role, EVERY_PRISON)


def _sign_in(name: str, role: Role, prison: str) -> StaffSignIn:
    forenames, surname = name.split(" ", 1)
    return StaffSignIn(
        account=f"{forenames}.{surname}".lower(),
        surname=surname,
        forenames=forenames,
        role=role,
        prison=prison,
    )

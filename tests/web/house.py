"""A prison behind the screens: real ledger, real middleware, staff who can sign in."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from gatelodge.casework.office import Actor, Office
from gatelodge.casework.registers import INSTALLATION, grant_role, register_staff
from gatelodge.record import facts as f
from gatelodge.store.access_log import AccessMade, accesses
from gatelodge.store.ledger import DjangoLedger
from gatelodge.web import service
from tests.gate.prison import AMADI, HALE, LISTER, NOAKES, ROWE, Person, staff
from tests.intake.court import Desk, shared
from tests.offices import make_office

_HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
_OURS = frozenset({"csrfmiddlewaretoken", "next"})
PASSWORD = "four-invented-words-here"
BEXLEY = staff("bexley.tom", f.Role.RECEPTION_OFFICER)
OKAFOR = staff("okafor.ruth", f.Role.CUSTODIAL_MANAGER)
NWOSU = staff("nwosu.ada", f.Role.CASE_ADMINISTRATOR, prison="DMI")
STROUD = staff("stroud.miriam", f.Role.NATIONAL_OPERATIONS, prison=f.EVERY_PRISON)
VANE = staff("vane.edmund", f.Role.INSPECTOR, prison=f.EVERY_PRISON)
LINDQVIST = staff("lindqvist.petra", f.Role.ESCORT_CONTRACTOR, prison=f.EVERY_PRISON)
ORCHARD = staff("orchard.lena", f.Role.ADMINISTRATOR, prison=f.EVERY_PRISON)
DEACON = staff("deacon.ruth", f.Role.DUTY_GOVERNOR)
STAFF = (
    AMADI,
    ROWE,
    HALE,
    DEACON,
    LISTER,
    NOAKES,
    BEXLEY,
    OKAFOR,
    NWOSU,
    STROUD,
    VANE,
    LINDQVIST,
    ORCHARD,
)
BY_ROLE = {role: actor for actor in STAFF for role, _prison in actor.roles if actor is not NWOSU}


class House:
    """An office on the database, with prisons, staff, and their sign-ins."""

    def __init__(self) -> None:
        self.office: Office = make_office(ledger=DjangoLedger())
        service.use(self.office)
        self.court = Desk(self.office)
        self._hashed = make_password(PASSWORD)
        for actor in STAFF:
            self.join(actor)

    def join(self, actor: Actor) -> None:
        """Take somebody on, with their roles and a sign-in."""
        account = actor.account
        register_staff(
            self.office,
            INSTALLATION,
            account,
            surname=actor.surname.capitalize(),
            forenames=actor.forenames.capitalize(),
        )
        for role, prison in actor.roles:
            grant_role(self.office, INSTALLATION, account, role, prison)
        get_user_model().objects.create(username=account, staff=account, password=self._hashed)

    def person(self, surname: str = "Pell") -> Person:
        return Person(self.office, surname=surname)

    def browser(self, actor: Actor | None = None) -> "Browser":
        return Browser(actor)

    def item(self) -> str:
        """A court's message about somebody nobody knows yet."""
        return self.court.share(shared()).item


class Browser(Client):
    """A browser at a terminal; forms are sent as they were shown, with what a person changed."""

    def __init__(self, actor: Actor | None) -> None:
        super().__init__()
        if actor is not None:
            self.force_login(get_user_model().objects.get(username=actor.account))

    def see(self, name: str, *args: object, **query: str) -> Any:
        return self.get(reverse(name, args=args), query)

    def send(self, name: str, *args: object, **fields: Any) -> Any:
        """Open a form, fill it in and press its button."""
        page = self.see(name, *args)
        return self.post(reverse(name, args=args), hidden(page) | fields)


def hidden(page: Any) -> dict[str, Any]:
    """The hidden boxes of the forms on a page, as a browser would send them back."""
    found = _HIDDEN.findall(text_of(page))
    return {name: value for name, value in map(_name_and_value, found) if name not in _OURS}


def _name_and_value(box: str) -> tuple[str, str]:
    parts = dict(re.findall(r'(\w+)="([^"]*)"', box))
    return unescape(parts.get("name", "")), unescape(parts.get("value", ""))


def text_of(page: Any) -> str:
    return page.content.decode()


def logged(**wanted: str) -> list[AccessMade]:
    """Lines of the access log, newest first, with these values."""
    return [
        line
        for line in accesses(limit=1000)
        if all(getattr(line, name) == value for name, value in wanted.items())
    ]


def day_boxes(name: str, day: int, month: int, year: int) -> Mapping[str, str]:
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": str(year)}

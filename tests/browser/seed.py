"""Fills an empty installation with a prison, its staff, and two people of one surname.

Run as a process of its own, with the installation's environment: `python -m tests.browser.seed`.
"""

import json
import os
import sys
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gatelodge.settings")
django.setup()

from gatelodge import installation  # noqa: E402 - Django must be set up first
from gatelodge.casework.authorities import state_fact  # noqa: E402 - needs Django's settings
from gatelodge.casework.office import Actor, Office  # noqa: E402 - needs Django's settings
from gatelodge.casework.reception import NewPerson, receive_person  # noqa: E402 - needs Django's settings
from gatelodge.casework.registers import (  # noqa: E402 - needs Django's settings
    INSTALLATION,
    grant_role,
    register_prison,
    register_staff,
)
from gatelodge.demo.faces import face  # noqa: E402 - needs Django's settings
from gatelodge.demo.staff import PRISONS, staff  # noqa: E402 - needs Django's settings
from gatelodge.record import Source, document  # noqa: E402 - needs Django's settings
from gatelodge.record.facts import Detail, Issuer, RemandOrdered, Role  # noqa: E402 - needs Django's settings
from gatelodge.store.accounts import open_account  # noqa: E402 - needs Django's settings
from tests.browser.people import CASE, COURT, PASSWORD, PELL, PELL_NUMBER, RECEIVED_AT  # noqa: E402 - needs Django's settings

RECEPTION = Actor(
    account="tom.bexley",
    surname="Bexley",
    forenames="Tom",
    roles=frozenset({(Role.RECEPTION_OFFICER, "FNI")}),
)


def paper(office: Office, text: str) -> Source:
    return document(office.documents.keep(text.encode(), media_type="text/plain"))


def people(office: Office) -> dict[str, str]:
    made = {}
    for name, forenames, number, born_on in (
        ("pell", PELL.forenames, PELL_NUMBER, PELL.born_on),
        ("jordan", "Jordan", "A0417ZX", date(1999, 8, 2)),
    ):
        numbers = ((Issuer.MASTER_DEFENDANT, PELL.master_defendant_id),) if name == "pell" else ()
        made[name] = receive_person(
            office,
            RECEPTION,
            NewPerson(
                prison="FNI",
                prison_number=number,
                surname=PELL.surname,
                forenames=forenames,
                born_on=born_on,
                numbers=numbers,
                photo=office.documents.keep(face(int(number[1:5])), media_type="image/png"),
                photo_taken_on=RECEIVED_AT.date(),
                photo_is_colour=True,
                details=(
                    (Detail.MOTHERS_NAME, "Ferrand"),
                    (Detail.FIRST_SCHOOL, "Sallow Lane"),
                ),
            ),
            source=paper(office, f"reception of {number}"),
        )
        remand = RemandOrdered(
            court=COURT,
            case_urn=CASE if name == "pell" else "61ZX0000999",
            next_hearing_on=date(2026, 9, 1) if name == "pell" else date(2026, 11, 2),
        )
        state_fact(office, RECEPTION, made[name], remand, source=paper(office, f"remand {number}"))
    return made


def main() -> None:
    installation.start_up()
    office = installation.office()
    for prison in PRISONS:
        register_prison(office, INSTALLATION, prison)
    for each in staff():
        register_staff(
            office, INSTALLATION, each.account, surname=each.surname, forenames=each.forenames
        )
        grant_role(office, INSTALLATION, each.account, each.role, each.prison)
        open_account(each.account, PASSWORD, staff=each.account)
    json.dump(people(office), sys.stdout)


if __name__ == "__main__":
    main()

"""A record whose entries are not what was recorded: nothing is decided on it, and pages say so."""

from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gatelodge.record.entry import Undecodable, UnknownKind
from gatelodge.store.ledger import EntryDamaged

DAMAGE: Final = (EntryDamaged, Undecodable, UnknownKind)
"""What reading a damaged record raises."""
WORDS: Final = "This record's entries are not what was recorded. Treat the exit as stopped."


def damaged(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """In place of any page about a damaged record."""
    seq = fault.seq if isinstance(fault, EntryDamaged) else None
    return render(
        request, "errors/damaged.html", {"seq": seq}, status=HTTPStatus.SERVICE_UNAVAILABLE
    )

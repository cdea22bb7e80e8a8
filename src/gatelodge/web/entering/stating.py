"""A fact that staff state from its source: one form, one entry, and back to where it is shown."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from gatelodge.casework.authorities import state_fact
from gatelodge.record.facts import Fact
from gatelodge.web.acts import PaperForm, enter
from gatelodge.web.record_page import RecordPage


def state(
    page: RecordPage, form: PaperForm, fact: Callable[[], Fact], **context: Any
) -> HttpResponse:
    """Show a form, or state the fact that it says once and go on, as `enter` does.

    `fact` is asked for only when the form is valid.
    """
    return enter(
        page,
        form,
        act=lambda: state_fact(
            page.office,
            page.request.actor,
            page.record_id,
            fact(),
            source=form.source,
            true_from=form.so_from,
            command=form.press,
        ),
        **context,
    )

"""The dates page, the first calculation, and the second check."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gatelodge.casework.dates import EARLY_DATES, calculate_dates, second_check_dates
from gatelodge.record import day_in_london
from gatelodge.record.facts import CalculatedDate, DatesCalculated
from gatelodge.web.acts import ActForm, SeenForm, enter, posted
from gatelodge.web.boxes import one_of_box
from gatelodge.web.dates import facts_used, given, hazards, remand, words, worked
from gatelodge.web.form_fields import DayField
from gatelodge.web.record_page import RecordPage
from gatelodge.web.request import StaffRequest

_IF_ANY: Final = "If you reached one. Leave it empty where there is none."


class CheckForm(SeenForm):
    """The dates that a second person reached from the papers."""

    release_type = one_of_box(
        "Which date governs the release?",
        words.RELEASE_TYPES,
        "Choose the kind of release date that you reached.",
    )
    release_on = DayField(label="On which day does it fall?")
    hdced_on = DayField(
        label="First day of curfew at home (HDCED)", help_text=_IF_ANY, required=False
    )
    ped_on = DayField(
        label="First day the Parole Board may free (PED)", help_text=_IF_ANY, required=False
    )
    ersed_on = DayField(
        label="First day of early removal (ERSED)", help_text=_IF_ANY, required=False
    )
    end_type = one_of_box(
        "Which date ends the sentence?",
        words.END_TYPES,
        "Choose the kind of end date that you reached.",
    )
    end_on = DayField(label="On which day does it end?")

    def show_newer(self, version: int) -> None:
        """Carry the version shown, and keep the second calculation blind: no first result."""
        super().show_newer(version)
        self.newer = tuple(e for e in self.newer if not isinstance(e.fact, DatesCalculated))

    @property
    def reached(self) -> tuple[CalculatedDate, ...]:
        """The dates as entered."""
        cleaned = self.cleaned_data
        early = ((each, cleaned[f"{each.lower()}_on"]) for each in EARLY_DATES)
        return (
            CalculatedDate(cleaned["release_type"], cleaned["release_on"]),
            *(CalculatedDate(kind, on) for kind, on in early if on),
            CalculatedDate(cleaned["end_type"], cleaned["end_on"]),
        )


@require_GET
def dates(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """The dates, what they are worth, and how they were reached."""
    page = RecordPage(request, "person-dates")
    sentence, tags = words.state(page)
    return render(
        request,
        "dates/dates.html",
        page.context(
            state_words=sentence,
            state_tags=tags,
            refused=page.record.refused,
            release_day=words.day_of_release(page),
            hazards=hazards.blocks(page),
            by_decision=words.by_decision(page.record),
            table=words.table(page),
            not_given=worked.not_given(page.record),
            picture=worked.picture(page.record, day_in_london(page.known_at or page.now)),
            working=worked.working(page.record),
            **_facts(page),
            uncredited=words.uncredited(page.record),
            offers=remand.offers(page),
            calculated=page.record.calculation,
            source=page.sources.of(page.record.calculation),
            check_source=page.sources.of(words.check_of_these(page.record)),
            form=ActForm(),
            **_next_act(page),
        ),
    )


def _facts(page: RecordPage) -> dict[str, Any]:
    """The facts that the dates shown follow from, and those of now that they do not know of."""
    now = given.rows(page)
    if not facts_used.is_out_of_date(page.record):
        return {"given": now}
    used = given.rows(page, facts_used.used(page))
    frozen = [{k: row[k] for k in row.keys() - {"actions"}} for row in used]
    return {"given": frozen, "given_since": [row for row in now if row not in used]}


def _next_act(page: RecordPage) -> dict[str, Any]:
    """What this reader can do with the dates, or why not."""
    record = page.record
    if page.is_past or not record.sentences:
        return {}
    calculated = record.calculation
    may_calculate = page.may("dates-calculate")
    act: dict[str, Any] = {"may_calculate": may_calculate}
    if calculated is None or not page.may("dates-check"):
        return act
    if calculated.by == page.request.actor.account:
        return act | {"why_not": "You made the first calculation, so you cannot make the second."}
    return act | {"check_href": reverse("dates-check", args=[page.record_id])}


@require_http_methods(["GET", "POST"])
def calculate(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Make the first calculation."""
    page = RecordPage(request, "person-dates")
    form = ActForm(*posted(request))
    return enter(
        page,
        form,
        template="dates/calculate.html",
        act=lambda: calculate_dates(page.office, request.actor, page.record_id, command=form.press),
        given=given.rows(page),
        uncredited=words.uncredited(page.record),
        offers=remand.offers(page),
        button=f"Work out the dates of {page.name}",
    )


@require_http_methods(["GET", "POST"])
def check(request: StaffRequest, record_id: str) -> HttpResponse:  # noqa: ARG001 - the middleware took it
    """Make the second calculation; no first result is shown."""
    page = RecordPage(request, "person-dates")
    form = CheckForm(*posted(request), initial={"seen_version": page.record.version})
    number = len(page.record.authorities_in_force)
    held = "Held under 1 authority" if number == 1 else f"Held under {number} authorities"
    return enter(
        page,
        form,
        template="dates/check.html",
        act=lambda: second_check_dates(
            page.office,
            request.actor,
            page.record_id,
            reached=form.reached,
            seen_version=form.cleaned_data["seen_version"],
            command=form.press,
        ),
        given=given.rows(page),
        identity=page.context()["identity"] | {"hold": held},
        button=f"Enter the second calculation of {page.name}",
    )

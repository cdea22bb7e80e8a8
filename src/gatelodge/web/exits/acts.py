"""Whose act comes next in an exit, and why this reader cannot do it yet."""

from typing import Any, Final

from django.urls import reverse

from gatelodge.casework import exits
from gatelodge.gate import Step
from gatelodge.record import CustodyRecord, Release
from gatelodge.web.record_page import RecordPage
from gatelodge.web.states import assessed, step_of, stopping


def next_act(page: RecordPage, *, has_plan: bool) -> dict[str, Any]:
    """The main button of this reader, or why there is none yet."""
    if page.is_past:
        return {}
    if not page.record.is_in_custody:
        return {"why_not": "The person is not in custody here."}
    if page.record.frozen is not None:
        return _unfreezing(page)
    if not has_plan:
        return _button(page, "exit-plan", f"Plan an exit of {page.name}")
    found = assessed(page.office, page.record, page.now)
    step = step_of(page.record)
    if found is not None and stopping(found, step):
        return {"why_not": "Nothing can be signed while a check stops this exit."}
    return _act_of_step(page, step)


def _unfreezing(page: RecordPage) -> dict[str, Any]:
    frozen = {"why_not": "This record is frozen by a word at the gate. Waiting for duty governor."}
    return frozen | (_button(page, "record-unfreeze", "End the freeze"))


def _act_of_step(page: RecordPage, step: Step) -> dict[str, Any]:
    name, words = _ACT[step]
    reason = why_not(page.record, page.request.actor.account, step)
    if reason and page.may(name):
        return {"why_not": reason}
    account = page.request.actor.account
    if step is Step.AUTHORISE and renews(page.record, account):
        name, words = "exit-renew", "Renew the authorisation of {name}"
    elif step is Step.CONFIRM and exits.governor_before(page.record) == account:
        name, words = "exit-renew", "Renew the confirmation of {name}"
    return _button(page, name, words.format(name=page.name))


_ACT: Final = {
    Step.AUTHORISE: ("exit-authorise", "Authorise exit of {name}"),
    Step.CONFIRM: ("exit-confirm", "Confirm exit of {name}"),
    Step.FINAL: ("exit-final-check", "Run the final check of {name}"),
    Step.GATE: ("exit-pass", "Look at the exit pass of {name}"),
}


def why_not(record: CustodyRecord, account: str, step: Step) -> str:
    """Why this person cannot do the act of this step; empty when they can."""
    if step not in (Step.AUTHORISE, Step.CONFIRM):
        return ""
    reason = calculated_here(record, account)
    if reason:
        return f"{reason}, so you cannot {step.value}."
    is_own = record.release is not None and record.release.authorised.by == account
    if step is Step.CONFIRM and is_own:
        return "You authorised this exit, so you cannot confirm it."
    return ""


def _button(page: RecordPage, name: str, words: str) -> dict[str, Any]:
    if page.may(name):
        return {"act": {"text": words, "href": reverse(name, args=[page.record_id])}}
    return {"waits": "The next act is another person's."}


def calculated_here(record: CustodyRecord, account: str) -> str:
    """Which calculation somebody made, in words; empty when they made none."""
    if not record.sentences:
        return ""
    if record.calculation is not None and record.calculation.by == account:
        return "You made the first calculation"
    if record.check is not None and record.check.by == account:
        return "You made the second calculation"
    return ""


def renews(record: CustodyRecord, account: str) -> bool:
    """Whether this account authorised the release that something new has overtaken."""
    release: Release | None = record.release
    return (
        release is not None
        and release.exit is None
        and release.authorised.by == account
        and exits.standing_release(record) is None
    )

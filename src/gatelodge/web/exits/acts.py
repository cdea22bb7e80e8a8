"""Whose act comes next in an exit, and why this reader cannot do it yet."""

from typing import Any, Final

from django.urls import reverse

from gatelodge.casework import exits
from gatelodge.gate import Step
from gatelodge.record import CustodyRecord, Release
from gatelodge.web.record_page import RecordPage
from gatelodge.web.states import assessed, step_of, stopping
from gatelodge.web.words_of_time import moment


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


def not_now(page: RecordPage, step: Step) -> str:
    """Why the act of this step is not the next one, and whose move it is; empty when it is next."""
    record, release = page.record, page.record.release
    next_step = step_of(record)
    if next_step is step:
        return ""
    if release is None or release.exit is not None:
        return "Nobody has authorised this exit. Waiting for a head of OMU or a custodial manager."
    authoriser = page.directory.staff(release.authorised.by)
    if next_step is Step.AUTHORISE:
        return (
            f"Something new ended the authorisation. Waiting for {authoriser} to renew it. You can"
            f" {step.value} after that."
        )
    when = moment(release.authorised.recorded_at)
    if step is Step.AUTHORISE and next_step is Step.CONFIRM:
        return f"{authoriser} authorised this exit on {when}. Waiting for the duty governor."
    return "This exit is authorised and confirmed, and its pass is live. Nothing is left to sign."


def not_theirs_to_renew(page: RecordPage) -> str:
    """Why this reader cannot renew now, and whose move it is; empty when it is theirs."""
    record, account = page.record, page.request.actor.account
    release, step = record.release, step_of(record)
    if release is None or release.exit is not None:
        return "There is no authorisation to renew."
    if step not in (Step.AUTHORISE, Step.CONFIRM):
        return "Nothing is to be renewed: the pass is live."
    is_first = step is Step.AUTHORISE
    before = release.authorised.by if is_first else exits.governor_before(record)
    if before == account:
        return ""
    if before is None:
        return "Nobody had confirmed it before. Waiting for a duty governor to confirm it."
    who = page.directory.staff(before)
    if is_first:
        return f"Waiting for {who} to renew the authorisation first. It is not your move yet."
    return (
        f"Waiting for {who} to renew the confirmation, or for another duty governor to confirm it"
        " afresh."
    )


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

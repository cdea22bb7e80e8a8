"""What somebody typed into a form of several pages and has not entered yet: theirs alone.

A draft is no fact and is in no ledger. It goes when what it was for is entered.
"""

from gatelodge.store.models import FormDraft


def draft_of(account: str, form: str, record_id: str) -> bytes | None:
    """What an account typed into a form about a record; none = nothing is kept."""
    kept = FormDraft.objects.filter(account=account, form=form, record=record_id).first()
    return None if kept is None else bytes(kept.content)


def keep_draft(account: str, form: str, record_id: str, content: bytes) -> None:
    """Keep what was typed, in the place of what was kept before."""
    FormDraft.objects.update_or_create(
        account=account, form=form, record=record_id, defaults={"content": content}
    )


def drop_draft(account: str, form: str, record_id: str) -> None:
    """Forget what was typed; nothing happens where nothing is kept."""
    FormDraft.objects.filter(account=account, form=form, record=record_id).delete()

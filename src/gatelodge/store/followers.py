"""How far each follower of the ledger has come. A lost position costs work, never a decision."""

from gatelodge.store.models import FollowerPosition


def position(follower: str) -> int:
    """Number of the last entry that a follower has dealt with; 0 = none yet."""
    found = FollowerPosition.objects.filter(pk=follower).values_list("seq", flat=True).first()
    return found or 0


def move_to(follower: str, seq: int) -> None:
    """Note that a follower has dealt with everything up to and with this number."""
    FollowerPosition.objects.update_or_create(pk=follower, defaults={"seq": seq})

"""The court's result subscription: made once, its secret kept with the keys, changed now and then.

The contract allows one type of event a subscription. The secret is kept before the ledger says that
the subscription exists, so that no signed message finds us without it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace

from gatelodge.casework.court.ports import CourtService, Secrets
from gatelodge.casework.office import REGISTER, Actor, ActRefused, Office
from gatelodge.record import Draft, Entry, Write, ourselves
from gatelodge.record.facts import SubscriptionCreated, SubscriptionSecretRotated

COURT = REGISTER + "court"
"""The register of our subscriptions."""
REGISTER_EVENT = "PRISON_COURT_REGISTER_GENERATED"
"""The event type that covers every result with a prison court register (our decision)."""
OLD_KEY_FOR = timedelta(minutes=30)
"""How long the old key is accepted after a rotation: twice the court's span of retries (ours)."""


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription and its keys."""

    subscription_id: str
    callback_url: str
    event_type: str
    key_id: str
    """The key that the court signs with now."""
    old_keys: tuple[tuple[str, datetime], ...] = ()
    """Keys before it, each with the instant from which it is no longer accepted."""

    def has_key(self, key_id: str) -> bool:
        """Whether the key is or ever was this subscription's."""
        return key_id == self.key_id or any(key_id == old for old, _ in self.old_keys)

    def accepts_old(self, key_id: str, at: datetime) -> bool:
        """Whether the secret that a rotation replaced is still accepted under this key id."""
        return any(key_id == old and at < until for old, until in self.old_keys)


def accepted_secrets(
    known: Iterable[Subscription], secrets: Secrets, key_id: str, at: datetime
) -> tuple[str, ...]:
    """The secrets with which a message under this key id may be signed at an instant.

    The contract's example of a rotation answers with the key id that was asked about, so one key
    id may have had several secrets: the newest counts, and the one before it for `OLD_KEY_FOR`.
    """
    for subscription in known:
        if not subscription.has_key(key_id):
            continue
        kept = tuple(secrets.read(key_id))
        is_replaced_one_accepted = subscription.accepts_old(key_id, at)
        if key_id == subscription.key_id:
            return kept[-2:] if is_replaced_one_accepted else kept[-1:]
        return kept[-1:] if is_replaced_one_accepted else ()
    return ()


def subscriptions(entries: Iterable[Entry]) -> tuple[Subscription, ...]:
    """Fold the register of subscriptions, in the order in which they were made."""
    found: dict[str, Subscription] = {}
    for entry in entries:
        match entry.fact:
            case SubscriptionCreated() as made:
                found[made.subscription_id] = Subscription(
                    subscription_id=made.subscription_id,
                    callback_url=made.callback_url,
                    event_type=made.event_type,
                    key_id=made.key_id,
                )
            case SubscriptionSecretRotated() as rotated if rotated.subscription_id in found:
                before = found[rotated.subscription_id]
                found[rotated.subscription_id] = replace(
                    before,
                    key_id=rotated.new_key_id,
                    old_keys=(*before.old_keys, (rotated.old_key_id, rotated.old_key_until)),
                )
            case _:
                pass
    return tuple(found.values())


def known_subscriptions(office: Office) -> tuple[Subscription, ...]:
    """Every subscription of ours."""
    return subscriptions(office.ledger.stream(COURT))


def ensure_subscription(
    office: Office,
    actor: Actor,
    court: CourtService,
    secrets: Secrets,
    *,
    callback_url: str,
    event_type: str = REGISTER_EVENT,
) -> Subscription:
    """Return the subscription for this address and type of event; make it when there is none.

    One whose secret we do not have is useless and is made anew. Raises `CourtFault`.
    """
    for known in known_subscriptions(office):
        is_same = (known.callback_url, known.event_type) == (callback_url, event_type)
        if is_same and secrets.read(known.key_id):
            return known
    made = court.subscribe(callback_url, event_type, correlation_id=_correlation_id(office))
    secrets.keep(made.key_id, made.secret)
    fact = SubscriptionCreated(
        subscription_id=made.subscription_id,
        callback_url=callback_url,
        event_type=event_type,
        key_id=made.key_id,
    )
    _say(office, actor, fact, reason="subscribing to the court's results")
    return subscriptions(office.ledger.stream(COURT))[-1]


def rotate_secret(
    office: Office, actor: Actor, court: CourtService, secrets: Secrets, subscription_id: str
) -> Subscription:
    """Change a subscription's secret. The old key is accepted for `OLD_KEY_FOR` more.

    Raises `ActRefused` for a subscription that we do not have, and `CourtFault`.
    """
    before = next(
        (s for s in known_subscriptions(office) if s.subscription_id == subscription_id), None
    )
    if before is None:
        raise ActRefused("There is no such subscription.", code="NO_SUBSCRIPTION")
    made = court.rotate(subscription_id, before.key_id, correlation_id=_correlation_id(office))
    secrets.keep(made.key_id, made.secret)
    until = office.clock.now().astimezone(UTC) + OLD_KEY_FOR
    fact = SubscriptionSecretRotated(
        subscription_id=subscription_id,
        old_key_id=before.key_id,
        new_key_id=made.key_id,
        old_key_until=until,
    )
    _say(office, actor, fact, reason="rotating the signing secret")
    return next(s for s in known_subscriptions(office) if s.subscription_id == subscription_id)


def _correlation_id(office: Office) -> str:
    """A fresh identifier in the shape that the contract asks for."""
    digits = next(office.new_ids)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _say(
    office: Office,
    actor: Actor,
    fact: SubscriptionCreated | SubscriptionSecretRotated,
    *,
    reason: str,
) -> None:
    draft = Draft(fact=fact, by=actor.account, reason=reason, source=ourselves("court"))
    office.ledger.append([Write(stream=COURT, drafts=(draft,))], at=office.clock.now())

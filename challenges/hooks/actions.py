"""Sets webhooks up, changes and removes them, and sends what waits."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext

from challenges.editions.models import Challenge, Edition
from challenges.hooks.models import Delivery, DeliveryState, Webhook
from challenges.hooks.queries import next_delivery
from challenges.hooks.rules import (
    MOST_HOOKS,
    PATIENCE,
    STOPPED_AFTER,
    TRIES,
    TooManyHooks,
    is_taken,
    require_address,
    require_events,
    wait_after,
)
from challenges.hooks.sending import Answer, post
from challenges.hooks.signing import headers_of
from challenges.hooks.telling import trial_message
from challenges.journal.actions import write
from challenges.journal.changes import changes
from challenges.journal.queries import last_number
from challenges.post.actions import Words, write_to_address
from challenges.post.rules import AddressUnusable as NoMailAddress


@transaction.atomic
def make_hook(
    edition: Edition,
    challenge: Challenge | None,
    *,
    url: str,
    events: Collection[str],
    by: AbstractBaseUser,
    now: datetime,
) -> Webhook:
    """It is told of what happens from now on. Raises AddressUnusable, AddressForbidden, EventsMissing, TooManyHooks."""
    address, chosen = require_address(url, allowed=settings.HOOK_HOSTS), require_events(events)
    Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if Webhook.objects.filter(edition=edition, challenge=challenge).count() >= MOST_HOOKS:
        raise TooManyHooks(limit=MOST_HOOKS)
    made = Webhook.objects.create(
        edition=edition,
        challenge=challenge,
        url=address,
        events=chosen,
        made_by_id=by.pk,
        made_at=now,
        since=now,
        read_up_to=last_number(),
    )
    _journal("webhook.made", made, by=by, now=now, changes=changes({}, _told(made)))
    return made


@transaction.atomic
def change_hook(
    hook: Webhook, *, url: str, events: Collection[str], is_active: bool, by: AbstractBaseUser, now: datetime
) -> Webhook:
    """Another address, other events; switched off it is told nothing, and switched on again it is told of what happens
    from then on. Raises AddressUnusable, AddressForbidden, EventsMissing."""
    address, chosen = require_address(url, allowed=settings.HOOK_HOSTS), require_events(events)
    held = Webhook.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "challenge")
    kept = held.get(pk=hook.pk)
    before = _told(kept)
    is_moved = kept.url != address
    if is_active and not kept.is_active:
        kept.since, kept.read_up_to, kept.stopped_at = now, last_number(), None
    if is_moved or (is_active and not kept.is_active):
        kept.failing_since, kept.failures, kept.rests_until = None, 0, None
    kept.url, kept.events, kept.is_active = address, chosen, is_active
    kept.save()
    if is_moved or before != _told(kept):
        told = {**changes(before, _told(kept)), **({"address": ["…", "…"]} if is_moved else {})}
        _journal("webhook.changed", kept, by=by, now=now, changes=told)
    return kept


@transaction.atomic
def renew_secret(hook: Webhook, *, by: AbstractBaseUser, now: datetime) -> Webhook:
    """From now on another secret signs; the former is good for nothing."""
    hook.generation = uuid4()
    hook.save(update_fields=["generation"])
    _journal("webhook.secret_renewed", hook, by=by, now=now)
    return hook


@transaction.atomic
def remove_hook(hook: Webhook, *, by: AbstractBaseUser, now: datetime) -> None:
    """With its messages, those that wait too. Removed twice it changes nothing."""
    _, counts = Webhook.objects.filter(pk=hook.pk).delete()
    if counts.get(Webhook._meta.label):
        _journal("webhook.removed", hook, by=by, now=now)


def send_test(hook: Webhook, *, by: AbstractBaseUser, now: datetime) -> Delivery:
    """A message that tells nothing, at once, whether the webhook is switched on or not."""
    made = trial_message(hook, now=now)
    with transaction.atomic():
        made.save(force_insert=True)
        _journal("webhook.tested", hook, by=by, now=now, delivery=str(made.pk))
    return _send(made, now=now)


def send_again(delivery: Delivery, *, by: AbstractBaseUser, now: datetime) -> Delivery:
    """By hand, at once; the same message with the same key."""
    told = {"event": delivery.event, "delivery": str(delivery.pk)}
    _journal("webhook.delivery_retried", delivery.webhook, by=by, now=now, **told)
    return _send(delivery, now=now)


def deliver_next(*, now: datetime) -> bool:
    """Send the message that has waited longest; False where none waits."""
    found = next_delivery(now=now)
    if found is None:
        return False
    _send(found, now=now)
    return True


def _send(delivery: Delivery, *, now: datetime) -> Delivery:
    """Claimed by its number of tries, so that of any number of clocks one sends it."""
    claim = Delivery.objects.filter(pk=delivery.pk, tries=delivery.tries)
    if not claim.update(tries=F("tries") + 1, tried_at=now, not_before=now + wait_after(delivery.tries + 1)):
        return delivery
    delivery.tries += 1
    hook = delivery.webhook
    answer = post(
        hook.url,
        body=delivery.body,
        headers=headers_of(delivery, now=now),
        allowed=settings.HOOK_HOSTS,
        seconds=PATIENCE.total_seconds(),
    )
    _record(delivery, answer, now=now)
    return delivery


@transaction.atomic
def _record(delivery: Delivery, answer: Answer, *, now: datetime) -> None:
    is_good = answer.status is not None and is_taken(answer.status)
    is_over = delivery.tries >= TRIES or delivery.state == DeliveryState.GIVEN_UP
    state = DeliveryState.DELIVERED if is_good else DeliveryState.GIVEN_UP if is_over else delivery.state
    delivery.state, delivery.tried_at = state, now
    delivery.status, delivery.answer, delivery.trouble = answer.status, answer.body, answer.trouble
    delivery.save(update_fields=["state", "tried_at", "status", "answer", "trouble"])
    hooks = Webhook.objects.filter(pk=delivery.webhook_id)
    if is_good:
        hooks.update(failing_since=None, failures=0, rests_until=None)
        return
    hook = hooks.select_for_update(no_key=True, of=("self",)).select_related("edition", "challenge", "made_by").first()
    if hook is not None:
        _note_failure(hook, now=now)


def _note_failure(hook: Webhook, *, now: datetime) -> None:
    hook.failing_since = hook.failing_since or now
    hook.failures += 1
    hook.rests_until = now + wait_after(hook.failures)
    if hook.is_active and now - hook.failing_since >= STOPPED_AFTER:
        hook.is_active, hook.stopped_at = False, now
        _journal("webhook.stopped", hook, by=None, now=now, failing_since=hook.failing_since.isoformat())
        _tell_its_maker(hook, now=now)
    hook.save(update_fields=["failing_since", "failures", "rests_until", "is_active", "stopped_at"])


def _tell_its_maker(hook: Webhook, *, now: datetime) -> None:
    person: Any = hook.made_by
    if person is None or not person.is_active:
        return
    about = f"webhook-stopped:{hook.pk}:{now:%Y-%m-%dT%H:%M}"
    try:
        write_to_address(person.email, lambda: _stopped(hook), about=about, language=person.language, now=now)
    except NoMailAddress:
        return


def _stopped(hook: Webhook) -> Words:
    host, link = str(urlsplit(hook.url).hostname), f"{settings.SITE_URL}{reverse('console-hook', args=[hook.pk])}"
    told = gettext(
        "The receiver %(host)s has not taken a message for three days. Nothing more is sent to it.\n\nLook at what it "
        "answered, and switch the webhook on again: %(address)s"
    )
    return Words(gettext("A webhook was switched off"), told % {"host": host, "address": link})


def _told(hook: Webhook) -> dict[str, Any]:
    """For the journal, which keeps it for ever: the host alone, for the rest of an address may be a key."""
    host = urlsplit(hook.url).hostname
    return {"host": host, "events": hook.events, "is_active": hook.is_active}


def _journal(deed: str, hook: Webhook, *, by: AbstractBaseUser | None, now: datetime, **details: Any) -> None:
    place = {"edition": hook.edition.slug, **({"challenge": hook.challenge.slug} if hook.challenge else {})}
    told = {**place, **details}
    write(deed, subject=f"webhook:{hook.pk}", by=by, actor="" if by else "hooks", now=now, details=told)

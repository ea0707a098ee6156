"""Finds what a webhook has not been told yet: lines of the journal, and hours that have come."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Max, QuerySet

from challenges.chronicle.models import SeenBy, Topic
from challenges.editions.models import Phase
from challenges.hooks.models import Delivery, Webhook
from challenges.hooks.payloads import of_lines, of_phase, of_publication
from challenges.hooks.queries import active_hooks, deliveries_older_than
from challenges.hooks.rules import CLOSING_SOON, KEPT_FOR, OF_DEEDS, RESULTS, TEST
from challenges.journal.models import JournalEntry
from challenges.results.models import Publication

A_BATCH = 200


def tell_hooks(*, now: datetime) -> int:
    """Make the messages that are due for every active webhook; how many. Any number of clocks make each once."""
    return sum(_tell(hook, now=now) for hook in active_hooks())


def forget_old_deliveries(*, now: datetime) -> int:
    """Messages hold names of teams: what is older than KEPT_FOR goes. How many went."""
    return deliveries_older_than(KEPT_FOR, now=now).delete()[0]


def trial_message(hook: Webhook, *, now: datetime) -> Delivery:
    """Not saved yet: tells nothing, to try the receiver with."""
    return _message(hook, TEST, about=f"test:{uuid4()}", at=now, told={"phase": None, "object": {}}, now=now)


@transaction.atomic
def _tell(hook: Webhook, *, now: datetime) -> int:
    """The row is read again under its lock: two clocks do not tell the same lines."""
    held = Webhook.objects.select_for_update(no_key=True, of=("self",)).select_related("edition", "challenge")
    kept = held.filter(pk=hook.pk, is_active=True).first()
    if kept is None:
        return 0
    made = [*_of_journal(kept, now=now), *_of_hours(kept, now=now), *_of_results(kept, now=now)]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _of_journal(hook: Webhook, *, now: datetime) -> list[Delivery]:
    """Lines since the last one looked at, as far as it is known what they are about."""
    placed = Topic.objects.aggregate(last=Max("entry_id"))["last"]
    if placed is None or placed <= hook.read_up_to:
        return []
    lines = list(_lines(hook, up_to=placed)[:A_BATCH])
    told = of_lines(lines, now=now)
    read = lines[-1].number if len(lines) == A_BATCH else placed
    Webhook.objects.filter(pk=hook.pk).update(read_up_to=read)
    return [
        _message(hook, OF_DEEDS[line.deed], about=f"line:{line.number}", at=line.at, told=payload, now=now)
        for line in lines
        if (payload := told[line.number]) is not None
    ]


def _lines(hook: Webhook, *, up_to: int) -> QuerySet[JournalEntry]:
    deeds = [deed for deed, event in OF_DEEDS.items() if event in hook.events]
    rows = JournalEntry.objects.filter(number__gt=hook.read_up_to, number__lte=up_to, deed__in=deeds)
    rows = rows.filter(topic__seen_by=SeenBy.CHALLENGE, topic__edition=hook.edition_id)
    if hook.challenge_id is not None:
        rows = rows.filter(topic__challenge=hook.challenge_id)
    return rows.select_related("topic__phase", "topic__challenge").order_by("number")


def _of_hours(hook: Webhook, *, now: datetime) -> list[Delivery]:
    due = {about: (event, at, phase) for event, at, phase, about in _hours(hook, now=now) if event in hook.events}
    there = set(Delivery.objects.filter(webhook=hook, about__in=due).values_list("about", flat=True))
    return [
        _message(hook, event, about=about, at=at, told=of_phase(phase), now=now)
        for about, (event, at, phase) in due.items()
        if about not in there
    ]


def _of_results(hook: Webhook, *, now: datetime) -> Iterator[Delivery]:
    """Of the whole edition, so every webhook of it is told, of a challenge too; once, since the webhook is told."""
    at, about = hook.edition.results_published_at, f"{RESULTS}:{hook.edition_id}"
    is_new = at is not None and at > hook.since and RESULTS in hook.events and hook.edition.is_published
    if is_new and not Delivery.objects.filter(webhook=hook, about=about).exists():
        made = Publication.objects.select_related("edition").get(edition=hook.edition_id)
        yield _message(hook, RESULTS, about=about, at=made.at, told=of_publication(made), now=now)


def _hours(hook: Webhook, *, now: datetime) -> Iterator[tuple[str, datetime, Phase, str]]:
    """Of published challenges, since the webhook is told; an hour that is put off and comes again is told again."""
    phases = Phase.objects.filter(challenge__edition=hook.edition_id, challenge__is_published=True)
    phases = phases.filter(challenge__edition__is_published=True, closes_at__gt=hook.since).select_related("challenge")
    if hook.challenge_id is not None:
        phases = phases.filter(challenge=hook.challenge_id)
    for phase in phases.order_by(F("opens_at"), "pk"):
        soon = phase.closes_at - CLOSING_SOON
        hours = (("phase.opened", phase.opens_at), ("phase.closing_soon", soon), ("phase.closed", phase.closes_at))
        for event, at in hours:
            is_over = event == "phase.closing_soon" and phase.closes_at < now
            if hook.since < at < now and not is_over:
                yield event, at, phase, f"{event}:{phase.pk}:{at.isoformat()}"


def _message(
    hook: Webhook, event: str, *, about: str, at: datetime, told: Mapping[str, Any], now: datetime
) -> Delivery:
    key = uuid4()
    body = {
        "id": str(key),
        "type": event,
        "at": at.isoformat().replace("+00:00", "Z"),
        "edition": hook.edition.slug,
        "challenge": hook.challenge.slug if hook.challenge else None,
        **told,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Delivery(id=key, webhook=hook, about=about, event=event, body=text, made_at=now, not_before=now)

"""Webhooks from their making to their last try."""

import time
from datetime import timedelta

import pytest

from challenges.hooks.actions import (
    change_hook,
    deliver_next,
    make_hook,
    remove_hook,
    renew_secret,
    send_again,
    send_test,
)
from challenges.hooks.models import Delivery, Webhook
from challenges.hooks.rules import (
    EVENTS,
    MOST_HOOKS,
    STOPPED_AFTER,
    TRIES,
    AddressForbidden,
    AddressUnusable,
    EventsMissing,
    TooManyHooks,
)
from challenges.hooks.signing import secret_of
from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from tests.challenges.hooks.receiver import is_signed
from tests.factories import NOW
from tests.threads import at_once

pytestmark = pytest.mark.database


@pytest.fixture
def waiting(hook):
    """A message that waits to be sent."""
    return Delivery.objects.create(
        webhook=hook, about="line:1", event="phase.opened", body='{"nom":"Rade"}', made_at=NOW, not_before=NOW
    )


def deeds():
    return list(JournalEntry.objects.filter(deed__startswith="webhook.").values_list("deed", flat=True))


def test_message_is_delivered_signed_and_noted(hook, waiting, receiver):
    receiver.status, receiver.body = 200, b"ok"
    assert deliver_next(now=NOW)
    assert not deliver_next(now=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.status, waiting.answer, waiting.tries) == ("delivered", 200, "ok", 1)
    ((_, headers, content),) = receiver.got
    assert is_signed(secret_of(hook), headers, content)
    assert headers["webhook-id"] == str(waiting.pk)
    assert headers["webhook-timestamp"] == str(int(NOW.timestamp()))


@pytest.mark.parametrize("status", [302, 404, 410, 500, 503])
def test_message_that_is_not_taken_is_tried_again_with_growing_waits(waiting, receiver, status):
    receiver.status = status
    deliver_next(now=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.status, waiting.not_before - NOW) == ("waiting", status, timedelta(minutes=1))
    assert not deliver_next(now=NOW + timedelta(seconds=59))
    assert deliver_next(now=NOW + timedelta(seconds=60))
    waiting.refresh_from_db()
    assert waiting.not_before - NOW == timedelta(minutes=3)
    receiver.status = 204
    assert deliver_next(now=NOW + timedelta(minutes=4))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == ("delivered", 3)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1


def test_receiver_that_fails_is_left_in_peace_and_others_are_not(hook, waiting, receiver, dora, challenge):
    receiver.status = 500
    again = Delivery.objects.create(
        webhook=hook, about="line:2", event="phase.opened", body="{}", made_at=NOW, not_before=NOW
    )
    other = make_hook(challenge.edition, challenge, url=receiver.url, events=EVENTS, by=dora, now=NOW)
    Delivery.objects.create(webhook=other, about="x", event="phase.opened", body="{}", made_at=NOW, not_before=NOW)
    assert [deliver_next(now=NOW) for _ in range(3)] == [True, True, False]
    again.refresh_from_db()
    waiting.refresh_from_db()
    assert sorted([again.tries, waiting.tries]) == [0, 1]


def test_message_is_given_up_after_its_last_try_and_can_be_sent_by_hand(waiting, receiver, dora):
    receiver.status = 500
    Delivery.objects.update(tries=TRIES - 1)
    deliver_next(now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == "given_up"
    assert not deliver_next(now=NOW + timedelta(days=1))
    receiver.status = 200
    assert send_again(waiting, by=dora, now=NOW).state == "delivered"
    line = JournalEntry.objects.get(deed="webhook.delivery_retried")
    assert (line.by, line.details["event"], line.details["delivery"]) == (dora, waiting.event, str(waiting.pk))


def test_receiver_that_fails_for_days_is_switched_off_and_its_maker_told(hook, waiting, receiver, dora):
    receiver.status = 500
    Webhook.objects.update(failing_since=NOW - STOPPED_AFTER + timedelta(minutes=1))
    deliver_next(now=NOW)
    assert Webhook.objects.get().is_active
    deliver_next(now=NOW + timedelta(minutes=2))
    kept = Webhook.objects.get()
    assert (kept.is_active, kept.stopped_at) == (False, NOW + timedelta(minutes=2))
    assert deeds()[-1] == "webhook.stopped"
    letter = Letter.objects.get(about__startswith="webhook-stopped:")
    assert letter.address == dora.email
    assert str(hook.pk) in letter.body
    assert not deliver_next(now=NOW + timedelta(days=1))


def test_success_forgets_the_failures(hook, waiting, receiver):
    Webhook.objects.update(failing_since=NOW - STOPPED_AFTER, failures=5, rests_until=NOW)
    deliver_next(now=NOW)
    kept = Webhook.objects.get()
    assert (kept.failing_since, kept.failures, kept.rests_until) == (None, 0, None)


def test_name_that_leads_inside_by_now_is_not_asked(hook, waiting, receiver, settings):
    settings.HOOK_HOSTS = []
    deliver_next(now=NOW)
    waiting.refresh_from_db()
    assert (waiting.trouble, waiting.state, receiver.got) == ("address_forbidden", "waiting", [])


@pytest.mark.django_db(transaction=True)
def test_two_clocks_send_it_once(hook, waiting, receiver):
    receiver.acts = lambda door: (time.sleep(0.2), door.send_response(204), door.end_headers())
    at_once(4, lambda number: deliver_next(now=NOW))
    assert len(receiver.got) == 1


def test_test_is_sent_at_once_and_tells_nothing(hook, receiver, dora):
    receiver.status = 500
    made = send_test(hook, by=dora, now=NOW)
    assert (made.status, made.event) == (500, "test")
    assert b'"object":{}' in receiver.got[0][2]
    line = JournalEntry.objects.get(deed="webhook.tested")
    assert (line.by, line.subject, line.details["delivery"]) == (dora, f"webhook:{hook.pk}", str(made.pk))


def test_journal_says_what_was_done_and_keeps_no_address(hook, receiver, dora):
    change_hook(hook, url=f"{receiver.url}?key=s3cret", events=["phase.closed"], is_active=False, by=dora, now=NOW)
    change_hook(hook, url=f"{receiver.url}?key=s3cret", events=["phase.closed"], is_active=False, by=dora, now=NOW)
    renew_secret(hook, by=dora, now=NOW)
    remove_hook(hook, by=dora, now=NOW)
    remove_hook(hook, by=dora, now=NOW)
    assert deeds() == ["webhook.made", "webhook.changed", "webhook.secret_renewed", "webhook.removed"]
    told = JournalEntry.objects.get(deed="webhook.changed").details
    assert told["changes"]["is_active"] == [True, False]
    assert "s3cret" not in str(list(JournalEntry.objects.values_list("details", flat=True)))


def test_bad_words_are_refused(challenge, dora, hook):
    for url, refusal in (("ftp://x/", AddressUnusable), ("https://10.0.0.1/", AddressForbidden)):
        with pytest.raises(refusal):
            make_hook(challenge.edition, challenge, url=url, events=EVENTS, by=dora, now=NOW)
    with pytest.raises(EventsMissing):
        change_hook(hook, url=hook.url, events=[], is_active=True, by=dora, now=NOW)


def test_challenge_has_so_many_and_no_more(challenge, dora, hook):
    for _ in range(MOST_HOOKS - 1):
        make_hook(challenge.edition, challenge, url=hook.url, events=EVENTS, by=dora, now=NOW)
    with pytest.raises(TooManyHooks):
        make_hook(challenge.edition, challenge, url=hook.url, events=EVENTS, by=dora, now=NOW)

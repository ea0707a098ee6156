"""Secrets are derived, and each signs its own."""

import uuid

from challenges.hooks.actions import renew_secret
from challenges.hooks.models import Delivery, Webhook
from challenges.hooks.signing import headers_of, secret_of
from tests.challenges.hooks.receiver import is_signed
from tests.factories import NOW


def test_signature_is_right_for_its_receiver_and_nobody_else(hook):
    delivery = Delivery(id=uuid.uuid4(), webhook=hook, body='{"nom":"Les Alizés"}')
    headers = headers_of(delivery, now=NOW)
    content = delivery.body.encode()
    assert is_signed(secret_of(hook), headers, content)
    assert not is_signed(secret_of(hook), headers, content + b" ")
    assert not is_signed(secret_of(hook), {**headers, "webhook-timestamp": "1"}, content)
    assert not is_signed(secret_of(Webhook(id=uuid.uuid4(), generation=hook.generation)), headers, content)


def test_new_secret_is_another_and_the_old_one_signs_nothing(hook, dora):
    before = secret_of(hook)
    renewed = renew_secret(hook, by=dora, now=NOW)
    headers = headers_of(Delivery(id=uuid.uuid4(), webhook=renewed, body="{}"), now=NOW)
    assert (is_signed(before, headers, b"{}"), is_signed(secret_of(renewed), headers, b"{}")) == (False, True)


def test_secret_is_nowhere_in_the_row(hook):
    row = str(Webhook.objects.values().get(pk=hook.pk))
    assert secret_of(hook).removeprefix("whsec_") not in row


def test_another_site_has_other_secrets(hook, settings):
    before = secret_of(hook)
    settings.SECRET_KEY = "another"
    assert secret_of(hook) != before

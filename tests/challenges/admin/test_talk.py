"""Organizers see what was written by e-mail."""

import pytest
from django.urls import reverse

from challenges.post.actions import Words, write_to_address
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from tests.factories import NOW


@pytest.fixture
def doras(client, dora):
    client.force_login(dora)
    return client


def test_letter_tells_what_failed_and_its_text_is_its_readers(doras):
    letter = write_to_address("a@example.ma", lambda: Words("Subject", "TIDEMARK"), about="x", language="fr", now=NOW)
    Letter.objects.update(tries=TRIES, trouble="nobody of that name")
    page = doras.get(reverse("admin:challenges_letter_change", args=[letter.pk])).content.decode()
    assert ("nobody of that name" in page, "TIDEMARK" in page, "a@example.ma" in page) == (True, False, False)

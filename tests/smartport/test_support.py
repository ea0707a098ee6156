"""What goes to support says what is there, and no secret."""

import pytest
from celery import current_app

from challenges.evaluations.models import Machine
from evaluator import __version__
from smartport import support
from tests.factories import NOW, make_machine

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_versions_and_the_state_of_the_database_are_told():
    text = support.text(now=NOW)
    assert f"smartport: {__version__}\n" in text
    assert "migrations missing: none\n" in text
    assert "latest of challenges: 00" in text
    assert "kind: files in the data folder\n" in text


def test_machines_tell_what_they_are_made_of():
    make_machine()
    Machine.objects.update(about={"engine": "27.5.1", "version": "0.1.0"})
    make_machine("old")
    text = support.text(now=NOW)
    assert "quay-1: working, 2 slots, version 0.1.0, engine 27.5.1\n" in text
    assert "old: working, 2 slots, says nothing of itself\n" in text


def test_no_secret_is_told(settings):
    settings.REDIS_URL = "redis://:s3cret-1@127.0.0.1:1/0"
    settings.METRICS_TOKEN = "s3cret-2"
    settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "mail", "s3cret-3"
    settings.SECRET_KEY = "s3cret-4"
    current_app.conf.broker_url = settings.REDIS_URL
    text = support.text(now=NOW)
    assert "s3cret" not in text
    assert ("metrics token: given\n" in text, "Redis: not known: " in text) == (True, True)

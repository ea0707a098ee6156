"""What Django's own commands do to accounts at the terminal stands in the journal."""

import pytest
from django.core.management import call_command

from challenges.journal.models import JournalEntry
from smartport.accounts.models import User
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def told():
    return list(JournalEntry.objects.exclude(number=0).values_list("deed", "subject", "actor"))


def test_new_operator_is_told(monkeypatch):
    make_person("olga", is_superuser=True)
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a-calm-sea-and-a-good-tide")
    call_command("createsuperuser", "--noinput", username="omar", email="omar@smartport.test", verbosity=0)
    made = User.objects.get(email="omar@smartport.test")
    assert (made.is_superuser, told()) == (True, [("crew.operator_created", f"user:{made.pk}", "operator")])


def test_changed_password_is_told_without_the_password(alice, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: "another-calm-sea-and-tide")
    call_command("changepassword", alice.username)
    alice.refresh_from_db()
    assert alice.check_password("another-calm-sea-and-tide")
    assert told() == [("account.password_changed_for", f"user:{alice.pk}", "operator")]
    assert JournalEntry.objects.latest("number").details == {}

"""Accounts that nobody uses: warned first, gone later, saved by one log-in."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command

from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from challenges.post.models import Letter
from challenges.post.rules import TRIES
from challenges.submissions.models import Submission
from smartport.accounts.models import ApiToken, User
from smartport.retention.ending import sweep
from smartport.retention.rules import NOTICE
from smartport.retention.unused import end, over, unused, warn
from tests.factories import CLOSES_AT, make_person, make_submission

pytestmark = [pytest.mark.database, pytest.mark.django_db]

THREE_YEARS = timedelta(days=3 * 365)
LATER = CLOSES_AT + THREE_YEARS + timedelta(days=1)
MEANWHILE = LATER - timedelta(days=100)


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.EMAIL_HOST = "mail.example.ma"


@pytest.fixture
def zoe(db) -> User:
    """Was here long ago."""
    return make_person("zoe", date_joined=CLOSES_AT, last_login=CLOSES_AT)


def sent(letter: Letter, *, at=LATER) -> None:
    Letter.objects.filter(pk=letter.pk).update(sent_at=at)


def test_who_was_not_here_for_years_is_unused(zoe):
    assert list(unused(now=LATER)) == [zoe]
    assert list(unused(now=LATER - timedelta(days=2))) == []


@pytest.mark.parametrize("office", ["is_staff", "is_superuser"])
def test_who_works_here_stays(zoe, office):
    User.objects.filter(pk=zoe.pk).update(**{office: True})
    assert list(unused(now=LATER)) == []


def test_a_log_in_a_visit_or_a_token_is_use(zoe):
    for_each = {
        "logged in": lambda: User.objects.filter(pk=zoe.pk).update(last_login=MEANWHILE),
        "seen": lambda: UserSession.objects.create(
            user=zoe, session_key="a" * 32, ip="127.0.0.1", last_seen_at=MEANWHILE
        ),
        "token": lambda: ApiToken.objects.create(
            user=zoe, name="laptop", digest="0" * 64, created_at=CLOSES_AT, last_used_at=MEANWHILE
        ),
    }
    for use in for_each.values():
        use()
        assert list(unused(now=LATER)) == []
        User.objects.filter(pk=zoe.pk).update(last_login=CLOSES_AT)
        UserSession.objects.all().delete()
        ApiToken.objects.all().delete()
        assert list(unused(now=LATER)) == [zoe]


def test_the_last_edition_counts(alices_team, alice, bob):
    User.objects.update(date_joined=CLOSES_AT - THREE_YEARS, last_login=None)
    line = alices_team.edition.closes_at + THREE_YEARS
    assert list(unused(now=line)) == []
    assert list(unused(now=line + timedelta(seconds=1))) == [alice, bob]


def test_they_are_warned_once_in_their_language(zoe):
    User.objects.filter(pk=zoe.pk).update(language="en")
    assert (warn(now=LATER), warn(now=LATER + timedelta(days=1))) == (1, 0)
    letter = Letter.objects.get()
    assert (letter.address, letter.language, letter.kind) == (zoe.email, "en", "")
    assert "/accounts/login/" in letter.body


def test_nobody_goes_before_the_warning_was_sent_for_long_enough(zoe):
    warn(now=LATER)
    assert end(now=LATER + 2 * NOTICE) == 0
    sent(Letter.objects.get())
    assert over(now=LATER + NOTICE - timedelta(seconds=1)) == []
    assert over(now=LATER + NOTICE) == [zoe]


def test_a_letter_that_cannot_arrive_was_sent(zoe):
    warn(now=LATER)
    Letter.objects.update(tries=TRIES)
    assert over(now=LATER + NOTICE) == [zoe]


def test_who_comes_back_stays(zoe):
    warn(now=LATER)
    sent(Letter.objects.get())
    User.objects.filter(pk=zoe.pk).update(last_login=LATER + timedelta(days=3))
    assert end(now=LATER + NOTICE) == 0
    assert User.objects.filter(pk=zoe.pk).exists()


def test_they_go_as_if_they_had_done_it(alices_team, alice, bob, phase, bundle):
    make_submission(alices_team, phase, by=alice)
    User.objects.update(date_joined=CLOSES_AT - THREE_YEARS, last_login=None)
    later = alices_team.edition.closes_at + THREE_YEARS + timedelta(days=1)
    sweep(now=later)
    for letter in Letter.objects.all():
        sent(letter, at=later)
    assert sweep(now=later + NOTICE)["accounts"] == 2
    assert (User.objects.count(), Submission.objects.count(), verify()) == (0, 1, None)
    entries = JournalEntry.objects.filter(deed="account.deleted").values_list("actor", "subject", "details")
    expected = [("retention", f"user:{one.pk}", {"because": "unused"}) for one in (alice, bob)]
    assert list(entries) == expected


def test_without_a_mail_server_nobody_is_warned_and_none_goes(zoe, settings):
    warn(now=LATER)
    sent(Letter.objects.get())
    settings.EMAIL_HOST = ""
    assert (over(now=LATER + NOTICE), end(now=LATER + NOTICE)) == ([], 0)
    Letter.objects.all().delete()
    assert warn(now=LATER) == 0


def test_a_dry_run_changes_nothing(zoe, capsys, monkeypatch):
    from challenges import clock

    monkeypatch.setattr(clock, "now", lambda: LATER)
    call_command("retention", "--dry-run")
    assert "unused accounts, warned or to be warned: 1" in capsys.readouterr().out
    assert (Letter.objects.count(), JournalEntry.objects.count()) == (0, 0)

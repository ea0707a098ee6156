"""What is over by its term goes, and nothing else."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client

from challenges import clock
from challenges.crew.models import CrewInvitation
from challenges.journal.models import JournalEntry
from challenges.jury.models import Ballot, Feedback, Recusal
from challenges.teams.models import Invitation, Seeker
from smartport.accounts.models import ApiToken
from smartport.retention.ending import due, sweep
from smartport.retention.rules import BALLOTS, BY_KEY, INVITATIONS, SEEKERS, TERMS, TOKENS
from smartport.retention.tasks import sweep_retention
from tests.factories import NOW, make_person
from tests.factories.jury import make_ballot, make_candidate, make_juror, make_panel
from tests.factories.projects import make_project

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SECOND = timedelta(seconds=1)


def after(key: str) -> timedelta:
    return timedelta(days=BY_KEY[key].days)


def counts(*, now) -> dict[str, int]:
    return {one.term.key: one.count for one in due(now=now) if one.count}


def test_addresses_of_invited_people_go(alices_team, alice):
    for number, email in enumerate(["stranger@example.ma", ""]):
        Invitation.objects.create(
            team=alices_team,
            email=email,
            secret_sha256=str(number) * 64,
            created_by=alice,
            created_at=NOW,
            expires_at=NOW,
        )
    line = NOW + after(INVITATIONS)
    assert (counts(now=line), counts(now=line + SECOND)) == ({}, {"invitations": 1})
    sweep(now=line)
    assert Invitation.objects.exclude(email="").count() == 1
    assert sweep(now=line + SECOND)["invitations"] == 1
    assert (Invitation.objects.exclude(email="").count(), Invitation.objects.count()) == (0, 2)


@pytest.mark.parametrize("ended", [{"expires_at": NOW}, {"expires_at": NOW + 9 * SECOND, "ended_at": NOW}])
def test_addresses_of_invited_organizers_go(edition, dora, ended):
    given = {"email": "stranger@example.ma", "secret_sha256": "0" * 64, "created_by": dora, "created_at": NOW}
    made = CrewInvitation.objects.create(edition=edition, **given, **ended)
    line = NOW + after(INVITATIONS)
    assert (counts(now=line), counts(now=line + SECOND)) == ({}, {"invitations": 1})
    assert sweep(now=line + SECOND)["invitations"] == 1
    made.refresh_from_db()
    assert made.email == ""


@pytest.mark.parametrize("ended", ["expires_at", "revoked_at"])
def test_tokens_go_that_open_nothing(alice, ended):
    over = ApiToken.objects.create(user=alice, name="old", digest="0" * 64, created_at=NOW, **{ended: NOW})
    kept = ApiToken.objects.create(user=alice, name="new", digest="1" * 64, created_at=NOW)
    line = NOW + after(TOKENS)
    sweep(now=line)
    assert set(ApiToken.objects.all()) == {over, kept}
    sweep(now=line + SECOND)
    assert set(ApiToken.objects.all()) == {kept}


def test_what_seekers_wrote_goes_after_the_edition(edition, carol):
    Seeker.objects.create(edition=edition, user=carol, about="I know ships", since=NOW)
    line = edition.closes_at + after(SEEKERS)
    sweep(now=line)
    assert Seeker.objects.count() == 1
    sweep(now=line + SECOND)
    assert Seeker.objects.count() == 0


def test_devices_are_told_as_long_as_they_are_logged_in(alice):
    """Not the row of a log-in that lives, nor its session."""
    Client().force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    living = Session.objects.get()
    for key in (living.session_key, "over"):
        UserSession.objects.create(user=alice, session_key=key, ip="127.0.0.1", user_agent="Firefox")
    now = living.expire_date
    sweep(now=now - SECOND)
    assert [one.session_key for one in UserSession.objects.all()] == [living.session_key]
    sweep(now=now)
    assert (UserSession.objects.count(), Session.objects.count()) == (0, 0)


def test_what_went_is_in_the_journal(alice):
    ApiToken.objects.create(user=alice, name="old", digest="0" * 64, created_at=NOW, revoked_at=NOW)
    now = NOW + after(TOKENS) + SECOND
    sweep(now=now)
    sweep(now=now)
    told = JournalEntry.objects.filter(deed="retention.done").values_list("actor", "subject", "details")
    assert list(told) == [("retention", "term:tokens", {"count": 1, "days": 180})]


def test_the_clock_does_it(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    alice = make_person("alice")
    ApiToken.objects.create(
        user=alice, name="old", digest="0" * 64, created_at=NOW, revoked_at=NOW - after(TOKENS) - SECOND
    )
    sweep_retention()
    assert ApiToken.objects.count() == 0


def test_every_term_is_looked_at():
    assert [one.term for one in due(now=NOW)] == list(TERMS)


def test_grades_and_comments_of_jurors_go_and_that_they_were_cast_stays(challenge, alices_team, alice, carol):
    juror = make_juror(make_panel(challenge), carol)
    candidate = make_candidate(juror.panel, make_project(alices_team, challenge, by=alice))
    make_ballot(juror, candidate, {"rigour": 4}, to_team="Good", to_jury="Hm")
    juror.ties.create(relation="family", name="Salma")
    Feedback.objects.create(candidate=candidate, text="A clear idea", agreed_at=NOW)
    type(juror).objects.update(left_at=NOW, left_reason="Ill")
    Recusal.objects.create(juror=juror, candidate=candidate, relation="family", reason="Cousins", at=NOW)
    line = challenge.edition.closes_at + after(BALLOTS)
    sweep(now=line)
    assert Ballot.objects.get().grades == {"rigour": 4}
    assert counts(now=line + SECOND)["ballots"] == 1
    assert sweep(now=line + SECOND)["ballots"] == 1
    kept = Ballot.objects.get()
    assert (kept.grades, kept.to_team, kept.to_jury, kept.cast_at) == ({}, "", "", NOW)
    assert (juror.ties.count(), Recusal.objects.get().reason) == (0, "")
    juror.refresh_from_db()
    assert (Feedback.objects.get().text, juror.left_reason, juror.left_at) == ("", "", NOW)
    assert sweep(now=line + SECOND)["ballots"] == 0

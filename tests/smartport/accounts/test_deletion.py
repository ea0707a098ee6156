"""Deleting an account: the person goes, what others rely on stays."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

from challenges.crew.models import CrewInvitation
from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify
from challenges.jury.models import Round
from challenges.jury.queries import counted_ballots
from challenges.panels.models import JurorInvitation, Stage
from challenges.post.models import Letter
from challenges.projects.models import Project
from challenges.submissions.models import Submission
from challenges.teams.models import Invitation, Membership, RulesAcceptance, Team
from smartport.accounts.deletion import delete_account
from smartport.accounts.export import everything_about
from smartport.accounts.models import User
from smartport.accounts.rules import HandOverFirst, NotYourAddress
from smartport.accounts.tokens import make_token
from tests.factories import CLOSES_AT, NOW, make_challenge
from tests.factories.jury import at_stage, make_ballot, make_candidate, make_juror, make_panel
from tests.factories.people import PASSWORD
from tests.factories.projects import make_project
from tests.factories.stage import make_certificate


def delete(user, *, hides_team_names=False, now=NOW):
    delete_account(user, typed=user.email, hides_team_names=hides_team_names, now=now)


def test_mate_goes_and_the_team_stays(alices_team, bob, phase):
    delete(bob)
    assert not User.objects.filter(email="bob@smartport.test").exists()
    assert [member.user.email for member in alices_team.memberships.all()] == ["alice@smartport.test"]
    assert not RulesAcceptance.objects.filter(user_id=bob.pk).exists()


def test_certificate_stays_valid_without_a_name(alices_team, bob, edition, client):
    made = make_certificate(edition, bob)
    delete(bob)
    made.refresh_from_db()
    assert (made.holder, made.holder_name, made.statement, made.revoked_at) == (None, "", "", None)
    client.cookies["language"] = "en"
    page = client.get(f"/certificates/{made.code}/").content.decode()
    assert "The holder has deleted the account" in page
    assert "Bob" not in page


def test_captain_of_others_hands_over_first(alices_team, alice):
    with pytest.raises(HandOverFirst):
        delete(alice)
    assert alices_team.memberships.count() == 2


def test_captain_of_an_edition_that_is_over_leaves_the_lead_to_the_eldest(alices_team, alice, bob):
    delete(alice, now=CLOSES_AT + timedelta(days=400))
    assert list(alices_team.memberships.values_list("user", "is_captain")) == [(bob.pk, True)]


def test_last_member_leaves_a_team_with_its_results(submission, alice, bob, challenge):
    delete(bob)
    team = submission.team
    Project.objects.create(challenge=challenge, team=team, title="Mine", changed_at=NOW, changed_by=alice)
    Team.objects.filter(pk=team.pk).update(is_recruiting=True, about="Write to Alice")
    delete(alice)
    team.refresh_from_db()
    assert (team.name, team.is_recruiting, team.about) == ("Les Alizés", False, "")
    assert (Membership.objects.count(), Project.objects.count()) == (0, 0)
    kept = Submission.objects.get()
    assert (kept.by, kept.sha256) == (None, submission.sha256)


def test_name_of_a_team_may_go_too(mallorys_team, mallory):
    delete(mallory, hides_team_names=True)
    mallorys_team.refresh_from_db()
    assert mallorys_team.name == f"Équipe {mallorys_team.pk.hex[:8]}"


def test_seat_on_a_jury_stays_without_the_person_and_so_do_cast_ballots(challenge, alices_team, alice, carol):
    panel = at_stage(make_panel(challenge), Stage.SCREENING)
    juror = make_juror(panel, carol)
    candidate = make_candidate(panel, make_project(alices_team, challenge, by=alice))
    ballot = make_ballot(juror, candidate, {"rigour": 4})
    delete(carol)
    juror.refresh_from_db()
    assert (juror.user, juror.left_at, str(juror)) == (None, NOW, "carol".capitalize())
    assert list(counted_ballots(panel, Round.SCREENING)) == [ballot]


def test_journal_stays_whole(alices_team, bob):
    delete(bob)
    last = JournalEntry.objects.order_by("-number")[0]
    assert (last.deed, last.by, last.actor) == ("account.deleted", None, f"user:{bob.pk or last.actor[5:]}")
    assert verify() is None


def test_nothing_of_the_address_is_left(alices_team, bob, challenge):
    letter = {"language": "fr", "subject": "x", "body": "x", "written_at": NOW, "not_before": NOW}
    Letter.objects.create(address="Bob@smartport.test", about="invitation", **letter)
    delete(bob)
    for entry in JournalEntry.objects.all():
        assert "bob@smartport.test" not in json.dumps(entry.details)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("model", [Invitation, JurorInvitation, CrewInvitation])
def test_no_invitation_knows_the_address_any_more(edition, alices_team, alice, bob, dora, model):
    """Whoever invited the person, to whatever."""
    common = {"email": "Bob@smartport.test", "secret_sha256": "0" * 64, "created_at": NOW, "expires_at": NOW}
    ways = {
        Invitation: {"team": alices_team, "created_by": alice},
        JurorInvitation: {"panel": make_panel(make_challenge(edition, slug="digues")), "created_by": dora},
        CrewInvitation: {"edition": edition, "created_by": dora},
    }
    made = model.objects.create(**common, **ways[model])
    told = everything_about(bob, now=NOW)["sent_to_your_address"]
    assert [one["created_at"] for one in told] == [NOW.isoformat()]
    delete(bob)
    made.refresh_from_db()
    assert (made.email, getattr(made, "ended_at", None) or made.revoked_at) == ("", NOW)


def test_every_column_of_addresses_is_known():
    """A new one has to go with the account, and after its term."""
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.EmailField)
    }
    invitations = {"challenges.Invitation.email", "challenges.JurorInvitation.email", "challenges.CrewInvitation.email"}
    assert columns == {"accounts.User.email", "account.EmailAddress.email", "challenges.Letter.address", *invitations}


def test_wrong_address_deletes_nothing(alice):
    with pytest.raises(NotYourAddress):
        delete_account(alice, typed="bob@smartport.test", hides_team_names=False, now=NOW)


def test_page_asks_and_deletes(alices, alice):
    make_token(alice, name="x", scopes=["read"], now=NOW)
    refused = alices.post("/account/delete/", {"email": "someone@else.test"}).content.decode()
    assert "This is not the e-mail address of your account." in refused
    assert User.objects.count() == 1
    answer = alices.post("/account/delete/", {"email": alice.email}, follow=True)
    assert answer.redirect_chain[0] == ("/", 302)
    assert User.objects.count() == 0
    assert "_auth_user_id" not in alices.session
    assert all("_auth_user_id" not in session.get_decoded() for session in Session.objects.all())


def test_page_says_what_stands_in_the_way(alices, alices_team):
    page = alices.get("/account/delete/").content.decode()
    assert "Hand over your team first" in page
    assert 'name="email"' not in page


def test_open_browser_alone_does_not_delete(browser, alice):
    browser.force_login(alice)
    assert browser.post("/account/delete/", {"email": alice.email}).url.startswith("/accounts/reauthenticate/")
    assert User.objects.count() == 1


def test_api_deletes_with_the_password(as_, alice):
    body = {"email": alice.email, "password": PASSWORD}
    client = as_(alice)
    wrong = client.post("/api/v1/me/deletion", {**body, "password": "wrong"}, format="json")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "login_unknown")
    other = client.post("/api/v1/me/deletion", {**body, "email": "x@y.test"}, format="json")
    assert (other.status_code, other.json()["field"]) == (422, "email")
    assert client.post("/api/v1/me/deletion", body, format="json").status_code == 204
    assert User.objects.count() == 0
    assert client.get("/api/v1/me").status_code == 401

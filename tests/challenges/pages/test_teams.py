"""The team: founded, invited to, joined."""

import re
from datetime import timedelta

from challenges.teams.models import Invitation, Team
from challenges.teams.queries import team_of
from tests.factories import CLOSES_AT, NOW, make_challenge

LINK = re.compile(r'value="http://testserver(/join/[^"]+/)"')


def link_made_by(client) -> str:
    return LINK.search(client.post("/team/invitations/", follow=True).content.decode()).group(1)


def test_founding_a_team_makes_its_captain(carols, carol, edition):
    answer = carols.post("/team/", {"name": "Vent du large"})
    assert (answer.status_code, answer.url) == (302, "/team/")
    assert team_of(carol, edition).name == "Vent du large"
    assert "Vent du large" in carols.get("/team/").content.decode()


def test_taken_name_is_refused_beside_its_field(carols, alices_team):
    answer = carols.post("/team/", {"name": "les alizes"})
    assert answer.status_code == 409
    assert 'aria-invalid="true"' in answer.content.decode()
    assert "Another team has this name" in answer.content.decode()
    assert Team.objects.count() == 1


def test_visitor_is_sent_to_log_in(visitor, edition):
    assert visitor.get("/team/").url == "/accounts/login/?next=/team/"


def test_invitation_link_is_shown_once_and_lets_in(alices, carols, carol, alices_team):
    link = link_made_by(alices)
    assert link not in alices.get("/team/").content.decode()
    assert Invitation.objects.count() == 1
    assert "Les Alizés" in carols.get(link).content.decode()
    assert carols.post(link).url == "/team/"
    assert team_of(carol, alices_team.edition) == alices_team


def test_only_the_captain_invites(bobs, alices_team):
    assert bobs.post("/team/invitations/").status_code == 403
    assert not Invitation.objects.exists()


def test_visitor_with_a_link_sees_whose_it_is_and_is_sent_to_log_in(alices, visitor):
    link = link_made_by(alices)
    page = visitor.get(link).content.decode()
    assert "Les Alizés" in page
    assert f"/accounts/login/?next={link}" in page


def test_captain_changes_the_team_on_a_page(alices, alices_team):
    answer = alices.post("/team/settings/", {"name": "Vents", "about": "We <b>sail</b>.", "is_recruiting": "yes"})
    assert (answer.status_code, answer.url) == (302, "/team/")
    page = alices.get("/team/").content.decode()
    assert "We &lt;b&gt;sail&lt;/b&gt;." in page
    assert "Looks for members" in page


def test_refused_change_keeps_what_was_typed(alices, mallorys_team):
    answer = alices.post("/team/settings/", {"name": "Contre-courant", "about": "Kept"})
    assert answer.status_code == 409
    assert ">Kept</textarea>" in answer.content.decode()


def test_settings_are_the_captains(bobs, carols):
    assert [client.get("/team/settings/").status_code for client in (bobs, carols)] == [404, 404]


def test_page_says_who_has_to_accept_which_rules(alices, bob, challenge):
    bob.rules_acceptances.all().delete()
    page = " ".join(alices.get("/team/").content.decode().split())
    assert "Rules, version 1: still to accept: <bdi>Bob</bdi>" in page


def test_page_says_once_what_is_the_same_for_every_challenge(alices, alice, bob, challenge):
    make_challenge(challenge.edition, slug="second")
    for person in (alice, bob):
        person.rules_acceptances.all().delete()
    page = " ".join(alices.get("/team/").content.decode().split())
    assert page.count("Rules of every challenge still to accept: <bdi>Alice</bdi>, <bdi>Bob</bdi>") == 1
    assert page.count(">Accept the rules</a>") == 2


def test_page_counts_down_to_the_teams_deadline(alices, edition):
    edition.teams_close_at = NOW + timedelta(days=2)
    edition.save()
    assert 'data-countdown="2026-11-22T12:00:00Z"' in alices.get("/team/").content.decode()


def test_withdrawing_asks_first_and_then_closes_the_link(alices, carols):
    link = link_made_by(alices)
    address = f"/team/invitations/{Invitation.objects.get().pk}/revoke/"
    assert "Withdraw this invitation?" in alices.get(address).content.decode()
    assert carols.get(link).status_code == 200
    assert alices.post(address).url == "/team/"
    assert carols.get(link).status_code == 404


def test_invitation_of_another_team_is_not_found(alices, mallorys):
    link_made_by(alices)
    address = f"/team/invitations/{Invitation.objects.get().pk}/revoke/"
    assert mallorys.post(address).status_code == 404
    assert Invitation.objects.get().revoked_at is None


def test_mate_of_the_team_may_not_withdraw(alices, bobs):
    link_made_by(alices)
    assert bobs.post(f"/team/invitations/{Invitation.objects.get().pk}/revoke/").status_code == 404


def test_guessed_link_is_not_found(carols, edition):
    answer = carols.get("/join/no-such-secret/")
    assert answer.status_code == 404
    assert "unknown, expired or withdrawn" in answer.content.decode()


def test_who_has_a_team_is_refused_a_second_one(alices, mallorys, mallory, mallorys_team):
    answer = mallorys.post(link_made_by(alices))
    assert answer.status_code == 409
    assert team_of(mallory, mallorys_team.edition) == mallorys_team


def test_after_the_edition_no_team_is_founded(carols, edition, at):
    at(edition.closes_at.replace(year=2028))
    answer = carols.post("/team/", {"name": "Trop tard"})
    assert answer.status_code == 403
    assert CLOSES_AT.year == 2027
    assert not Team.objects.exists()


def test_team_page_asks_as_many_queries_for_three_members_as_for_one(
    mallorys, mallorys_team, bob, carol, django_assert_num_queries
):
    with django_assert_num_queries(13):
        mallorys.get("/team/")
    for person in (bob, carol):
        mallorys_team.memberships.create(edition=mallorys_team.edition, user=person, joined_at=CLOSES_AT)
    with django_assert_num_queries(13):
        mallorys.get("/team/")

"""Invitations by e-mail, to one person, and answered."""

import pytest

from challenges.post.models import Letter
from challenges.teams.inviting import invite_by_mail, invite_seeker
from challenges.teams.models import Invitation
from challenges.teams.queries import team_of
from challenges.teams.seeking import seek_team
from tests.factories import NOW


def test_invitation_goes_by_e_mail_in_the_captains_language(alices, alices_team):
    assert alices.post("/team/invitations/mail/", {"email": " friend@example.org "}).url == "/team/"
    assert "friend@example.org" in alices.get("/team/").content.decode()
    assert (Letter.objects.get().language, Letter.objects.get().address) == ("en", "friend@example.org")


@pytest.mark.parametrize("address", ["", "nobody", "a@b\nBcc: c@example.org", "x" * 100_000])
def test_bad_address_is_refused_beside_its_field(alices, address):
    answer = alices.post("/team/invitations/mail/", {"email": address})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_mates_and_strangers_send_nothing(bobs, mallorys, carols, alices_team):
    codes = [
        client.post("/team/invitations/mail/", {"email": "a@example.org"}).status_code for client in (bobs, carols)
    ]
    assert codes == [403, 404]
    assert not Letter.objects.exists()


def test_sending_again_makes_a_fresh_invitation(alices, bobs, mallorys, alices_team, alice):
    former = invite_by_mail(alices_team, email="friend@example.org", by=alice, now=NOW)
    address = f"/team/invitations/{former.pk}/resend/"
    assert [client.post(address).status_code for client in (bobs, mallorys)] == [404, 404]
    assert alices.post(address).url == "/team/"
    former.refresh_from_db()
    assert (former.revoked_at, Letter.objects.count()) == (NOW, 2)
    assert alices.post(address).status_code == 404


@pytest.fixture
def offer(alices_team, alice, carol) -> Invitation:
    seeker = seek_team(alices_team.edition, user=carol, about="Tides", now=NOW)
    return invite_seeker(alices_team, seeker=seeker, by=alice, now=NOW)


def test_person_finds_the_offer_and_joins(offer, carols, carol, alices_team):
    page = carols.get("/team/").content.decode()
    assert "<bdi>Alice</bdi> invites you to the team <bdi>Les Alizés</bdi>." in page
    assert carols.post(f"/team/invitations/{offer.pk}/accept/").url == "/team/"
    assert team_of(carol, alices_team.edition) == alices_team


def test_person_declines(offer, carols, carol):
    assert carols.post(f"/team/invitations/{offer.pk}/decline/").url == "/team/"
    assert "invites you" not in carols.get("/team/").content.decode()
    assert team_of(carol, offer.team.edition) is None


def test_answer_to_a_withdrawn_offer_says_so(offer, carols):
    Invitation.objects.filter(pk=offer.pk).update(revoked_at=NOW)
    for deed in ("accept", "decline"):
        answer = carols.post(f"/team/invitations/{offer.pk}/{deed}/", follow=True)
        assert answer.redirect_chain == [("/team/", 302)]
        assert "This was answered or withdrawn in the meantime." in answer.content.decode()


def test_offer_to_another_is_not_found(offer, mallorys):
    for deed in ("accept", "decline"):
        assert mallorys.post(f"/team/invitations/{offer.pk}/{deed}/").status_code == 404


def test_captain_sees_the_name_and_no_address(offer, alices, carol):
    page = alices.get("/team/").content.decode()
    assert "<bdi>Carol</bdi>" in page
    assert carol.email not in page


def test_offer_with_conditions_asks_for_the_tick(offer, carols, carol, edition):
    edition.eligibility = {"en": "Students."}
    edition.save()
    address = f"/team/invitations/{offer.pk}/accept/"
    assert carols.post(address).status_code == 403
    assert carols.post(address, {"eligible": "yes", "eligible_version": "1"}).url == "/team/"
    assert carol.eligibility_acceptances.get().version == 1


def test_link_with_conditions_asks_for_the_tick(alices_team, alice, carols, carol, edition):
    edition.eligibility = {"en": "Students."}
    edition.save()
    invite_by_mail(alices_team, email="friend@example.org", by=alice, now=NOW)
    link = Letter.objects.get().body.split("http://testserver")[1].split()[0]
    answer = carols.post(link)
    assert answer.status_code == 403
    assert 'name="eligible"' in answer.content.decode()
    assert carols.post(link, {"eligible": "yes", "eligible_version": "1"}).url == "/team/"
    assert team_of(carol, edition) == alices_team

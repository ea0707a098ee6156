"""Invitations by letter: single, limited, and silent about who has an account."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.post.rules import AddressUnusable
from challenges.teams.actions import invite, join, revoke_invitation
from challenges.teams.asking_rules import (
    LETTERS_A_DAY,
    MOST_INVITATIONS,
    AlreadyAnswered,
    AlreadyInvited,
    AskedLately,
    TooManyInvitations,
    TooManyLetters,
)
from challenges.teams.inviting import (
    accept_invitation,
    decline_invitation,
    invite_by_mail,
    invite_seeker,
    require_address,
    send_again,
)
from challenges.teams.models import Invitation, Membership
from challenges.teams.queries import digest_of, offers_to, open_invitations
from challenges.teams.rules import InvitationUnknown, NotTheCaptain, TeamsClosed
from challenges.teams.seeking import seek_team
from tests.factories import NOW, make_edition, make_person, make_team

pytestmark = pytest.mark.database

LINK = re.compile(r"http://testserver/join/([^/]+)/")


def secret_of(letter: Letter) -> str:
    return LINK.search(letter.body).group(1)


def send(team, alice, email="friend@example.org", now=NOW) -> Invitation:
    return invite_by_mail(team, email=email, by=alice, now=now)


def test_letter_carries_a_link_in_the_language_of_who_invites(alices_team, alice):
    with translation.override("ar"):
        send(alices_team, alice)
    letter = Letter.objects.get()
    assert (letter.address, letter.to, letter.language) == ("friend@example.org", None, "ar")
    assert "الفريق «Les Alizés»" in letter.body
    assert Invitation.objects.get().secret_sha256 not in letter.body


def test_link_of_a_letter_lets_one_person_in(alices_team, alice, nadia, carol):
    send(alices_team, alice)
    secret = secret_of(Letter.objects.get())
    assert join(secret, user=nadia, now=NOW).team == alices_team
    with pytest.raises(InvitationUnknown):
        join(secret, user=carol, now=NOW)
    assert list(open_invitations(alices_team, now=NOW)) == []


def test_captain_is_told_who_came(alices_team, alice, nadia):
    join(invite(alices_team, by=alice, now=NOW).secret, user=nadia, now=NOW)
    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == (alice, "team")
    assert "Nadia" in letter.subject


def test_address_with_an_account_is_answered_as_any_other(alices_team, alice, nadia):
    known, unknown = (send(alices_team, alice, email) for email in (nadia.email, "nobody@example.org"))
    letters = [Letter.objects.get(address=made.email) for made in (known, unknown)]
    assert [(letter.to, letter.kind, letter.subject) for letter in letters] == [(None, "", letters[0].subject)] * 2


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b",
        "a b@example.org",
        "a@example.org\nBcc: b@example.org",
        "a@ex\x00ample.org",
        "\ud800@example.org",
        f"{'x' * 300}@example.org",
        "x" * 100_000,
    ],
    ids=lambda address: ascii(address[:30]),
)
def test_address_that_is_none_is_refused(address):
    with pytest.raises(AddressUnusable):
        require_address(address)


def test_address_is_tidied():
    assert require_address("  friend@example.org ") == "friend@example.org"


def test_same_address_is_not_invited_twice_at_a_time(alices_team, alice):
    send(alices_team, alice)
    with pytest.raises(AlreadyInvited):
        send(alices_team, alice, "FRIEND@example.org")


def test_sending_again_voids_the_former_link(alices_team, alice, nadia):
    former = send(alices_team, alice)
    again = send_again(former, by=alice, now=NOW + timedelta(hours=1))
    first, second = Letter.objects.order_by("written_at")
    with pytest.raises(InvitationUnknown):
        join(secret_of(first), user=nadia, now=NOW + timedelta(hours=1))
    assert list(open_invitations(alices_team, now=NOW + timedelta(hours=1))) == [again]
    assert join(secret_of(second), user=nadia, now=NOW + timedelta(hours=1)).team == alices_team
    with pytest.raises(AlreadyAnswered):
        send_again(again, by=alice, now=NOW + timedelta(hours=2))


def test_one_address_gets_three_letters_a_day_whoever_sends(alices_team, alice, mallorys_team, mallory):
    revoke_invitation(send(alices_team, alice), by=alice, now=NOW)
    send_again(send(mallorys_team, mallory), by=mallory, now=NOW)
    with pytest.raises(TooManyLetters):
        send(alices_team, alice)
    assert send(alices_team, alice, now=NOW + timedelta(hours=24)).email == "friend@example.org"


def test_one_person_sends_twenty_letters_a_day_even_with_a_new_team(alices_team, alice):
    for number in range(LETTERS_A_DAY):
        revoke_invitation(send(alices_team, alice, f"friend{number}@example.org"), by=alice, now=NOW)
    elsewhere = make_team(make_edition("elsewhere"), name="Ailleurs", captain=alice)
    for team in (alices_team, elsewhere):
        with pytest.raises(TooManyLetters):
            send(team, alice)


def test_only_so_many_invitations_are_open(alices_team, alice):
    for _ in range(MOST_INVITATIONS):
        invite(alices_team, by=alice, now=NOW)
    with pytest.raises(TooManyInvitations):
        invite(alices_team, by=alice, now=NOW)
    with pytest.raises(TooManyInvitations):
        send(alices_team, alice)
    assert not Letter.objects.exists()


def test_journal_keeps_no_address(alices_team, alice):
    send(alices_team, alice)
    assert "friend@" not in str([entry.details for entry in JournalEntry.objects.all()])


def test_mate_sends_nothing_and_the_deadline_holds(alices_team, alice, bob):
    with pytest.raises(NotTheCaptain):
        send(alices_team, bob)
    alices_team.edition.teams_close_at = NOW - timedelta(seconds=1)
    with pytest.raises(TeamsClosed):
        send(alices_team, alice)


@pytest.fixture
def offer(alices_team, alice, nadia) -> Invitation:
    seeker = seek_team(alices_team.edition, user=nadia, about="Tides", now=NOW)
    return invite_seeker(alices_team, seeker=seeker, by=alice, now=NOW)


def test_seeker_is_invited_without_an_address(offer, alices_team, nadia):
    assert (offer.email, offer.to) == ("", nadia)
    assert list(offers_to(nadia, alices_team.edition, now=NOW)) == [offer]
    letter = Letter.objects.get()
    assert (letter.to, letter.kind) == (nadia, "team")


def test_seeker_accepts_and_is_in(offer, alices_team, nadia):
    assert accept_invitation(offer, user=nadia, now=NOW).team == alices_team
    with pytest.raises(AlreadyAnswered):
        accept_invitation(offer, user=nadia, now=NOW)


def test_offer_is_for_one_person_alone(offer, carol):
    for answer in (accept_invitation, decline_invitation):
        with pytest.raises(AlreadyAnswered):
            answer(offer, user=carol, now=NOW)
    assert not Membership.objects.filter(user=carol).exists()


def test_declined_seeker_is_not_asked_again_within_a_day(offer, alices_team, alice, nadia):
    seeker = alices_team.edition.seekers.get()
    with pytest.raises(AlreadyInvited):
        invite_seeker(alices_team, seeker=seeker, by=alice, now=NOW)
    decline_invitation(offer, user=nadia, now=NOW)
    with pytest.raises(AskedLately):
        invite_seeker(alices_team, seeker=seeker, by=alice, now=NOW)
    assert invite_seeker(alices_team, seeker=seeker, by=alice, now=NOW + timedelta(hours=24)).to == nadia


def test_expired_offer_lets_nobody_in(offer, nadia):
    with pytest.raises(AlreadyAnswered):
        accept_invitation(offer, user=nadia, now=offer.expires_at + timedelta(seconds=1))


def test_person_of_an_offer_is_not_everybody(offer, alices_team, alice):
    secret = "known-somehow"
    Invitation.objects.filter(pk=offer.pk).update(secret_sha256=digest_of(secret))
    with pytest.raises(InvitationUnknown):
        join(secret, user=make_person("stranger"), now=NOW)

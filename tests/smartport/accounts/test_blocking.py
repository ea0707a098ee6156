"""Who is blocked is nobody here: no log-in, no open session, no token; and comes back."""

import pytest

from challenges.crew.actions import invite_organizer
from challenges.crew.models import CrewInvitation
from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.teams.rules import ReasonMissing
from smartport.accounts.blocking import block, teams_without_a_captain, unblock
from smartport.accounts.models import Block
from smartport.accounts.rules import BlockedAlready, BlockOfOneself, NotBlocked, OperatorsBlock
from tests.factories import NOW, make_person
from tests.factories.people import PASSWORD


@pytest.fixture
def dora(db):
    return make_person("dora", is_staff=True)


@pytest.fixture
def olga(db):
    return make_person("olga", is_staff=True, is_superuser=True)


def test_every_door_shuts_at_once(browser, alices, alice, dora, as_, challenge):
    caller = as_(alice)
    assert (alices.get("/account/").status_code, caller.get("/api/v1/challenges").status_code) == (200, 200)
    block(alice, reason="Un compte de trop", by=dora, now=NOW)
    assert alices.get("/account/").url.startswith("/accounts/login/")
    assert caller.get("/api/v1/challenges").status_code == 401
    browser.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert "_auth_user_id" not in browser.session
    (letter,) = Letter.objects.filter(to=alice)
    assert "Un compte de trop" in letter.body
    entry = JournalEntry.objects.get(deed="account.blocked")
    assert "Un compte de trop" not in str(entry.details)


def test_who_is_let_in_again_logs_in(browser, alice, dora):
    block(alice, reason="Une erreur", by=dora, now=NOW)
    unblock(alice, by=dora, now=NOW)
    browser.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    assert "_auth_user_id" in browser.session
    kept = Block.objects.get()
    assert (kept.by, kept.undone_by, kept.undone_at) == (dora, dora, NOW)
    assert Letter.objects.filter(to=alice).count() == 2


def test_ones_own_level_is_an_operators_affair(dora, olga):
    otto = make_person("otto", is_staff=True)
    for person, refusal in ((otto, OperatorsBlock), (olga, OperatorsBlock), (dora, BlockOfOneself)):
        with pytest.raises(refusal):
            block(person, reason="Non", by=dora, now=NOW)
    block(otto, reason="Oui", by=olga, now=NOW)
    with pytest.raises(OperatorsBlock):
        unblock(otto, by=dora, now=NOW)


def test_what_a_blocked_organizer_sent_lets_nobody_in(challenge, dora, olga):
    given = {"email": "eve@smartport.test", "challenges": [], "is_limited": False}
    invite_organizer(challenge.edition, **given, by=dora, now=NOW)
    block(dora, reason="Volé", by=olga, now=NOW)
    assert CrewInvitation.objects.get().ended_at == NOW


def test_twice_is_refused(alice, dora):
    with pytest.raises(NotBlocked):
        unblock(alice, by=dora, now=NOW)
    with pytest.raises(ReasonMissing):
        block(alice, reason="", by=dora, now=NOW)
    block(alice, reason="Oui", by=dora, now=NOW)
    with pytest.raises(BlockedAlready):
        block(alice, reason="Oui", by=dora, now=NOW)
    assert Block.objects.count() == 1


def test_captain_of_others_is_told_apart(alices_team, mallorys_team, alice, mallory, bob):
    assert [teams_without_a_captain(one) for one in (alice, bob, mallory)] == [[alices_team], [], []]

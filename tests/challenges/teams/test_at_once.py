"""Things that happen to teams at the same instant: each is done whole, or refused by name."""

from datetime import timedelta
from typing import Any

import pytest

from challenges.editions.rules import PhaseClosed
from challenges.evaluations.publishing import publish_bundle
from challenges.leaderboards.merging import accept_merge
from challenges.post.models import Letter
from challenges.submissions.allowance_rules import TotalAllowanceUsed
from challenges.submissions.merging import SubmissionsTooMany
from challenges.submissions.models import Submission
from challenges.submissions.rules import NotAMember
from challenges.teams.actions import create_team, invite, join
from challenges.teams.asking import accept_request, ask_to_join
from challenges.teams.asking_rules import AlreadyAnswered, TeamsTooLarge, TeamUnknown
from challenges.teams.inviting import accept_invitation, invite_by_mail, invite_seeker
from challenges.teams.leaving import leave_team, make_captain, remove_member
from challenges.teams.merging import propose_merge
from challenges.teams.models import Membership, Team
from challenges.teams.queries import captain_of, members
from challenges.teams.rules import AlreadyInATeam, CaptainHasMates, InvitationUnknown, NoTeam, TeamFull, TeamsClosed
from challenges.teams.seeking import seek_team
from tests.challenges.teams.test_inviting import secret_of
from tests.factories import (
    NOW,
    OPENS_AT,
    bundle_folder,
    hand_in,
    make_challenge,
    make_edition,
    make_person,
    make_phase,
    make_submission,
    make_team,
)
from tests.threads import at_once

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def both(*deeds: Any) -> list[Any]:
    """Each deed in a thread of its own; what each gave or raised."""
    return at_once(len(deeds), lambda number: deeds[number]())


def kinds(results: list[Any]) -> list[type]:
    return sorted((type(result) for result in results), key=lambda kind: kind.__name__)


@pytest.fixture
def stage():
    """Alice and Bob, with one place left, looking for a third."""
    edition = make_edition(team_size=3)
    alice, bob, carol, nadia = (make_person(name) for name in ("alice", "bob", "carol", "nadia"))
    team = make_team(edition, name="Les Alizés", captain=alice, mates=(bob,))
    Team.objects.filter(pk=team.pk).update(is_recruiting=True)
    return {"edition": edition, "team": team, "alice": alice, "bob": bob, "carol": carol, "nadia": nadia}


def test_last_place_is_taken_once(stage):
    secret = invite(stage["team"], by=stage["alice"], now=NOW).secret
    results = both(*(lambda person=stage[name]: join(secret, user=person, now=NOW) for name in ("carol", "nadia")))
    assert kinds(results) == [Membership, TeamFull]
    assert stage["team"].memberships.count() == 3


def test_request_accepted_while_another_joins_by_link(stage):
    asked = ask_to_join(stage["team"], user=stage["carol"], message="", now=NOW)
    secret = invite(stage["team"], by=stage["alice"], now=NOW).secret
    results = both(
        lambda: accept_request(asked, by=stage["alice"], now=NOW),
        lambda: join(secret, user=stage["nadia"], now=NOW),
    )
    assert kinds(results) == [Membership, TeamFull]
    assert stage["team"].memberships.count() == 3


def test_every_way_in_at_once_fills_the_last_place_and_no_more(stage):
    """A link, a request that is accepted, a letter to an address, and an offer to one who looked for a team."""
    team, alice, edition = stage["team"], stage["alice"], stage["edition"]
    people = [stage["carol"], stage["nadia"], make_person("omar"), make_person("salma")]
    asked = ask_to_join(team, user=people[0], message="", now=NOW)
    link = invite(team, by=alice, now=NOW).secret
    invite_by_mail(team, email="friend@example.org", by=alice, now=NOW)
    mailed = secret_of(Letter.objects.get(address="friend@example.org"))
    seeker = seek_team(edition, user=people[3], about="I sail.", now=NOW)
    offered = invite_seeker(team, seeker=seeker, by=alice, now=NOW)
    results = both(
        lambda: accept_request(asked, by=alice, now=NOW),
        lambda: join(link, user=people[1], now=NOW),
        lambda: join(mailed, user=people[2], now=NOW),
        lambda: accept_invitation(offered, user=people[3], now=NOW),
    )
    assert kinds(results) == [Membership, TeamFull, TeamFull, TeamFull]
    assert team.memberships.count() == 3


def test_last_instant_lets_in_and_the_next_one_does_not(stage):
    team, closes_at = stage["team"], stage["edition"].teams_close
    secret = invite(team, by=stage["alice"], now=closes_at).secret
    late = closes_at + timedelta(microseconds=1)
    results = both(
        lambda: join(secret, user=stage["carol"], now=late),
        lambda: join(secret, user=stage["nadia"], now=closes_at),
    )
    assert [type(result) for result in results] == [TeamsClosed, Membership]


def test_one_person_let_in_by_two_teams_is_in_one(stage):
    other = create_team(stage["edition"], name="Grand large", by=make_person("omar"), now=NOW)
    Team.objects.filter(pk=other.pk).update(is_recruiting=True)
    requests = [ask_to_join(team, user=stage["nadia"], message="", now=NOW) for team in (stage["team"], other)]
    results = both(*(lambda one=one: accept_request(one, by=captain_of(one.team), now=NOW) for one in requests))
    assert kinds(results) == [AlreadyAnswered, Membership]
    assert Membership.objects.filter(user=stage["nadia"]).count() == 1


def test_person_who_creates_and_joins_at_once_is_in_one_team(stage):
    secret = invite(stage["team"], by=stage["alice"], now=NOW).secret
    nadia = stage["nadia"]
    results = both(
        lambda: create_team(stage["edition"], name="Grand large", by=nadia, now=NOW),
        lambda: join(secret, user=nadia, now=NOW),
    )
    assert [type(result) for result in results].count(AlreadyInATeam) + [type(result) for result in results].count(
        InvitationUnknown
    ) == 1
    assert Membership.objects.filter(user=nadia).count() == 1


def test_letter_lets_one_of_two_in(stage):
    Team.objects.update(is_recruiting=False)
    stage["edition"].team_size = 5
    stage["edition"].save()
    team = Team.objects.select_related("edition").get()
    invite_by_mail(team, email="friend@example.org", by=stage["alice"], now=NOW)
    secret = secret_of(Letter.objects.get())
    results = both(*(lambda person=stage[name]: join(secret, user=person, now=NOW) for name in ("carol", "nadia")))
    assert kinds(results) == [InvitationUnknown, Membership]


def test_captain_hands_over_while_the_next_one_leaves(stage):
    team, alice, bob = stage["team"], stage["alice"], stage["bob"]
    place = members(team).get(user=bob)
    results = both(lambda: make_captain(place, by=alice, now=NOW), lambda: leave_team(team, user=bob, now=NOW))
    assert sum(isinstance(result, Exception) for result in results) == 1
    assert {type(result) for result in results if isinstance(result, Exception)} <= {NoTeam, CaptainHasMates}
    assert team.memberships.filter(is_captain=True).count() == 1


def test_captain_leaves_while_handing_over(stage):
    team, alice, bob = stage["team"], stage["alice"], stage["bob"]
    place = members(team).get(user=bob)
    results = both(lambda: leave_team(team, user=alice, now=NOW), lambda: make_captain(place, by=alice, now=NOW))
    refused = [type(result) for result in results if isinstance(result, Exception)]
    assert refused in ([], [CaptainHasMates])
    assert captain_of(team) == bob
    assert team.memberships.filter(is_captain=True).count() == 1
    assert team.memberships.filter(user=alice).exists() == (refused == [CaptainHasMates])


def test_member_who_is_removed_while_leaving_is_out_once(stage):
    team, alice, bob = stage["team"], stage["alice"], stage["bob"]
    place = members(team).get(user=bob)
    results = both(lambda: remove_member(place, by=alice, now=NOW), lambda: leave_team(team, user=bob, now=NOW))
    assert [type(result) for result in results].count(NoTeam) == 1
    assert [member.user for member in members(team)] == [alice]


def test_everybody_leaves_at_once_and_nobody_is_left_without_a_captain(stage):
    team = stage["team"]
    both(*(lambda person=stage[name]: leave_team(team, user=person, now=NOW) for name in ("alice", "bob")))
    left = list(Membership.objects.filter(team_id=team.pk))
    assert not left or sum(one.is_captain for one in left) == 1


def test_team_that_ends_while_somebody_joins(stage):
    lonely = create_team(stage["edition"], name="Grand large", by=stage["carol"], now=NOW)
    secret = invite(lonely, by=stage["carol"], now=NOW).secret
    results = both(
        lambda: leave_team(lonely, user=stage["carol"], now=NOW), lambda: join(secret, user=stage["nadia"], now=NOW)
    )
    refused = [type(result) for result in results if isinstance(result, Exception)]
    assert refused in ([InvitationUnknown], [CaptainHasMates])
    assert Team.objects.filter(pk=lonely.pk).exists() == (refused == [CaptainHasMates])


@pytest.fixture
def pair(tmp_path):
    """Two teams of one, each with a submission, in a phase that takes three."""
    edition = make_edition(team_size=5)
    phase = make_phase(make_challenge(edition), total_limit=3, daily_limit=3)
    publish_bundle(phase, bundle_folder(tmp_path / "bundle"), now=OPENS_AT)
    alice, mallory, nadia = (make_person(name) for name in ("alice", "mallory", "nadia"))
    a = make_team(edition, name="A-team", captain=alice)
    b = make_team(edition, name="B-team", captain=mallory)
    for team, person in ((a, alice), (b, mallory)):
        make_submission(team, phase, by=person)
    return {"phase": phase, "a": a, "b": b, "alice": alice, "mallory": mallory, "nadia": nadia, "edition": edition}


def test_merges_that_cross_make_one_team(pair):
    into_b = propose_merge(pair["a"], into="B-team", by=pair["alice"], now=NOW)
    into_a = propose_merge(pair["b"], into="A-team", by=pair["mallory"], now=NOW)
    results = both(
        lambda: accept_merge(into_b, by=pair["mallory"], now=NOW),
        lambda: accept_merge(into_a, by=pair["alice"], now=NOW),
    )
    assert [type(result) for result in results].count(Team) == 1
    survivor = Team.objects.get(merged_into=None)
    assert (survivor.memberships.count(), survivor.submissions.count()) == (2, 2)
    assert survivor.memberships.filter(is_captain=True).count() == 1


def test_team_is_taken_in_while_it_takes_another_in(pair):
    c = make_team(pair["edition"], name="C-team", captain=pair["nadia"])
    into_a = propose_merge(c, into="A-team", by=pair["nadia"], now=NOW)
    into_b = propose_merge(pair["a"], into="B-team", by=pair["alice"], now=NOW)
    both(
        lambda: accept_merge(into_a, by=pair["alice"], now=NOW),
        lambda: accept_merge(into_b, by=pair["mallory"], now=NOW),
    )
    assert not Membership.objects.exclude(team__merged_into=None).exists()
    assert not Submission.objects.exclude(team__merged_into=None).exists()
    assert Membership.objects.count() == 3


@pytest.mark.parametrize("who", ["alice", "mallory"])
def test_merge_and_submissions_never_pass_the_total(pair, who):
    """Two submissions of one side race with a merge that has room for one more."""
    proposal = propose_merge(pair["b"], into="A-team", by=pair["mallory"], now=NOW)
    team, person = (pair["a"], pair["alice"]) if who == "alice" else (pair["b"], pair["mallory"])
    one_more = lambda: hand_in(team, pair["phase"], by=person)  # noqa: E731
    results = both(one_more, lambda: accept_merge(proposal, by=pair["alice"], now=NOW), one_more)
    refusals = {type(result) for result in results if isinstance(result, Exception)}
    assert refusals <= {SubmissionsTooMany, TotalAllowanceUsed, NotAMember}
    is_merged = Team.objects.filter(merged_into=pair["a"]).exists()
    for one in Team.objects.all():
        assert one.submissions.count() <= 3
    assert not is_merged or not Submission.objects.filter(team=pair["b"]).exists()


def test_captain_leaves_while_the_team_is_taken_in(pair):
    proposal = propose_merge(pair["b"], into="A-team", by=pair["mallory"], now=NOW)
    results = both(
        lambda: accept_merge(proposal, by=pair["alice"], now=NOW),
        lambda: leave_team(pair["b"], user=pair["mallory"], now=NOW),
    )
    refused = {type(result) for result in results if isinstance(result, Exception)}
    assert refused <= {AlreadyAnswered, TeamUnknown, NoTeam}
    assert len(refused) == 1
    a = Team.objects.get(pk=pair["a"].pk)
    is_merged = refused == {NoTeam}
    assert (a.memberships.count(), a.submissions.count()) == ((2, 2) if is_merged else (1, 1))
    assert captain_of(a) == pair["alice"]


def test_last_instant_of_a_phase_counts_and_the_next_one_does_not(pair):
    team, phase, alice = pair["a"], pair["phase"], pair["alice"]
    late = phase.closes_at + timedelta(microseconds=1)
    hours = [late, phase.closes_at, late, phase.closes_at]
    results = both(*(lambda hour=hour: hand_in(team, phase, by=alice, now=hour) for hour in hours))
    assert [type(result) for result in results] == [PhaseClosed, Submission, PhaseClosed, Submission]
    assert team.submissions.count() == 3


def test_merge_and_join_never_pass_the_size(pair):
    edition = pair["edition"]
    edition.team_size = 2
    edition.save()
    proposal = propose_merge(pair["b"], into="A-team", by=pair["mallory"], now=NOW)
    a = Team.objects.select_related("edition").get(pk=pair["a"].pk)
    secret = invite(a, by=pair["alice"], now=NOW).secret
    results = both(
        lambda: join(secret, user=pair["nadia"], now=NOW + timedelta(seconds=1)),
        lambda: accept_merge(proposal, by=pair["alice"], now=NOW + timedelta(seconds=1)),
    )
    assert [type(result) for result in results].count(TeamFull) + [type(result) for result in results].count(
        TeamsTooLarge
    ) == 1
    assert a.memberships.count() == 2

"""The table, cell by cell; in each there is something that could leak."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from challenges.evaluations.models import Score
from challenges.leaderboards.actions import close_leaderboard
from challenges.panels.models import Seat, Stage
from challenges.permissions import POLICY
from datasets.models import LicenceAcceptance, Release
from tests.factories import (
    CLOSES_AT,
    NOW,
    accept_licence,
    make_challenge,
    make_edition,
    make_person,
    make_phase,
    make_question,
    make_slot,
    make_submission,
    score_submission,
)
from tests.factories.jury import at_stage, make_juror, make_panel
from tests.factories.projects import make_project

pytestmark = pytest.mark.database

AFTER = CLOSES_AT + timedelta(seconds=1)
CAST = ("anonymous", "alice", "bob", "carol", "dora", "mallory")

TABLE = {
    "challenges.view_challenge": {"anonymous", "alice", "bob", "carol", "dora", "mallory"},
    "challenges.accept_rules": {"alice", "bob", "carol", "dora", "mallory"},
    "challenges.accept_licence": {"alice", "bob", "carol", "dora", "mallory"},
    "challenges.create_team": {"alice", "bob", "carol", "dora", "mallory"},
    "challenges.view_team": {"alice", "bob", "dora"},
    "challenges.invite_to_team": {"alice"},
    "challenges.lead_team": {"alice"},
    "challenges.view_seekers": {"alice", "bob", "carol", "dora", "mallory"},
    "challenges.submit": {"alice", "bob"},
    "challenges.view_submission": {"alice", "bob", "dora"},
    "challenges.download_submission": {"alice", "bob", "dora"},
    "challenges.view_entry_log": {"alice", "bob", "dora"},
    "challenges.view_hidden_log": {"dora"},
    "challenges.view_public_log": {"alice", "bob", "dora"},
    "challenges.view_scorer_log": set(),
    "challenges.view_row_losses": set(),
    "challenges.view_quotes": {"alice", "bob", "dora"},
    "challenges.cancel_submission": {"alice", "bob"},
    "challenges.choose_submission": {"alice", "bob"},
    "challenges.annotate_submission": {"alice", "bob"},
    "challenges.copy_submission": {"alice", "bob"},
    "challenges.view_project": {"alice", "bob", "dora"},
    "challenges.edit_project": {"alice", "bob"},
    "challenges.moderate_project": {"dora"},
    "challenges.disqualify": {"dora"},
    "challenges.view_private_scores": set(),
    "challenges.rejudge": {"dora"},
    "challenges.ask_question": {"alice", "bob", "mallory"},
    "challenges.view_question": {"alice", "bob", "dora"},
    "challenges.answer_question": {"dora"},
    "challenges.keep_slot": {"carol", "dora"},
    "challenges.keep_panel": {"dora"},
    "challenges.read_boards": {"anonymous", "alice", "bob", "dora", "mallory"},
    "challenges.sit": {"carol"},
    "challenges.judge": {"carol"},
    "challenges.read_jury_results": {"carol"},
    "challenges.preside": {"carol"},
    "challenges.organize": {"dora"},
    "challenges.manage_editions": {"dora"},
    "challenges.manage_people": {"dora"},
    "challenges.prepare_ceremony": {"dora"},
    "challenges.operate": set(),
    "datasets.download_release": {"alice", "bob", "dora"},
    "datasets.open_vault": {"dora"},
    "datasets.sign_release": {"dora"},
    "datasets.publish_release": {"dora"},
}


@pytest.fixture
def cast(alice, bob, carol, dora, mallory):
    people = {"alice": alice, "bob": bob, "carol": carol, "dora": dora, "mallory": mallory}
    return {"anonymous": AnonymousUser(), **people}


@pytest.fixture
def panel(challenge, carol):
    """Carol presides, and owes no ballot."""
    made = at_stage(make_panel(challenge), Stage.DELIBERATION)
    make_juror(made, carol, seat=Seat.PRESIDENT)
    return made


@pytest.fixture
def things(alices_team, mallorys_team, alice, bob, carol, mallory, challenge, leaderboard, submission, panel):
    """What each permission is about: Alice's things, with a private score and a log in them. Mallory plays too, and has
    handed in, but has not accepted the rules as they stand. All of them have accepted the licence."""
    challenge.release = Release.objects.create(
        slug="rade", version="1", title={"fr": "Rade"}, licence="CC-BY-4.0", published_at=NOW
    )
    challenge.save()
    accept_licence(challenge.release, alice, bob, carol, mallory)
    mallory.rules_acceptances.update(version=99)
    make_submission(mallorys_team, leaderboard.phase, by=mallory)
    evaluation = score_submission(submission, public=1.0, private=2.0)
    assert Score.objects.filter(evaluation=evaluation, part="private").exists()
    question = make_question(alices_team, challenge, by=alice)
    about = {
        "view_challenge": challenge,
        "accept_rules": challenge,
        "accept_licence": challenge,
        "create_team": challenge.edition,
        "view_team": alices_team,
        "invite_to_team": alices_team,
        "lead_team": alices_team,
        "view_seekers": challenge.edition,
        "submit": alices_team,
        "view_submission": submission,
        "download_submission": submission,
        "view_entry_log": evaluation,
        "view_hidden_log": evaluation,
        "view_public_log": evaluation,
        "cancel_submission": submission,
        "choose_submission": submission,
        "annotate_submission": submission,
        "copy_submission": submission,
        "view_project": make_project(alices_team, challenge, by=alice),
        "edit_project": alices_team,
        "disqualify": submission,
        "moderate_project": make_project(alices_team, challenge, by=alice),
        "view_scorer_log": evaluation,
        "view_row_losses": evaluation,
        "view_quotes": evaluation,
        "view_private_scores": evaluation,
        "rejudge": leaderboard.phase,
        "ask_question": challenge,
        "view_question": question,
        "answer_question": question,
        "keep_slot": make_slot(challenge.edition, account=carol),
        "read_boards": challenge.edition,
        **dict.fromkeys(("keep_panel", "sit", "judge", "read_jury_results", "preside"), panel),
        **dict.fromkeys(("organize", "manage_editions", "manage_people", "operate", "prepare_ceremony"), None),
        "download_release": challenge.release,
        **dict.fromkeys(("open_vault", "sign_release", "publish_release"), None),
    }
    return {name: about[name.split(".")[1]] for name in TABLE}


def allowed(cast, name, thing):
    return {person for person, user in cast.items() if user.has_perm(name, thing)}


def test_table_is_complete():
    assert POLICY.keys() == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_permission_is_for_exactly_these(name, cast, things):
    assert allowed(cast, name, things[name]) == TABLE[name]


@pytest.mark.parametrize("name", [name for name in TABLE if name != "challenges.operate"])
def test_superuser_may_what_an_organizer_may(name, dora, things):
    """Django would let one do everything; the table does not."""
    olga = make_person("olga", is_staff=True, is_superuser=True)
    assert olga.has_perm(name, things[name]) == dora.has_perm(name, things[name])


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("challenges.view_private_scores", {"alice", "bob", "dora"}),
        ("challenges.view_scorer_log", {"dora"}),
        ("challenges.view_row_losses", {"dora"}),
    ],
)
def test_what_tells_private_scores_is_open_after_the_close(cast, things, leaderboard, name, people):
    for waiting in leaderboard.phase.submissions.filter(evaluations=None):
        score_submission(waiting)
    close_leaderboard(leaderboard, by=None, now=AFTER)
    assert allowed(cast, name, things[name]) == people


def test_log_of_a_scorer_that_failed_is_read_by_organizers_at_once(cast, things):
    """There is no private score in it: it came to none."""
    evaluation = things["challenges.view_scorer_log"]
    evaluation.scorer_failed = True
    may = allowed(cast, "challenges.view_scorer_log", evaluation)
    assert may == {"dora"}


@pytest.mark.parametrize(
    ("today", "recorded", "kind", "reads", "is_quoted"),
    [
        ("full", "full", "code", True, True),
        ("public", "public", "code", True, False),
        ("off", "full", "code", False, False),
        ("full", "off", "code", False, False),
        ("public", "full", "code", False, False),
        ("off", "off", "predictions", False, True),
    ],
)
def test_team_reads_what_its_phase_lets_it_and_organizers_read_all(
    cast, things, today, recorded, kind, reads, is_quoted
):
    evaluation = things["challenges.view_entry_log"]
    evaluation.log_policy, evaluation.submission.kind = recorded, kind
    evaluation.submission.phase.log_policy = today
    may = {
        name: {person for person, user in cast.items() if user.has_perm(f"challenges.view_{name}", evaluation)}
        for name in ("entry_log", "quotes")
    }
    team = {"alice", "bob"}
    assert may == {
        "entry_log": {"dora"} | (team if reads else set()),
        "quotes": {"dora"} | (team if is_quoted else set()),
    }


@pytest.mark.parametrize("row", ["challenge", "edition"])
def test_draft_is_for_organizers(row, cast, challenge):
    draft = make_challenge(challenge.edition, slug="draft", is_published=row != "challenge")
    draft.edition.is_published = row != "edition"
    assert allowed(cast, "challenges.view_challenge", draft) == {"dora"}


def test_question_that_is_answered_to_everybody_is_everybodys_until_it_is_private_again(cast, things, dora):
    question = things["challenges.view_question"]
    question.answered_at, question.is_public = NOW, True
    assert allowed(cast, "challenges.view_question", question) == {*CAST}
    question.is_public = False
    assert allowed(cast, "challenges.view_question", question) == {"alice", "bob", "dora"}


def test_question_that_is_public_and_not_answered_is_its_teams(cast, things):
    things["challenges.view_question"].is_public = True
    assert allowed(cast, "challenges.view_question", things["challenges.view_question"]) == {"alice", "bob", "dora"}


def test_phase_takes_members_of_any_team_of_its_edition(cast, alices_team, mallorys_team, phase):
    elsewhere = make_phase(make_challenge(make_edition("elsewhere")))
    assert allowed(cast, "challenges.submit", phase) == {"alice", "bob", "mallory"}
    assert allowed(cast, "challenges.submit", elsewhere) == set()


def test_release_needs_the_rules_as_they_stand(things, challenge, alice):
    release = things["datasets.download_release"]
    challenge.rules_version = 2
    challenge.save()
    assert not alice.has_perm("datasets.download_release", release)


def test_release_needs_its_licence(things, alice):
    LicenceAcceptance.objects.filter(user=alice).update(licence="CC-BY-3.0")
    assert not alice.has_perm("datasets.download_release", things["datasets.download_release"])


def test_licence_of_a_challenge_without_data_is_nobodys(cast, challenge):
    assert allowed(cast, "challenges.accept_licence", challenge) == set()


def test_release_needs_a_team(things, challenge, carol):
    carol.rules_acceptances.create(challenge=challenge, version=challenge.rules_version, accepted_at=NOW)
    assert not carol.has_perm("datasets.download_release", things["datasets.download_release"])


def test_release_of_a_draft_is_for_organizers(things, challenge, alice, dora):
    challenge.is_published = False
    challenge.save()
    release = things["datasets.download_release"]
    assert [person.has_perm("datasets.download_release", release) for person in (alice, dora)] == [False, True]


@pytest.mark.parametrize("name", TABLE)
def test_person_whose_account_is_shut_may_only_look(name, cast, things):
    for user in cast.values():
        user.is_active = False
    looked_at = {"challenges.view_challenge", "challenges.read_boards"}
    assert allowed(cast, name, things[name]) <= {"anonymous"} | ({*CAST} if name in looked_at else set())


@pytest.mark.parametrize("name", ["challenges.fly", "challenges.view_score", ""])
def test_unknown_permission_is_nobodys(name, cast):
    assert allowed(cast, name, None) == set()


def test_operators_rooms_are_the_superusers(dora):
    olga = make_person("olga", is_staff=True, is_superuser=True)
    assert [person.has_perm("challenges.operate") for person in (dora, olga)] == [False, True]


def test_what_the_table_knows_is_asked_of_nobody_else(dora, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert dora.has_perm("challenges.organize")
        assert not dora.has_perm("challenges.operate")

"""What a line is about, and whose it is to read."""

from datetime import timedelta

import pytest

from challenges.chronicle.actions import place_missing
from challenges.chronicle.models import SeenBy, Topic
from challenges.journal.actions import write
from datasets.models import Release
from tests.factories import NOW, OPENS_AT, make_challenge, make_edition, make_person, make_phase, score_submission

pytestmark = pytest.mark.database


def topic_of(subject, *, by=None, now=NOW, **details):
    entry = write("deed", subject=subject, by=by, now=now, details=details)
    place_missing()
    return Topic.objects.get(entry=entry.number)


def told(topic):
    return topic.seen_by, topic.edition_id, topic.challenge_id, topic.phase_id


def test_whole_story_of_a_submission_is_placed(submission, leaderboard):
    evaluation = score_submission(submission)
    place_missing()
    phase = leaderboard.phase
    expected = (SeenBy.CHALLENGE, phase.challenge.edition_id, phase.challenge_id, phase.pk)
    for subject in (f"submission:{submission.pk}", f"evaluation:{evaluation.pk}"):
        topic = topic_of(subject)
        assert told(topic) == expected
        assert (topic.team_id, topic.submission_id) == (submission.team_id, submission.pk)
    for subject in (f"leaderboard:{phase}", f"phase:{phase.pk}", f"bundle:{submission.phase.bundles.get().pk}"):
        assert told(topic_of(subject)) == expected


def test_challenge_is_known_by_key_and_by_address(challenge):
    expected = (SeenBy.CHALLENGE, challenge.edition_id, challenge.pk, None)
    assert told(topic_of(f"challenge:{challenge.pk}")) == expected
    assert told(topic_of(f"challenge:{challenge.slug}")) == expected


def test_address_means_the_challenge_of_the_edition_that_was_open_then(challenge):
    later = make_edition("next", opens_at=NOW + timedelta(days=300), closes_at=NOW + timedelta(days=330))
    again = make_challenge(later, slug=challenge.slug)
    phase = make_phase(again)
    assert topic_of("challenge:rade").challenge_id == challenge.pk
    assert topic_of("leaderboard:rade/main", now=NOW + timedelta(days=301)).phase_id == phase.pk


def test_what_is_of_all_is_everybodys(alices_team, edition):
    assert told(topic_of(f"team:{alices_team.pk}")) == (SeenBy.EVERYBODY, edition.pk, None, None)
    assert told(topic_of(f"edition:{edition.slug}")) == (SeenBy.EVERYBODY, edition.pk, None, None)
    assert told(topic_of(f"edition:{edition.pk}")) == (SeenBy.EVERYBODY, edition.pk, None, None)


def test_a_persons_own_affairs_are_the_operators(alice, dora):
    assert topic_of(f"user:{alice.pk}", by=alice).seen_by == SeenBy.OPERATOR
    assert topic_of(f"user:{alice.pk}", by=dora).seen_by == SeenBy.EVERYBODY


@pytest.mark.parametrize("kind", ["extract", "recipe", "build"])
def test_vault_is_open_to_every_organizer(db, kind):
    assert topic_of(f"{kind}:{'0' * 32}").seen_by == SeenBy.EVERYBODY


def test_release_is_every_organizers_until_a_challenge_has_it(challenge):
    made = Release.objects.create(slug="passages", version="1.0.0", title={}, licence="CC0-1.0", published_at=NOW)
    assert topic_of(f"release:{made.pk}").seen_by == SeenBy.EVERYBODY
    challenge.release = made
    challenge.save()
    assert told(topic_of(f"release:{made.pk}"))[0] == SeenBy.CHALLENGE


@pytest.mark.parametrize(
    "subject", ["", "crane:7", "submission:7", "team:rade", "phase:nothing/there", "submission:" + "-" * 36, "user:x"]
)
def test_what_is_not_known_is_the_operators(db, subject):
    topic = topic_of(subject)
    assert told(topic) == (SeenBy.EVERYBODY if subject == "user:x" else SeenBy.OPERATOR, None, None, None)


def test_thing_that_says_whose_it_is_belongs_there(challenge):
    topic = topic_of("crane:7", challenge=challenge.slug, edition=challenge.edition.slug)
    assert told(topic) == (SeenBy.CHALLENGE, challenge.edition_id, challenge.pk, None)
    assert topic_of("crane:7", challenge=challenge.slug, edition="another").seen_by == SeenBy.OPERATOR


def test_thing_that_went_is_still_known(challenge, dora, django_assert_num_queries):
    other = make_challenge(challenge.edition, slug="quais")
    key = other.pk
    topic_of(f"challenge:{key}")
    other.delete()
    assert Topic.objects.filter(challenge=key).count() == 1


def test_many_lines_ask_as_many_queries_as_few(submission, django_assert_num_queries):
    place_missing()
    for number in range(40):
        write("deed", subject=f"submission:{submission.pk}", now=OPENS_AT, details={"n": number})
        write("deed", subject=f"release:{number % 2}", now=OPENS_AT)
    with django_assert_num_queries(8):
        assert place_missing() == 80


def test_lines_are_placed_once(db):
    make_person("otto")
    write("deed", subject="x", now=NOW)
    assert (place_missing(), place_missing()) == (2, 0)

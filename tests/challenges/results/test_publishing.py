"""Everything appears together, once, or nothing does."""

from datetime import timedelta

import pytest

from challenges.ceremony.models import State
from challenges.editions.models import Edition
from challenges.journal.models import JournalEntry
from challenges.jury.models import Feedback
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import is_final
from challenges.post.models import Letter
from challenges.projects.models import Project
from challenges.results import publishing
from challenges.results.models import Certificate, Publication, PublishedPicture
from challenges.results.publication_rules import AwardWithoutLaureate, CeremonyGoesOn, PublicationMoved, digest_of
from challenges.results.publishing import publish
from challenges.results.results import results_of
from challenges.results.waiting import waiting_of
from tests.factories.publishing import AFTER, make_evening, publish_now
from tests.factories.stage import make_award, make_ceremony
from tests.threads import at_once

pytestmark = pytest.mark.database
LATER = AFTER + timedelta(hours=1)


@pytest.fixture
def evening(leaderboard, alices_team, alice):
    return make_evening(leaderboard, alices_team, captain=alice)


def what_is_told():
    """How much of everything that a publication brings is there."""
    return {
        "published": Edition.objects.filter(results_published_at__isnull=False).count(),
        "publications": Publication.objects.count(),
        "pictures": PublishedPicture.objects.count(),
        "boards": Leaderboard.objects.filter(told_at__isnull=False).count(),
        "feedback": Feedback.objects.filter(released_at__isnull=False).count(),
        "letters": Letter.objects.count(),
        "certificates": Certificate.objects.count(),
        "lines": JournalEntry.objects.filter(deed__in=["results.published", "leaderboard.told"]).count(),
    }


NOTHING = dict.fromkeys(
    ("published", "publications", "pictures", "boards", "feedback", "letters", "certificates", "lines"), 0
)


def test_everything_appears_together(evening, dora, mallorys_team):
    assert what_is_told() == NOTHING
    made = publish_now(evening.edition, by=dora)
    assert what_is_told() == {
        **dict.fromkeys(NOTHING, 1),
        "letters": 5,  # the jury's to two members, and the results to all three players
        "certificates": 6,
        "lines": 2,
    }
    assert is_final(Leaderboard.objects.get())
    assert (made.at, made.by, made.sha256) == (AFTER, dora, digest_of(made.results))
    line = JournalEntry.objects.get(deed="results.published")
    assert line.details == {
        "sha256": made.sha256,
        "awards": 1,
        "boards": 1,
        "feedback": 1,
        "certificates": 6,
        "letters": 3,
    }


def test_results_stay_as_they_are_when_everything_else_goes(evening, dora):
    made = publish_now(evening.edition, by=dora)
    Project.objects.all().delete()
    evening.laureate.delete()
    made.refresh_from_db()
    assert made.results["awards"][0]["laureates"][0]["project"] == "Calm water"
    assert digest_of(made.results) == made.sha256
    with made.pictures.get().content.open("rb") as content:
        assert content.read(4) == b"RIFF"


def test_second_publication_is_the_first(evening, dora):
    made = publish_now(evening.edition, by=dora)
    before = what_is_told()
    assert publish(evening.edition, seen="whatever", by=dora, now=LATER) == made
    assert (what_is_told(), made.at) == (before, AFTER)


def test_results_that_were_not_read_are_not_published(evening, dora):
    seen = digest_of(results_of(waiting_of(evening.edition)))
    evening.laureate.citation = {"fr": "Autre"}
    evening.laureate.save()
    with pytest.raises(PublicationMoved):
        publish(evening.edition, seen=seen, by=dora, now=AFTER)
    assert what_is_told() == NOTHING


def test_what_stands_in_the_way_is_said(evening, dora):
    award = make_award(evening.edition, title="Empty")
    with pytest.raises(AwardWithoutLaureate):
        publish_now(evening.edition, by=dora)
    award.delete()
    make_ceremony(evening.edition, state=State.LIVE)
    with pytest.raises(CeremonyGoesOn):
        publish_now(evening.edition, by=dora)
    assert what_is_told() == NOTHING


class Crash(Exception):
    pass


@pytest.mark.parametrize(
    "step",
    [
        "results_of",
        "pictures_of",
        "tell_standings",
        "release_feedback",
        "issue_certificates",
        "write_result_letters",
        "write",
    ],
)
@pytest.mark.parametrize("has_acted", [False, True])
def test_crash_in_the_middle_leaves_nothing(evening, dora, monkeypatch, step, has_acted):
    seen, act = digest_of(results_of(waiting_of(evening.edition))), getattr(publishing, step)

    def crash(*args, **named):
        if has_acted:
            act(*args, **named)
        raise Crash

    monkeypatch.setattr(publishing, step, crash)
    with pytest.raises(Crash):
        publish(evening.edition, seen=seen, by=dora, now=AFTER)
    assert what_is_told() == NOTHING
    monkeypatch.setattr(publishing, step, act)
    publish(Edition.objects.get(), seen=seen, by=dora, now=LATER)
    assert what_is_told()["lines"] == 2


@pytest.mark.django_db(transaction=True)
def test_two_organizers_who_click_at_once_publish_once(evening, dora, mallorys_team):
    seen = digest_of(results_of(waiting_of(evening.edition)))
    made = at_once(2, lambda _: publish(Edition.objects.get(), seen=seen, by=dora, now=AFTER))
    assert len({getattr(one, "pk", one) for one in made}) == 1, made
    assert (Publication.objects.count(), Letter.objects.filter(about__startswith="results:").count()) == (1, 3)

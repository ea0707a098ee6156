"""Announcements become letters, once each, whatever happens in between."""

import pytest

from challenges.editions.models import Announcement
from challenges.post.actions import prefer
from challenges.post.models import Letter
from challenges.post.rules import ANNOUNCEMENTS
from challenges.teams import telling
from challenges.teams.models import Seeker
from challenges.teams.telling import readers_of, write_announcements
from tests.factories import NOW, make_announcement, make_challenge, make_edition, make_person, make_team
from tests.threads import at_once

pytestmark = pytest.mark.database


def addresses() -> list[str]:
    return sorted(letter.address.split("@")[0] for letter in Letter.objects.all())


@pytest.fixture
def crew(alices_team, edition, carol, mallory):
    """Alice and Bob play; Carol looks for a team; Mallory has an account and nothing else."""
    Seeker.objects.create(edition=edition, user=carol, about="I sail.", since=NOW)


def test_announcement_is_written_to_who_plays_or_looks_for_a_team(crew, edition):
    make_announcement(edition)
    assert write_announcements(now=NOW) == 1
    assert addresses() == ["alice", "bob", "carol"]
    assert Announcement.objects.get().mailed_at == NOW


def test_baselines_people_whose_account_is_shut_and_other_editions_get_none(crew, edition, bob):
    robot, stranger = make_person("robot"), make_person("stranger")
    make_team(edition, name="Baseline", captain=robot, is_baseline=True)
    make_team(make_edition("other"), name="Elsewhere", captain=stranger)
    bob.is_active = False
    bob.save()
    assert {person.username for person in readers_of(edition)} == {"alice", "carol"}


def test_letter_says_which_challenge_and_where_to_read_it(crew, edition, challenge, alice):
    alice.language = "en"
    alice.save()
    told = make_announcement(edition, challenge=challenge)
    write_announcements(now=NOW)
    letter = Letter.objects.get(to=alice)
    assert letter.subject == "[Waiting at anchorage] Fog on Friday"
    assert letter.body.endswith(f"http://testserver/news/{told.pk}/")
    assert Letter.objects.get(to__username="bob").subject == "[Waiting at anchorage (fr)] Fog on Friday (fr)"


def test_who_wants_none_gets_none(crew, edition, alice):
    prefer(alice, kind=ANNOUNCEMENTS, is_wanted=False)
    make_announcement(edition)
    write_announcements(now=NOW)
    assert addresses() == ["bob", "carol"]


def test_announcement_is_written_once(crew, edition):
    make_announcement(edition)
    assert [write_announcements(now=NOW) for _ in range(3)] == [1, 0, 0]
    assert addresses() == ["alice", "bob", "carol"]


def test_draft_is_not_written(crew, edition):
    make_announcement(edition, published_at=None)
    make_announcement(edition, challenge=make_challenge(edition, slug="draft", is_published=False))
    assert (write_announcements(now=NOW), addresses()) == (0, [])


@pytest.mark.parametrize("pieces", [1, 2])
def test_announcement_that_was_killed_in_the_middle_is_finished_and_nobody_gets_a_second(
    crew, edition, monkeypatch, pieces
):
    make_announcement(edition)
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    real, done = telling.write_to, []

    def dies(*args, **kwargs):
        if len(done) == pieces:
            raise KeyboardInterrupt
        done.append(real(*args, **kwargs))

    monkeypatch.setattr(telling, "write_to", dies)
    with pytest.raises(KeyboardInterrupt):
        write_announcements(now=NOW)
    assert len(addresses()) == pieces
    monkeypatch.setattr(telling, "write_to", real)
    assert write_announcements(now=NOW) == 1
    assert addresses() == ["alice", "bob", "carol"]


@pytest.mark.django_db(transaction=True)
def test_two_clocks_write_each_letter_once():
    edition = make_edition()
    for number in range(3):
        make_team(edition, name=f"Équipe {number}", captain=make_person(f"captain{number}"))
    make_announcement(edition)
    assert sum(at_once(4, lambda _: write_announcements(now=NOW))) == 1
    assert addresses() == ["captain0", "captain1", "captain2"]

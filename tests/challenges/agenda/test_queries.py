"""Who reads what of the agenda."""

from datetime import timedelta

import pytest

from challenges.agenda.queries import public_agenda, still_to_come, whole_agenda
from tests.factories import NOW, make_challenge, make_item, make_person

pytestmark = pytest.mark.django_db


def titles(items) -> list[str]:
    return [item.title["en"] for item in items]


def test_visitors_see_what_is_shown_of_published_challenges(edition, challenge):
    hidden = make_challenge(edition, slug="draft", is_published=False)
    make_item(edition, title="all", starts_at=NOW)
    make_item(edition, title="own", challenge=challenge)
    make_item(edition, title="hidden", challenge=hidden)
    make_item(edition, title="not yet", is_public=False)
    assert titles(public_agenda(edition)) == ["all", "own"]
    edition.is_published = False
    edition.save()
    assert titles(public_agenda(edition)) == []


def test_what_goes_on_is_still_to_come(edition):
    make_item(edition, title="over", starts_at=NOW - timedelta(hours=1))
    make_item(edition, title="on", starts_at=NOW - timedelta(minutes=1))
    make_item(edition, title="instant", starts_at=NOW, ends_at=None)
    assert titles(still_to_come(edition, now=NOW)) == ["on", "instant"]


def test_organizer_sees_what_is_not_shown_but_nothing_of_anothers_challenge(edition, challenge, dora):
    otto = make_person("otto", is_staff=True)
    challenge.organizers.add(otto)
    make_item(edition, title="not yet", is_public=False)
    make_item(edition, title="Otto's", challenge=challenge)
    assert titles(whole_agenda(edition, by=dora)) == ["not yet"]
    assert sorted(titles(whole_agenda(edition, by=otto))) == ["Otto's", "not yet"]

"""Only what is published is shown."""

from datetime import timedelta

import pytest

from challenges.editions.models import Challenge
from challenges.editions.queries import (
    announcements_about,
    announcements_to_mail,
    current_edition,
    faq_of,
    faq_of_edition,
    phase_in_view,
    published_announcements,
    published_challenge,
    published_challenges,
)
from tests.factories import (
    CLOSES_AT,
    NOW,
    OPENS_AT,
    make_announcement,
    make_challenge,
    make_edition,
    make_faq,
    make_phase,
)


def test_current_edition_is_the_published_one_that_opens_last(db):
    make_edition("first", opens_at=OPENS_AT - timedelta(days=365))
    second = make_edition("second")
    make_edition("draft", opens_at=OPENS_AT + timedelta(days=1), is_published=False)
    assert current_edition() == second


def test_current_edition_of_none_is_none(db):
    make_edition(is_published=False)
    assert current_edition() is None


def test_published_challenges_leaves_drafts_out(edition, challenge):
    make_challenge(edition, slug="draft", is_published=False)
    assert list(published_challenges(edition)) == [challenge]


@pytest.mark.parametrize("hidden", ["challenge", "edition"])
def test_published_challenge_hides_drafts(challenge, hidden):
    row = challenge if hidden == "challenge" else challenge.edition
    row.is_published = False
    row.save()
    with pytest.raises(Challenge.DoesNotExist):
        published_challenge("rade")


def test_phase_in_view_is_the_open_one(challenge, phase):
    make_phase(challenge, slug="final", opens_at=CLOSES_AT + timedelta(days=1), closes_at=CLOSES_AT + timedelta(days=2))
    assert phase_in_view(challenge, now=NOW) == phase


def test_announcements_are_the_published_ones_newest_first(edition, challenge):
    hidden = make_challenge(edition, slug="hidden", is_published=False)
    for title, fields in {
        "old": {"published_at": OPENS_AT},
        "new": {"challenge": challenge},
        "draft": {"published_at": None},
        "tomorrow": {"published_at": NOW + timedelta(days=1)},
        "of a draft": {"challenge": hidden},
    }.items():
        make_announcement(edition, title=title, **fields)
    assert [str(found) for found in published_announcements(edition, now=NOW)] == ["new", "old"]
    assert [str(found) for found in announcements_to_mail(now=NOW)] == ["old", "new"]


def test_announcements_of_an_edition_that_is_a_draft_are_nobodys(edition):
    make_announcement(edition)
    edition.is_published = False
    edition.save()
    assert [list(published_announcements(edition, now=NOW)), list(announcements_to_mail(now=NOW))] == [[], []]


def test_challenge_has_its_own_announcements_and_those_of_its_edition(edition, challenge):
    other = make_challenge(edition, slug="other")
    for title, about in (("of all", None), ("its own", challenge), ("another's", other)):
        make_announcement(edition, title=title, challenge=about)
    assert {str(found) for found in announcements_about(challenge, now=NOW)} == {"of all", "its own"}


def test_faq_of_a_challenge_begins_with_its_own(edition, challenge):
    other = make_challenge(edition, slug="other")
    for order, (question, about) in enumerate((("of all", None), ("its own", challenge), ("another's", other))):
        make_faq(edition, question=question, challenge=about, order=order)
    assert [str(found) for found in faq_of(challenge)] == ["its own", "of all"]
    assert [str(found) for found in faq_of_edition(edition)] == ["of all"]

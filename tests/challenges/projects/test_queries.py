"""Which pages are shown."""

from challenges.projects.queries import pictures_of, project_of, shown_projects, text_of
from challenges.projects.rules import Text
from tests import factories
from tests.factories import NOW
from tests.factories.projects import make_picture, make_project


def test_page_is_found_by_team_and_challenge(alices_team, mallorys_team, challenge, edition, alice):
    made = make_project(alices_team, challenge, by=alice)
    other = factories.make_challenge(edition, slug="grues")
    assert project_of(alices_team, challenge) == made
    assert [project_of(mallorys_team, challenge), project_of(alices_team, other)] == [None, None]


def test_text_is_what_was_written(alices_team, challenge, alice):
    made = make_project(alices_team, challenge, by=alice, demo="https://example.ma/")
    assert text_of(made) == Text(title="Calm water", pitch="# Idea\n\nLess waiting.", demo="https://example.ma/")
    assert text_of(None) == Text(title="")


def test_shown_are_those_whose_teams_want_it(alices_team, mallorys_team, challenge, alice, mallory, carol):
    make_project(alices_team, challenge, by=alice)
    shown = make_project(mallorys_team, challenge, by=mallory, is_public=True)
    merged = factories.make_team(challenge.edition, name="Ancienne", captain=carol)
    make_project(merged, challenge, by=carol, is_public=True)
    merged.merged_into, merged.merged_at = alices_team, NOW
    merged.save()
    assert list(shown_projects(challenge)) == [shown]


def test_pictures_come_in_the_teams_order(alices_team, challenge, alice):
    made = make_project(alices_team, challenge, by=alice)
    pictures = [make_picture(made, by=alice) for _ in range(3)]
    assert list(pictures_of(made)) == pictures

"""The demo team's project page."""

from challenges.projects.models import Project, ProjectPicture
from smartport.demo.projects import TITLE, show_work
from smartport.templatetags.texts import markdown
from tests.factories import NOW


def test_page_is_shown_once_with_its_picture(alices_team, challenge):
    made = show_work(challenge, now=NOW)
    assert (made.team, made.title, made.is_public, made.pictures.count()) == (
        alices_team,
        TITLE,
        True,
        1,
    )
    assert show_work(challenge, now=NOW) is None
    assert (Project.objects.count(), ProjectPicture.objects.count()) == (1, 1)


def test_pitch_is_whole_on_the_page(alices_team, challenge):
    page = markdown(show_work(challenge, now=NOW).pitch)
    assert (page.count("<h2>"), page.count("<li>"), page.count("<tr>")) == (3, 3, 4)


def test_without_the_team_there_is_none(challenge):
    assert show_work(challenge, now=NOW) is None

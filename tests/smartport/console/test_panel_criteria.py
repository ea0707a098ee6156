"""Criteria in the console: the ready rubric, one of them, their order."""

import pytest

from challenges.panels.models import Criterion, Panel
from tests.factories import NOW
from tests.factories.jury import make_panel
from tests.smartport.console.desks import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]


@pytest.fixture
def panel(challenge):
    return make_panel(challenge, criteria=())


@pytest.fixture
def path(panel):
    return f"/console/panels/{panel.pk}/criteria/"


def test_start_from_the_ready_rubric(organizer, panel, path):
    assert "Start from the ready rubric" in organizer.get(path).content.decode()
    assert [organizer.post(path, {"deed": "start"}).status_code for _ in range(2)] == [302, 302]
    assert panel.criteria.count() == 5
    told = organizer.get(path).content.decode()
    assert "Plain to somebody of the port and to a specialist alike." in told


def test_own_criterion_with_its_levels(organizer, panel, path):
    form = form_of(organizer, f"{path}new/")
    sent = form | {"title_fr": "Mer", "title_en": "Sea", "level_1_fr": "Rien", "level_5_fr": "Tout"}
    assert organizer.post(f"{path}new/", sent).url == path
    made = panel.criteria.get()
    assert (made.key, made.levels["1"], made.levels["3"]) == ("sea", {"fr": "Rien"}, {})
    assert "texts incomplete" in organizer.get(path).content.decode()


def test_another_scale_shows_its_grades_before_it_is_saved(organizer, panel, path):
    organizer.post(path, {"deed": "start"})
    found = panel.criteria.get(key="clarity")
    own = f"{path}{found.pk}/"
    sent = form_of(organizer, own) | {"highest": "7"}
    shown = organizer.post(own, sent | {"look": "look"})
    assert "level_7" in shown.context["form"].fields
    found.refresh_from_db()
    assert found.highest == 5
    assert organizer.post(own, sent | {"level_7_fr": "Parfait"}).status_code == 302
    found.refresh_from_db()
    assert (found.highest, found.levels["7"], set(found.levels)) == (7, {"fr": "Parfait"}, set("1234567"))


@pytest.mark.parametrize(
    ("lowest", "highest"), [("5", "1"), ("1", "1"), ("0", "50"), ("x", "5"), ("", ""), ("9" * 400, "٣"), ("-", "--1")]
)
def test_scale_that_does_not_fit_is_refused(organizer, panel, path, lowest, highest):
    sent = form_of(organizer, f"{path}new/") | {"title_fr": "Mer", "lowest": lowest, "highest": highest}
    assert organizer.post(f"{path}new/", sent).status_code == 422
    assert not Criterion.objects.exists()


def test_two_organizers_do_not_overwrite_each_others_levels(organizer, colleague, panel, path):
    organizer.post(path, {"deed": "start"})
    own = f"{path}{panel.criteria.get(key='clarity').pk}/"
    mine, theirs = form_of(organizer, own), form_of(colleague, own)
    assert colleague.post(own, theirs | {"level_1_fr": "Le leur"}).status_code == 302
    answer = organizer.post(own, mine | {"level_1_fr": "Le mien"})
    assert answer.status_code == 409
    assert "Le leur" in answer.content.decode()
    assert panel.criteria.get(key="clarity").levels["1"]["fr"] == "Le leur"


def test_order_and_removal(organizer, panel, path):
    organizer.post(path, {"deed": "start"})
    last = panel.criteria.get(key="clarity")
    organizer.post(path, {"deed": "up", "criterion": last.pk})
    assert [one.key for one in panel.criteria.all()][3:] == ["clarity", "originality"]
    assert organizer.get(f"{path}{last.pk}/remove/").status_code == 200
    assert [organizer.post(f"{path}{last.pk}/remove/").url for _ in range(2)] == [path, path]
    assert organizer.get(f"{path}{last.pk}/remove/").status_code == 404
    for key in ("", "x", "9" * 30, str(last.pk)):
        assert organizer.post(path, {"deed": "up", "criterion": key}).status_code == 404


def test_open_panel_changes_nothing(organizer, panel, path):
    organizer.post(path, {"deed": "start"})
    own = f"{path}{panel.criteria.get(key='clarity').pk}/"
    sent = form_of(organizer, own)
    Panel.objects.update(opened_at=NOW)
    assert organizer.post(own, sent | {"weight": "9"}).status_code == 409
    assert organizer.post(f"{own}remove/").status_code == 409
    assert organizer.post(path, {"deed": "up", "criterion": panel.criteria.last().pk}).status_code == 409
    assert "Frozen since" in organizer.get(path).content.decode()


def test_criterion_of_another_panel_is_not_here(organizer, panel, path, challenge):
    other = make_panel(challenge)
    assert organizer.get(f"{path}{other.criteria.first().pk}/").status_code == 404


def test_list_asks_as_many_queries_for_many(organizer, panel, path, django_assert_num_queries):
    organizer.post(path, {"deed": "start"})
    organizer.get(path)
    with django_assert_num_queries(5):
        organizer.get(path)

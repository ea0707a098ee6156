"""An erratum is read once more before it stands there for ever."""

from uuid import uuid4

import pytest

from challenges.post.models import Letter
from challenges.results.models import Erratum
from tests.factories.publishing import make_evening, publish_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hour")]
NEW = "/console/publication/demo/errata/new/"


@pytest.fixture
def made(leaderboard, alices_team, alice, dora):
    return publish_now(make_evening(leaderboard, alices_team, captain=alice).edition, by=dora)


def sent(made, **given):
    laureate = made.results["awards"][0]["laureates"][0]["id"]
    text = {"text_fr": "Le nom était faux", "text_ar": "الاسم خطأ", "text_en": "The name was wrong"}
    usual = {"key": str(uuid4()), "laureate": laureate, "what": "name", "value": "Alizés Sud", "tells": "on"}
    return {**text, **usual, **given}


def test_form_is_answered_by_a_question_that_says_to_how_many(organizer, made):
    answer = organizer.post(NEW, sent(made))
    page = answer.content.decode()
    assert (answer.status_code, Erratum.objects.exists()) == (200, False)
    for line in ("A letter goes to 2 people", "Alizés Sud", "الاسم خطأ", "cannot be undone"):
        assert line in page


def test_it_is_there_once_it_was_read_once_more(organizer, made):
    form = {**sent(made), "sure": "on"}
    for _ in range(2):
        assert organizer.post(NEW, form).status_code == 302
    found = Erratum.objects.get()
    assert (found.text["ar"], found.changes[0]["to"]) == ("الاسم خطأ", "Alizés Sud")
    assert Letter.objects.filter(about=f"erratum:{found.pk}").count() == 2
    assert (
        "Le nom" in organizer.get("/console/publication/").content.decode()
        or "The name was wrong" in organizer.get("/console/publication/").content.decode()
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text_ar": ""}, "text"),
        ({"text_fr": "x" * 2001}, "text"),
        ({"what": "nothing"}, "change"),
        ({"laureate": "nobody"}, "change"),
        ({"value": "\x00\x01"}, "change"),
        ({"key": "rubbish", "value": ""}, "change"),
    ],
)
@pytest.mark.parametrize("sure", [{}, {"sure": "on"}])
def test_what_is_amiss_is_said_and_nothing_is_kept(organizer, made, given, code, sure):
    answer = organizer.post(NEW, {**sent(made, **given), **sure})
    assert (answer.status_code, answer.context["refusal"].field) == (422, code)
    assert not Erratum.objects.exists()


def test_there_is_nothing_to_correct_before(organizer, edition):
    assert organizer.get(NEW).status_code == 404
    assert organizer.post(NEW, {}).status_code == 404


def test_something_else_needs_no_laureate(organizer, made):
    form = {**sent(made, laureate="", what="other", value=""), "sure": "on"}
    assert organizer.post(NEW, form).status_code == 302
    assert (Erratum.objects.get().changes, Letter.objects.filter(about__startswith="erratum:").count()) == ([], 0)

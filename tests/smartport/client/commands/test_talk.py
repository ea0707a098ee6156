"""News, questions and the project page from the terminal."""

import json

import pytest

from challenges.editions.models import Announcement
from challenges.projects.models import Project
from challenges.questions.models import Question
from tests.factories import OPENS_AT


@pytest.fixture
def announced(edition):
    texts = {"fr": "Nouvelle", "ar": "خبر", "en": "The phase is longer\x1b[31m"}
    return Announcement.objects.create(edition=edition, title=texts, body=texts, published_at=OPENS_AT)


def test_news_are_told_and_act_on_no_terminal(smartport, announced):
    said = smartport("news")
    assert said.status == 0
    assert "The phase is longer\\x1b[31m" in said.out
    assert "\x1b" not in said.out
    assert json.loads(smartport("news", "--json").out)[0]["id"] == str(announced.pk)


def test_no_news_is_no_failure(smartport, edition):
    assert smartport("news").status == 0


def test_question_is_asked_and_read(logged_in, alice, alices_team, phase):
    smartport = logged_in(alice)
    said = smartport("ask", "Are tugs counted?", "-c", "rade")
    assert (said.status, Question.objects.get().text) == (0, "Are tugs counted?")
    assert "Are tugs counted?" in smartport("questions", "rade").out


def test_project_is_begun_changed_and_shown(logged_in, alice, alices_team, phase):
    smartport = logged_in(alice)
    said = smartport("project", "rade")
    assert said.err.startswith("smartport: Your team has no project page here yet.")
    assert smartport("project", "rade", "--title", "Vigie").status == 0
    assert smartport("project", "rade", "--pitch", "We **watch**.").status == 0
    kept = Project.objects.get()
    assert (kept.title, kept.pitch) == ("Vigie", "We **watch**.")
    assert "title: Vigie\n" in smartport("project", "rade").out


def test_tokens_are_listed_and_withdrawn(logged_in, alice, edition):
    smartport = logged_in(alice)
    [token] = json.loads(smartport("tokens", "--json").out)
    assert smartport("tokens", "--withdraw", token["id"]).status == 0
    assert smartport("tokens").err == "smartport: Your login is no longer valid. Log in: smartport login\n"

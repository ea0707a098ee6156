"""What is drawn of each kind of step, and in which languages."""

import re

import pytest
from django.utils import translation

from challenges.ceremony.models import Ceremony, State
from challenges.ceremony.shown import shown_of
from smartport.stage.drawing import AT_ONCE, READ_AT_ONCE, drawn, drawn_after, drawn_before
from tests.smartport.stage.long import prose, winners
from tests.smartport.stage.seen import TITLE, plain, texts


def of(key: str, **more) -> str:
    script = plain()
    at = next(at for at, step in enumerate(script) if step["key"] == key)
    return drawn(shown_of(script, cursor=at, display="step", version=1, is_rehearsal=False, **more))


def shown(step: str, **shows) -> str:
    return drawn({"display": "step", "step": {"kind": step, "shows": shows}})


def text(html: str) -> str:
    return re.sub(r"<[^>]+>", "|", html)


def test_every_step_of_an_evening_is_drawn_as_what_it_is():
    script = plain()
    for at, step in enumerate(script):
        html = drawn(shown_of(script, cursor=at, display="step", version=1, is_rehearsal=False))
        assert f'data-kind="{step["kind"]}"' in html
        assert f"scene-{step['kind']}" in html


def test_names_are_written_and_never_taken_for_html():
    assert "<bdi>Quai &lt;7&gt;</bdi>" in of("m:board")
    assert "Quai <7>" not in of("m:board")


def test_text_stands_for_the_languages_that_lack_it():
    html = shown("award", award=texts("Grand prix", "الجائزة"), kind="")
    assert '<span lang="fr" dir="ltr" data-tongue="fr en">Grand prix</span>' in html
    assert '<span lang="ar" dir="rtl" data-tongue="ar">الجائزة</span>' in html


def test_text_that_is_alike_in_two_languages_stands_once():
    html = shown("welcome", title=texts("Smart Port", "الميناء", "Smart Port"))
    assert html.count("Smart Port<") == 1
    assert 'data-tongue="fr en"' in html


def test_groups_of_a_number_keep_their_order_from_right_to_left():
    """With a plain space between, 150 000 would be read as 000 150 there."""
    html = shown("award", award=texts("150 000 dirhams, 7 ports", "150 000 درهم"), kind="")
    assert "150\N{NO-BREAK SPACE}000 درهم" in html
    assert "150\N{NO-BREAK SPACE}000 dirhams, 7 ports" in html


def test_words_of_the_house_are_in_three_languages_whatever_the_readers():
    with translation.override("ar"):
        html = of("p:silence")
    assert [word in html for word in ("The prize goes to", "Le prix est attribué à", "تعود الجائزة إلى")] == [True] * 3


def test_winner_has_citation_and_prize():
    html = of("m:winner")
    assert [word in html for word in ("نوارس طنجة", "Quais", "100 DH", "Les Alizés")] == [True, True, True, False]


def test_those_ex_aequo_share_the_scene():
    html = of("p:winner")
    assert 'data-count="2"' in html
    assert "Ex æquo" in html


@pytest.mark.parametrize(("rank", "said"), [(2, "2e place"), (10, "10e place"), (12, "Place\u00a012")])
def test_place_is_said_in_words(rank, said):
    assert said in shown("place", award=texts("P"), rank=rank, teams=[{"team": "T", "project": "", "citation": {}}])


def test_bar_tells_the_second_component_of_nobody_who_is_not_told():
    board, resolved = of("m:board"), of("m:resolve:1")
    assert "bar-second" not in board
    assert resolved.count("bar-second") == 1
    assert 'data-team="Quai &lt;7&gt;" data-now data-told' in resolved


def test_bar_of_a_row_is_as_long_as_its_points():
    rows = [
        {"team": "A", "first": 80.0, "second": 50.0, "points": 68.0},
        {"team": "B", "first": 70.0, "second": None, "points": 42.0},
    ]
    html = shown("resolve", award=texts("P"), rows=rows, now="A")
    assert '<rect class="bar-first" x="0.00" width="48.00" height="1"/>' in html
    assert '<rect class="bar-second" x="48.00" width="20.00" height="1"/>' in html


def test_points_are_written_as_each_language_does():
    assert [word in of("m:board") for word in (">40,00<", ">40.00<", 'data-points="40.00"')] == [True, True, True]


@pytest.mark.parametrize("awards", [1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_all_laureates_are_there_however_many_awards(awards):
    told = [{"award": texts(f"Prix n° {n}."), "kind": "main", "teams": [{"team": f"T{n}."}]} for n in range(awards)]
    html = shown("laureates", awards=told)
    assert [f"T{n}." in html for n in range(awards)] == [True] * awards
    assert html.count("data-sheet") == -(-awards // AT_ONCE)


def test_black_shows_nothing_at_all():
    html = drawn(shown_of(plain(), cursor=0, display="black", version=1, is_rehearsal=True))
    assert text(html).replace("|", "").strip() == ""


@pytest.mark.parametrize("display", ["step", "logo"])
def test_rehearsal_cannot_be_taken_for_the_evening(display):
    script = plain()
    said = drawn(shown_of(script, cursor=0, display=display, version=1, is_rehearsal=True))
    real = drawn(shown_of(script, cursor=0, display=display, version=1, is_rehearsal=False))
    assert ("Répétition" in said, "تدريب" in said, "Répétition" in real) == (True, True, False)


def test_show_without_a_state_is_the_logo():
    assert 'data-display="logo"' in drawn({})


def test_before_the_evening_one_learns_when_and_where(evening):
    html = drawn_before(evening)
    assert [word in html for word in (TITLE["fr"], TITLE["ar"], "Casablanca", "Rabat")] == [True] * 4


def test_hour_that_is_not_set_is_not_announced(edition):
    assert "ne sont pas encore annoncés" in drawn_before(Ceremony(edition=edition))


def test_after_the_evening_results_are_promised_and_then_there(edition):
    done = Ceremony(edition=edition, state=State.DONE)
    waits = drawn_after(done)
    edition.results_published_at = edition.opens_at
    assert ("href" in waits, "href" in drawn_after(done)) == (False, True)


def test_evening_that_was_broken_off_promises_nothing(edition):
    html = drawn_after(Ceremony(edition=edition, state=State.ABORTED))
    assert ("interrompue" in html, "publication" in html) == (True, False)


def test_long_citation_is_told_in_as_many_parts_in_each_language_and_loses_no_word():
    team = {"team": "Les Alizés", "project": "", "citation": prose(700)}
    html = shown("winner", award=texts("P"), teams=[team])
    parts = re.findall(r'<div class="both prose citation" data-sheet><span lang="fr"[^>]*>(.*?)</span><span', html)
    assert (len(parts), max(map(len, parts)) < READ_AT_ONCE) == (3, True)
    assert " ".join(parts) == " ".join(prose(700)["fr"].split())


@pytest.mark.parametrize(("count", "sheets"), [(1, 0), (2, 2), (4, 4)])
def test_citations_of_several_have_their_turns(count, sheets):
    assert shown("winner", **winners(count, letters=300)).count("data-sheet") == sheets


def test_citation_that_one_language_has_alone_is_not_told_as_nothing():
    citation = {"fr": "Sobre. " * 80, "ar": "رصين"}
    html = shown("winner", award=texts("P"), teams=[{"team": "T", "project": "", "citation": citation}])
    assert html.count("Sobre.") == 80

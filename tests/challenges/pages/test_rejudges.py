"""The organizers' pages of a rejudge: asked, watched, applied or dropped there, and found by nobody else."""

import re

import pytest

from challenges.evaluations.models import Rejudge, State
from challenges.leaderboards.actions import close_leaderboard
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge, drop_rejudge
from tests.challenges.pages.conftest import browser_of
from tests.factories import CLOSES_AT, NOW, finish_rejudge, make_evaluation, make_submission, score_submission

pytestmark = pytest.mark.database

LIST = "/challenges/rade/rejudges/"
WHY = {"fr": "La référence avait une erreur.", "en": "The reference <b>had</b> an error."}
ESCAPED = "The reference &lt;b&gt;had&lt;/b&gt; an error."


@pytest.fixture
def doras(dora):
    return browser_of(dora)


@pytest.fixture
def entries(alices_team, mallorys_team, leaderboard):
    """Alice leads with 1.0, Mallory has 2.0."""
    made = [make_submission(team, leaderboard.phase) for team in (alices_team, mallorys_team)]
    for entry, public in zip(made, (1.0, 2.0), strict=True):
        score_submission(entry, public=public, private=0.987654)
    return made


@pytest.fixture
def asked(entries, phase, dora) -> Rejudge:
    return ask_rejudge(phase, reason=WHY, by=dora, now=NOW)


@pytest.fixture
def ended(asked, entries) -> Rejudge:
    """Mallory would lead."""
    results = [{"public": 3.0, "private": 0.987654}, {"public": 0.5, "private": 0.987654}]
    finish_rejudge(asked, dict(zip(entries, results, strict=True)))
    return asked


def page_of(client, rejudge: Rejudge, below: str = "") -> str:
    return client.get(f"/rejudges/{rejudge.pk}/{below}").content.decode()


def seen_by(client, rejudge: Rejudge) -> str:
    """What the question says that will happen, as its form sends it back."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page_of(client, rejudge, "apply/"))
    return found[1] if found else ""


def settle(client, rejudge: Rejudge, deed: str, *, seen: str | None = None):
    seen = seen_by(client, rejudge) if seen is None else seen
    return client.post(f"/rejudges/{rejudge.pk}/{deed}/", {"seen": seen})


def test_whole_phase_is_asked_for_with_a_reason(doras, dora, entries):
    page = doras.get(LIST).content.decode()
    assert "2 submissions with a result" in page
    answer = doras.post(LIST, {"reason_fr": WHY["fr"], "reason_ar": "", "reason_en": WHY["en"]})
    made = Rejudge.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/rejudges/{made.pk}/")
    assert (made.reason, made.asked_by, made.evaluations.count()) == (WHY, dora, 2)


def test_one_submission_is_asked_for_from_its_page(doras, entries):
    page = doras.get(f"/submissions/{entries[1].pk}/").content.decode()
    address = re.search(r'href="([^"]+)">Evaluate again', page)[1]
    assert "Evaluate one submission again" in doras.get(address).content.decode()
    doras.post(address, {"reason_en": "x"})
    assert [evaluation.submission for evaluation in Rejudge.objects.get().evaluations.all()] == [entries[1]]


def test_reason_that_is_missing_is_asked_for_and_nothing_else_is_lost(doras, entries):
    answer = doras.post(LIST, {"reason_ar": "x" * 301})
    page = answer.content.decode()
    assert (answer.status_code, Rejudge.objects.count()) == (422, 0)
    assert "Say why, in one language at least" in page
    assert "x" * 301 in page


def test_board_and_console_lead_there(doras, asked):
    assert f'href="{LIST}?phase=main"' in doras.get("/challenges/rade/leaderboard/").content.decode()
    assert LIST in doras.get("/console/editions/demo/challenges/rade/").content.decode()


def test_list_leads_to_a_new_version_of_what_scores(doras, entries):
    assert 'href="/console/editions/demo/challenges/rade/scoring/"' in doras.get(LIST).content.decode()


def test_page_moves_by_itself_while_something_runs(doras, asked):
    page = page_of(doras, asked)
    assert f'hx-get="/rejudges/{asked.pk}/"' in page
    assert "It can be applied once all of it has ended." in page
    assert "/apply/" not in page
    part = doras.get(f"/rejudges/{asked.pk}/", headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith("<div")
    assert "HX-Request" in part.headers["Vary"]


def test_page_shows_who_would_move_by_the_public_part_only(doras, ended):
    page = page_of(doras, ended)
    assert re.findall(r"<bdi>(Contre-courant|Les Alizés)</bdi>", page) == ["Contre-courant", "Les Alizés"]
    assert page.count('class="moved-up"') == page.count('class="moved-down"') == 2  # in the counts and in the row
    assert "0.5000" in page
    assert "hx-get" not in page
    for below in ("", "apply/"):
        assert "0.9877" not in page_of(doras, ended, below)
        assert ESCAPED in page_of(doras, ended, below)


def test_outcomes_that_change_lead_to_their_submissions(doras, asked, entries):
    finish_rejudge(asked, {entries[0]: {"outcome": "predictions_refused"}, entries[1]: {"public": 2.0}})
    page = page_of(doras, asked)
    assert f'href="/submissions/{entries[0].pk}/"' in page
    assert "Predictions refused" in page
    assert "leaves" in page


def test_what_broke_down_is_told_and_cannot_be_applied(doras, asked):
    asked.evaluations.update(state=State.BROKEN)
    page = page_of(doras, asked)
    assert "2 evaluations broke down where there was a result" in page
    assert "/apply/" not in page
    address = re.search(r'href="([^"]+)">See what failed', page)[1].replace("&amp;", "&")
    found = re.findall(
        r'href="/console/submissions/([^/"]+)/\?evaluation=([^"]+)"', doras.get(address).content.decode()
    )
    assert sorted(found) == sorted((str(one.submission_id), str(one.pk)) for one in asked.evaluations.all())
    refused = settle(doras, asked, "apply")
    assert (refused.status_code, Rejudge.objects.get().applied_at) == (409, None)
    assert "Results would be lost" in refused.content.decode()


def test_applied_one_is_told_to_everybody_with_its_reason(doras, visitor, alices, ended, entries):
    assert ESCAPED not in visitor.get("/challenges/rade/leaderboard/").content.decode()
    assert "Apply this rejudge?" in page_of(doras, ended, "apply/")
    assert settle(doras, ended, "apply").headers["Location"] == f"/rejudges/{ended.pk}/"
    assert "Who moved" in page_of(doras, ended)
    for client, address in ((visitor, "/challenges/rade/leaderboard/"), (alices, f"/submissions/{entries[0].pk}/")):
        page = client.get(address).content.decode()
        assert "Evaluated again on" in page
        assert ESCAPED in page


def test_dropped_one_leaves_no_word_to_anybody(doras, visitor, alices, ended, entries):
    assert "Drop this rejudge?" in page_of(doras, ended, "drop/")
    settle(doras, ended, "drop")
    assert "It was dropped" in page_of(doras, ended)
    for client, address in ((visitor, "/challenges/rade/leaderboard/"), (alices, f"/submissions/{entries[0].pk}/")):
        assert "Evaluated again" not in client.get(address).content.decode()


@pytest.mark.parametrize("deed", ["apply", "drop"])
def test_second_click_finds_it_done(doras, ended, deed):
    assert [settle(doras, ended, deed).status_code for _ in range(2)] == [302, 302]
    assert doras.get(f"/rejudges/{ended.pk}/{deed}/").status_code == 302


def test_click_after_the_other_deed_is_refused_in_words(doras, dora, ended):
    drop_rejudge(ended, by=dora, now=NOW)
    refused = settle(doras, ended, "apply")
    assert (refused.status_code, "This rejudge has been dropped." in refused.content.decode()) == (409, True)


def test_list_shows_what_was_and_what_is(doras, dora, ended, phase):
    assert "A rejudge of this phase is open." in doras.get(LIST).content.decode()
    apply_rejudge(ended, by=dora, now=NOW)
    page = doras.get(LIST).content.decode()
    assert ESCAPED in page
    assert "Applied" in page


def test_closed_board_offers_nothing(doras, entries, leaderboard, at):
    at(CLOSES_AT.replace(year=2028))
    close_leaderboard(leaderboard, by=None, now=CLOSES_AT.replace(year=2028))
    assert "its results do not change any more" in doras.get(LIST).content.decode()
    assert doras.post(LIST, {"reason_en": "x"}).status_code == 409


@pytest.mark.parametrize("named", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_submission_that_is_none_is_not_found(doras, entries, named):
    assert doras.get(f"{LIST}?submission={named}").status_code == 404


def test_nobody_else_finds_them(alices, mallorys, visitor, ended):
    below = [LIST, *(f"/rejudges/{ended.pk}/{part}" for part in ("", "apply/", "drop/"))]
    for client, status in ((alices, 404), (mallorys, 404), (visitor, 302)):
        answers = [client.get(address) for address in below] + [client.post(address) for address in below]
        assert {answer.status_code for answer in answers} <= {status, 405}
        for address in ("/challenges/rade/leaderboard/", f"/submissions/{ended.evaluations.first().submission_id}/"):
            assert "ejudge" not in client.get(address).content.decode()
    ended.refresh_from_db()
    assert ended.is_open


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_many_queries_for_three_as_for_one(doras, dora, entries, phase, rows, django_assert_num_queries):
    for _ in range(rows):
        drop_rejudge(ask_rejudge(phase, reason=WHY, by=dora, now=NOW), by=dora, now=NOW)
    with django_assert_num_queries(13):
        doras.get(LIST)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_asks_as_many_queries_for_three_as_for_one(
    doras, dora, alices_team, leaderboard, phase, rows, django_assert_num_queries
):
    for _ in range(rows):
        score_submission(make_submission(alices_team, phase))
    asked = ask_rejudge(phase, reason=WHY, by=dora, now=NOW)
    make_evaluation(make_submission(alices_team, phase))
    with django_assert_num_queries(18):
        doras.get(f"/rejudges/{asked.pk}/")


def test_many_teams_come_by_the_page(doras, asked, monkeypatch):
    monkeypatch.setattr("challenges.pages.rejudges.MOVES_A_PAGE", 1)
    first, second = (doras.get(f"/rejudges/{asked.pk}/?page={page}").content.decode() for page in (1, 2))
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert f'hx-get="/rejudges/{asked.pk}/?page=2"' in second

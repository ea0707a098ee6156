"""Submissions are found by what organizers look for, newest first, a page at a time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from challenges.evaluations import finding
from challenges.evaluations.finding import Place, Sought, find, noted_among, place_of, speaking_of
from challenges.evaluations.models import Evaluation, State
from challenges.leaderboards.disqualifying import disqualify, lift
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.submissions.models import Submission
from challenges.submissions.noting import note
from tests.factories import NOW, make_evaluation, make_phase, make_submission, score_submission

pytestmark = pytest.mark.database

WHY = {"fr": "Copie"}
SECOND = timedelta(seconds=1)


@pytest.fixture(params=[2_000, 0], ids=["looked up", "met on the way"])
def few(request, monkeypatch):
    """What is rare is looked up first, what is not is met on the way: the same is found."""
    monkeypatch.setattr(finding, "FEW", request.param)
    monkeypatch.setattr(finding, "FEW_TEAMS", request.param)


def found(phases=None, **sought) -> list[Submission]:
    return find(Sought(**sought), phases=phases).submissions


def test_newest_first_and_page_after_page_nothing_twice_and_nothing_left_out(alices_team, phase, monkeypatch):
    monkeypatch.setattr(finding, "A_PAGE", 2)
    made = [make_submission(alices_team, phase, now=NOW + at // 3 * SECOND) for at in range(7)]
    seen, after = [], None
    while True:
        page = find(Sought(), phases=None, after=after)
        seen += page.submissions
        if page.next is None:
            break
        after = place_of(str(page.next))
    assert seen == sorted(made, key=lambda one: (one.received_at, one.pk), reverse=True)


@pytest.mark.parametrize(
    "text",
    ["", "_", "2026-11-20T12:00:00_x", "2026-11-20T12:00:00_4f2a35a4-748c-4a87-825e-b35ec9aca162", "a_b", "\x00_"],
)
def test_place_that_nobody_wrote_is_none(text):
    assert place_of(text) is None


def test_rare_end_is_looked_for_stretch_by_stretch(few, alices_team, phase, bundle, monkeypatch):
    monkeypatch.setattr(finding, "STRETCHES", (1, 2))
    made = [make_submission(alices_team, phase, now=NOW - at * SECOND) for at in range(7)]
    for at, one in enumerate(made):
        make_evaluation(one, state=State.FAILED if at in {1, 6} else State.SCORED)
    seen, after = [], None
    for _ in range(4):
        page = find(Sought(state=State.FAILED), phases=None, after=after)
        seen += page.submissions
        after = page.next
        if after is None:
            break
    assert (seen, after) == ([made[1], made[6]], None)


def test_place_is_read_as_written():
    place = Place(NOW, uuid4())
    assert place_of(str(place)) == place


def test_of_these_phases_only(alices_team, phase, challenge):
    there, elsewhere, third = phase, make_phase(challenge, slug="two"), make_phase(challenge, slug="three")
    one, two, _ = (make_submission(alices_team, at) for at in (there, elsewhere, third))
    assert found([there]) == [one]
    assert set(found([there, elsewhere])) == {one, two}
    assert found([]) == []


def test_by_team_whatever_the_case_and_the_accents(few, alices_team, mallorys_team, phase):
    mine, _ = make_submission(alices_team, phase), make_submission(mallorys_team, phase)
    assert found(team="alizes") == [mine]
    assert found(team="alizesx") == []


def test_by_id_and_by_how_the_sha256_begins(alices_team, phase):
    made = [make_submission(alices_team, phase, content=content) for content in (b"a", b"b")]
    for one in made:
        for named in (str(one.pk), str(one.pk).upper(), one.sha256, one.sha256[:6], one.sha256[:9].upper()):
            assert found(named=named) == [one]
    for named in (str(uuid4()), made[0].sha256[:5], "zzzzzz", "x" * 36, "abcdef\x00"):
        assert found(named=named) == []


@pytest.mark.parametrize("state", State.values)
def test_by_state(few, alices_team, phase, bundle, state):
    made = {other: make_submission(alices_team, phase) for other in State.values}
    for other, submission in made.items():
        make_evaluation(submission, state=other)
    assert found(state=state) == [made[state]]


def test_received_is_what_has_no_evaluation_yet(alices_team, phase, bundle):
    make_evaluation(make_submission(alices_team, phase))
    received = make_submission(alices_team, phase)
    assert found(state="received") == [received]


def test_state_is_that_of_the_evaluation_that_speaks(few, alices_team, phase, leaderboard):
    redone = make_submission(alices_team, phase)
    make_evaluation(redone, state=State.FAILED, outcome="crashed")
    make_evaluation(redone, state=State.SCORED, outcome="scored", attempt=2)
    assert found(state=State.FAILED) == []
    assert found(outcome="crashed") == []
    assert found(state=State.SCORED) == [redone]
    ask_rejudge(phase, reason=WHY, by=None, now=NOW)
    assert found(state=State.QUEUED) == []


def test_by_outcome(few, alices_team, phase, bundle):
    made = {}
    for outcome in ("crashed", "time_limit"):
        made[outcome] = make_submission(alices_team, phase)
        make_evaluation(made[outcome], state=State.FAILED, outcome=outcome)
    assert found(outcome="time_limit") == [made["time_limit"]]


def test_by_kind_day_disqualification_and_notes(alices_team, phase, dora):
    plain = make_submission(alices_team, phase)
    code = make_submission(alices_team, phase, kind="code", now=NOW + SECOND)
    assert found(kind="code") == [code]
    assert found(since=NOW + SECOND) == [code]
    assert found(until=NOW + SECOND) == [plain]
    made = disqualify(plain, reason=WHY, by=dora, now=NOW)
    note(code, text="À revoir", by=dora, now=NOW)
    assert (found(is_disqualified=True), found(has_notes=True)) == ([plain], [code])
    assert noted_among([plain, code]) == {code.pk}
    lift(made, by=dora, now=NOW)
    assert found(is_disqualified=True) == []


def test_what_speaks_for_each_is_read_without_its_report(alices_team, phase, leaderboard, django_assert_num_queries):
    made = [make_submission(alices_team, phase) for _ in range(3)]
    for one in made:
        score_submission(one)
    with django_assert_num_queries(1):
        speaking = speaking_of(made)
    assert set(speaking) == {one.pk for one in made}
    assert "report" not in vars(speaking[made[0].pk])
    assert Evaluation.objects.count() == 3

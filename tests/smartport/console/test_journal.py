"""The journal's pages: lines in plain words, found by filters, and the check of the chain."""

import re

import pytest

from challenges.chronicle.actions import place_missing
from challenges.editions.models import Phase
from challenges.evaluations.models import Rejudge
from challenges.journal.actions import write
from challenges.journal.changes import changes
from challenges.journal.checking import go_on
from challenges.journal.models import JournalCheck, JournalEntry
from challenges.leaderboards.rejudging import ask_rejudge
from tests.factories import CLOSES_AT, NOW, OPENS_AT, make_challenge, make_person, score_submission

pytestmark = pytest.mark.django_db
PAGE = "/console/journal/"
QUERIES = 10


@pytest.fixture
def olga(db):
    return make_person("olga", is_staff=True, is_superuser=True)


@pytest.fixture
def otto(challenge, dora):
    """Organizes another challenge; Dora this one."""
    otto = make_person("otto", is_staff=True)
    challenge.organizers.add(dora)
    make_challenge(challenge.edition, slug="quais").organizers.add(otto)
    return otto


def seen(client, person, address=PAGE):
    place_missing()
    client.force_login(person)
    client.cookies["language"] = "en"
    answer = client.get(address)
    return answer, answer.content.decode()


def test_line_is_said_in_plain_words_with_who_and_what(client, dora, alices_team):
    _, page = seen(client, dora)
    assert "A team was created." in page
    assert "<bdi>Alice</bdi>" in page
    assert "<bdi>Les Alizés</bdi>" in page


def test_change_is_shown_from_what_to_what_in_the_editions_zone(client, dora, phase):
    Phase.objects.update(daily_limit=7)
    told = changes({"closes_at": OPENS_AT, "daily_limit": 5}, {"closes_at": CLOSES_AT, "daily_limit": 7})
    write("phase.changed", subject=f"phase:{phase.pk}", by=dora, now=NOW, details={"changes": told})
    _, page = seen(client, dora)
    assert "<dt>closes at</dt>" in page
    assert "1 November 2026, 08:00 (Casablanca)" in page
    assert "15 January 2027, 18:00 (Casablanca)" in page
    assert re.search(r"<del><bdi>5</bdi></del>.*<ins><bdi>7</bdi></ins>", page)


def test_long_text_is_shown_by_its_differences(client, dora, challenge):
    long = "All teams hand in before the bell rings, and nobody hands in twice a day. "
    told = changes({"rules": {"fr": long}}, {"rules": {"fr": long.replace("twice", "three times")}})
    write("challenge.changed", subject=f"challenge:{challenge.pk}", by=dora, now=NOW, details={"changes": told})
    _, page = seen(client, dora)
    assert "<dt>rules (fr)</dt>" in page
    assert "<del>twice </del><ins>three times </ins>" in page
    assert page.count("All teams hand in") == 1


def test_texts_that_people_wrote_act_on_nothing(client, dora, challenge):
    told = {"title": [{"fr": "a"}, {"fr": "<script>alert(1)</script>"}]}
    write("challenge.changed", subject=f"challenge:{challenge.pk}", by=dora, now=NOW, details={"changes": told})
    _, page = seen(client, dora)
    assert "<script>alert" not in page


def test_organizer_of_another_challenge_sees_nothing_of_this_one(client, otto, dora, submission, leaderboard):
    score_submission(submission, public=0.5, private=0.0625)
    ask_rejudge(leaderboard.phase, reason={"fr": "Le barème secret"}, by=dora, now=NOW)
    rejudge = Rejudge.objects.get()
    number = JournalEntry.objects.get(deed="rejudge.asked").number
    for address in (PAGE, f"{PAGE}?q={rejudge.pk}", f"{PAGE}?who=user:{dora.pk}", f"{PAGE}?deed=rejudge.asked"):
        _, page = seen(client, otto, address)
        assert f"/rejudges/{rejudge.pk}/" not in page
        assert f'href="{PAGE}{number}/"' not in page
    assert seen(client, otto, f"{PAGE}{number}/")[0].status_code == 404
    answer, page = seen(client, dora, f"{PAGE}{number}/")
    assert (answer.status_code, "secret" in page) == (200, True)


def test_no_line_carries_a_private_score_before_the_close(client, olga, submission, leaderboard):
    score_submission(submission, public=0.5, private=0.0625)
    pages = [
        seen(client, olga)[1],
        *(seen(client, olga, f"{PAGE}{line.number}/")[1] for line in JournalEntry.objects.all()),
    ]
    assert [page for page in pages if "0.0625" in page or "0,0625" in page] == []


def test_line_has_a_page_of_its_own_with_its_hashes(client, dora, alices_team):
    line = JournalEntry.objects.get(deed="team.created", subject=f"team:{alices_team.pk}")
    _, page = seen(client, dora, f"{PAGE}{line.number}/")
    for told in (
        line.hash,
        line.previous_hash,
        "&quot;deed&quot;: &quot;team.created&quot;",
        "follows on the line before",
    ):
        assert told in page
    JournalEntry.objects.filter(pk=line.pk).update(actor="nobody")
    assert "It was changed after it was written" in seen(client, dora, f"{PAGE}{line.number}/")[1]


@pytest.mark.parametrize("number", ["999999", "9" * 30])
def test_line_that_is_not_there(client, dora, number):
    assert seen(client, dora, f"{PAGE}{number}/")[0].status_code == 404


@pytest.mark.parametrize(
    "query",
    ["first=tomorrow", "team=1", "challenge=x", "deed=x", "who=user:999", "before=-1", f"after={9**50}", "q=%00"],
)
def test_what_cannot_be_looked_for_is_refused_in_words(client, dora, alices_team, query):
    answer, page = seen(client, dora, f"{PAGE}?{query}")
    assert (answer.status_code, "This cannot be looked for." in page) == (400, True)


def test_another_challenge_is_no_filter(client, otto, challenge):
    assert seen(client, otto, f"{PAGE}?challenge={challenge.pk}")[0].status_code == 400


def test_filters_keep_what_was_chosen(client, dora, challenge, alices_team):
    _, page = seen(client, dora, f"{PAGE}?q=alizes&deed=team.created&first=2026-01-01")
    assert "Les Alizés" in page
    assert 'value="alizes"' in page
    assert '<option value="team.created" selected>' in page


def test_page_is_a_few_queries_with_one_line_and_with_many(client, dora, phase, alices_team, django_assert_num_queries):
    seen(client, dora)
    with django_assert_num_queries(QUERIES):
        client.get(PAGE)
    for number in range(60):
        write("phase.changed", subject=f"phase:{phase.pk}", by=dora, now=NOW, details={"n": number})
    place_missing()
    with django_assert_num_queries(QUERIES):
        page = client.get(PAGE).content.decode()
    assert page.count('class="journal-line"') == 50


def test_pages_lead_on_and_back(client, olga):
    for number in range(1, 120):
        write("deed", subject=f"thing:{number}", now=NOW)
    _, page = seen(client, olga)
    assert 'rel="prev"' not in page
    _, page = seen(client, olga, PAGE + re.search(r'href="(\?before=70)"', page)[1])
    assert {'rel="prev"', 'rel="next"'} <= set(re.findall(r'rel="\w+"', page))
    assert page.count('class="journal-line"') == 50


def test_check_is_asked_for_and_kept_with_its_result(client, dora, alices_team):
    address = f"{PAGE}checks/"
    assert "has not been checked yet" in seen(client, dora, address)[1]
    client.post(address)
    client.post(address)
    assert JournalCheck.objects.count() == 1
    assert 'hx-trigger="every 3s"' in client.get(address).content.decode()
    go_on(seconds=60, now=NOW)
    assert "The chain is whole." in client.get(address, headers={"HX-Request": "true"}).content.decode()
    JournalEntry.objects.filter(number=1).update(actor="nobody")
    client.post(address)
    go_on(seconds=60, now=NOW)
    page = client.get(address).content.decode()
    assert "The chain is broken." in page
    assert "Line 1 was changed after it was written" in page


def test_journal_is_not_for_teams(client, alice):
    client.force_login(alice)
    assert [client.get(address).status_code for address in (PAGE, f"{PAGE}0/", f"{PAGE}checks/")] == [404] * 3

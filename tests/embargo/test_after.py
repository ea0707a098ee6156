"""With the publication everything that was kept back is there at once, and what is nobody's stays so."""

import pytest

from challenges.ceremony.models import Laureate
from challenges.ceremony.running import finish, go_live
from challenges.hooks.telling import tell_hooks
from challenges.post.models import Letter
from challenges.results.models import Certificate
from tests.embargo.allowed import AWARDS, PRIVATE, told_too_early
from tests.embargo.beside import beside
from tests.embargo.crawling import Crawl
from tests.embargo.planting import NEVER, end_rehearsal, plant, to_the_end
from tests.embargo.walks import Answers, plainly
from tests.factories.publishing import AFTER, publish_now

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]
CITATIONS = ("Planted-Grand-Citation", "Planted-Public-Citation", "Planted-Heart-Citation")
OWN = "Planted-Mail K7M2"


@pytest.fixture
def planted(evening):
    """The evening has been told, and the results are published."""
    planted, chief = plant(evening), evening.people["chief"]
    end_rehearsal(planted, by=chief)
    finish(to_the_end(go_live(planted.edition, by=chief, now=AFTER), by=chief), by=chief, now=AFTER)
    assert len(list(told_too_early(beside(planted)))) == 0
    publish_now(planted.edition, by=chief)
    tell_hooks(now=AFTER.replace(hour=AFTER.hour + 1))
    return planted


def asked_by_everybody(world, chance) -> Answers:
    """All that a role is shown now; the certificate is that of the captain's main prize."""
    prize = Certificate.objects.filter(kind="prize", holder=world.people["captain"])
    world.places["certificate_code"] = next(one.code for one in prize if "Planted-Grand" in one.statement)
    crawl = Crawl(world, chance)
    return {asked: answer for role in world.people for asked, answer in plainly(crawl, role).items()}


def where(answers: Answers, word: str, *, role: str) -> set[str]:
    return {
        asked.name for asked, answer in answers.items() if asked.role == role and word.encode() in answer.everything()
    }


def test_everything_that_was_kept_back_is_found_and_nothing_else(planted, evening, chance):
    answers = asked_by_everybody(evening, chance)
    require_results(answers)
    require_boards(answers)
    require_certificates(answers)
    require_silence(answers)


def require_results(answers: Answers) -> None:
    """On the page and in its files."""
    for word in (*AWARDS, *CITATIONS):
        assert {"results", "results-of", "results-json", "api-results"} <= where(answers, word, role="anonymous"), word
    for word in ("Planted-Grand", "Planted-Public", "Planted-Heart", *CITATIONS):
        assert "results-csv" in where(answers, word, role="anonymous")


def require_boards(answers: Answers) -> None:
    """With the private part, in its order."""
    for error in ("61.73", "77.12"):
        there = where(answers, error, role="anonymous") | where(answers, error.replace(".", ","), role="anonymous")
        assert {"leaderboard", "leaderboard-csv", "api-leaderboard", "results-json"} <= there
    page = next(answer.body for asked, answer in answers.items() if asked.name == "leaderboard")
    assert page.index(b"61,73") < page.index(b"77,12")


def require_certificates(answers: Answers) -> None:
    """Whoever has won holds the proof, and whoever has its code may check it."""
    assert {"certificate", "api-certificate"} <= where(answers, "Planted-Grand", role="anonymous")
    assert {"my-certificates", "certificate-pdf", "certificate-proof"} <= where(
        answers, "Planted-Grand", role="captain"
    )
    assert "certificate-pdf" not in where(answers, "Planted-Grand", role="other")


def require_silence(answers: Answers) -> None:
    """On what is nobody's but those who decided; the organizers of a challenge read its jury from now on."""
    assert list(told_too_early(answers, words=NEVER, also={"organizer": "jury-"})) == []
    shown = next(answer.body for asked, answer in answers.items() if asked.name == "results-json").decode()
    points = [one.first for one in Laureate.objects.exclude(first=None)]
    points += [one.second for one in Laureate.objects.exclude(second=None)]
    assert len(points) == 4
    assert [point for point in points if f"{point:.2f}" in shown or str(point) in shown] == []
    assert PRIVATE[0] in shown


def test_everybody_is_told_and_each_team_what_is_for_it(planted, evening):
    people = {role: evening.people[role] for role in ("captain", "member", "other")}
    texts = {
        role: "\n".join(Letter.objects.filter(to=person).values_list("body", flat=True))
        for role, person in people.items()
    }
    for role in ("captain", "member"):
        assert [word in texts[role] for word in (OWN, *CITATIONS)] == [True] * 4
    assert [word in texts["other"] for word in (OWN, "Planted-Mail B4XQ", *CITATIONS[1:])] == [
        False,
        True,
        False,
        False,
    ]


def test_copies_commands_and_hooks_tell_it_as_well(planted, chance):
    there = {asked.name: answer.everything() for asked, answer in beside(planted).items()}
    copy = b"\n".join(content for name, content in there.items() if name.startswith("copy of"))
    assert [word for word in (*AWARDS, *CITATIONS) if word.encode() not in copy] == []
    assert (b"77.12" in copy, b"77,12" in copy) == (True, True)
    assert b"77.12" in there["standings ['--json']"]
    assert [name for name in there if name.startswith("hook results")] != []
    assert [word for word in NEVER for content in there.values() if word.encode() in content] == []

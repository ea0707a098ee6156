"""Names are planted everywhere a team can write, and found in nothing that a juror can open, in any language."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

from challenges.folding import fold
from challenges.jury.models import Round
from challenges.panels.models import Stage
from tests.factories import make_person, make_team
from tests.factories.jury import CRITERIA, assign, at_stage, make_ballot, make_candidate
from tests.factories.projects import make_picture, make_project, picture_bytes
from tests.smartport.jury.conftest import browser_of

TEAM, ARABIC = "Zéphyr Bleu", "فريق العاصفة"
PITCH = """# Zéphyr Bleu, l'idée

Nous, **Zé**phyr *Ble*u, ou [Zéphyr](https://zephyr-bleu.example/a "Zéphyr Bleu") Bleu, ou Z&eacute;phyr\\ Bleu,
écrivons `zephyr_bleu.py` ; voir www.zephyrbleu.ma, @zephyrbleu et contact@zephyrbleu.ma.
![Zéphyr Bleu](data:image/png;base64,WmVwaHly)

```zephyr-bleu
ZEPHYR BLEU par Quentin Zéphirin
```

| Équipe | Erreur |
|---|--:|
| Zephyr-Bleu | 3 |

[Zéphyr Bleu]: https://zephyr.example

Quentin Zéphirin et qzephirin77 remercient <b>Zéphyr</b> Bleu.
"""
ARABIC_PITCH = """# فريق العاصفة

نحن فَرِيقُ العَاصِفَة نقدم فكرتنا، **وفريق** العاصفه يشكركم، وهذا للعاصفة: [العاصفة](https://alasifa.ma).

- ا ل ع ا ص ف ة
- فريق‌العاصفـــة
"""
LANGUAGES = ("fr", "ar", "en")
LED = re.compile(r'(?:href|src|action|data-draft)="([^"#]+)')
ERRORS = ("projects/ZZZZ/", "projects/{code}/pictures/9/", "projects/{code}/pictures/0/", "projects/{code}/nothing/")


@pytest.fixture
def planted(panel, challenge, juror):
    """A project whose every text and file name tells; one that is cast, and another team's beside it."""
    captain = make_person("qzephirin77", first_name="Quentin", last_name="Zéphirin")
    captain.display_name = "Quentin Zéphirin"
    captain.save()
    found = []
    for name in (TEAM, ARABIC):
        player = captain if name == TEAM else make_person("salma-alasifa")
        team = make_team(challenge.edition, name=name, captain=player)
        team.about = f"Nous sommes {name}"
        team.save()
        project = make_project(
            team,
            challenge,
            by=player,
            title=f"{name} au large",
            pitch=PITCH if name == TEAM else ARABIC_PITCH,
            video="https://zephyr-bleu.example/video",
            demo="https://zephyrbleu.ma/",
        )
        make_picture(project, by=player, caption=f"Capture de {name}", content=picture_bytes(colour="teal"))
        assign(juror, make_candidate(panel, project))
        found.append(project)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_cast", [False, True])
def test_no_page_file_header_or_error_tells_the_team(planted, panel, juror, carol, language, is_cast):
    if is_cast:
        for candidate in panel.candidates.all():
            make_ballot(juror, candidate, dict.fromkeys(CRITERIA, 3), to_team="Bien")
    browser = browser_of(carol, language=language)
    seen = {}
    for path, answer in crawled(browser, panel):
        seen[path] = answer.status_code
        told = told_by(answer)
        wanted = {*secrets_of(planted[0]), *secrets_of(planted[1])}
        assert [secret for secret in wanted if secret in told] == [], path
    assert sum("/pictures/" in path for path in seen) >= 6
    assert {200, 404} <= set(seen.values())


def test_what_is_planted_would_be_found(planted, panel, carol):
    """The same walk where the round is not blind finds it: the search works."""
    type(panel).objects.filter(pk=panel.pk).update(is_blind=False)
    found = [path for path, answer in crawled(browser_of(carol), panel) if skeleton(TEAM) in told_by(answer)]
    assert len(found) >= 2


def test_final_that_is_not_blind_shows_links_with_their_host(planted, panel, juror, carol):
    candidate = panel.candidates.order_by("code").first()
    for one in panel.candidates.all():
        assign(juror, one, in_round=Round.FINAL)
    at_stage(panel, Stage.FINAL)
    page = browser_of(carol).get(f"/jury/{panel.pk}/projects/{candidate.code}/").content.decode()
    assert ("zephyrbleu.ma" in page, "https://zephyr-bleu.example/video" in page) == (True, True)


def test_picture_has_a_neutral_name_and_no_cache_keeps_it(planted, panel, carol):
    code = panel.candidates.get(project=planted[0]).code
    answer = browser_of(carol).get(f"/jury/{panel.pk}/projects/{code}/pictures/1/")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{code}-1.webp"'
    assert (answer.headers["Cache-Control"], "ETag" in answer.headers) == ("private, no-store", False)
    assert answer.content[:4] == b"RIFF"
    assert "Last-Modified" not in answer.headers


def crawled(browser, panel):
    """Every address that the pages lead to below /jury/, and some that are wrong, as read and as written to."""
    codes = [one.code for one in panel.candidates.all()]
    waiting = ["/jury/", f"/jury/{panel.pk}/declaration/"]
    waiting += [f"/jury/{panel.pk}/{path.format(code=code)}" for code in codes for path in ERRORS]
    waiting += [f"/jury/{panel.pk}/projects/{code}/{path}" for code in codes for path in ("cast/", "recuse/", "draft/")]
    seen = set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = browser.get(path)
        yield path, answer
        if "text/html" in answer.headers.get("Content-Type", "") and answer.status_code == 200:
            found = (urlsplit(urljoin(path, unescape(one))).path for one in LED.findall(answer.content.decode()))
            waiting += [one for one in found if one.startswith("/jury/")]
    for code in codes:
        address = f"/jury/{panel.pk}/projects/{code}/"
        for path in (address, f"{address}draft/"):
            yield f"{path}?save", browser.post(path, {"deed": "save", "version": 0, "to_team": "a"})
            yield f"{path}?older", browser.post(path, {"deed": "save", "version": 9, "to_team": "b"})
            yield f"{path}?wrong", browser.post(path, {"deed": "save", "version": 1, "grade-rigour": "x"})
        yield f"{address}cast/?cast", browser.post(f"{address}cast/", {"version": 1})
        yield f"{address}recuse/?empty", browser.post(f"{address}recuse/", {})


def secrets_of(project):
    """Names by their letters; keys and file names as they are."""
    names = [TEAM, ARABIC, "العاصفة", "Quentin", "Zéphirin", "zephyrbleu", "qzephirin77", "alasifa"]
    keys = [project.pk.hex, project.team.pk.hex, *(one.pk.hex for one in project.pictures.all())]
    files = [str(one.content.name).rsplit("/", 1)[-1] for one in project.pictures.all()]
    return [skeleton(one) for one in (*names, *keys, *files)]


def told_by(answer):
    """Everything it says, without tags, by its letters; with its headers and with what tags hold."""
    body = answer.content.decode("utf-8", "replace")
    is_page = "html" in answer.headers.get("Content-Type", "")
    seen = unescape(re.sub(r"<[^>]*>", "", body)) if is_page else body
    return skeleton(seen) + skeleton(unescape(body)) + skeleton(str(answer.headers))


def skeleton(text):
    return "".join(letter for letter in fold(text) if letter.isalnum())

"""What bin/up makes sure of before the site rises."""

import threading
from pathlib import Path

import pytest

from datasets.risk.fonts import known_faces
from smartport.bootstrap import broker, up
from smartport.bootstrap.steps import StepFailed


def test_site_asks_for_a_broker_and_for_letters(place, steps, monkeypatch):
    asked = []

    def make_ready(needs):
        asked.extend(needs)
        raise StepFailed("enough")

    site = up.Site(place, once=False, steps=steps)
    monkeypatch.setattr(site.machine, "make_ready", make_ready)

    with pytest.raises(StepFailed, match="enough"):
        site._rise()

    assert asked == [broker.REDIS, up.FONTS]


def test_letters_asked_for_are_those_that_papers_are_written_in():
    faces = next(faces for faces in known_faces() if faces.package == up.FONTS.package)

    assert Path(up.FONTS.program) in {faces.latin_bold, faces.arabic_bold}


def test_all_goes_with_once(capsys):
    with pytest.raises(SystemExit):
        up.main(["--all"])

    assert "--all goes with --once" in capsys.readouterr().err


def test_site_has_its_follower_beside_it(place, steps, monkeypatch):
    started = []
    site = up.Site(place, once=False, steps=steps)
    monkeypatch.setattr(site, "_manage", lambda *words, sentence: "")
    monkeypatch.setattr(site, "_start", lambda program: started.append(program.__name__))
    monkeypatch.setattr(up, "wait_until_serving", lambda *args, **more: None)
    monkeypatch.setattr(site, "_seed", lambda: None)

    site._start_site(threading.Event())

    assert started == ["site", "follower", "worker", "clock", "archivist"]


def test_other_challenges_follow_once_the_first_is_ready(place, steps, monkeypatch):
    asked = []

    def manage(*words, sentence):
        asked.append(words[1:3])
        return f"challenges: rade air camions\nrade: verify 100%\n{words[2]}: handed in: Référence naïve\n"

    site = up.Site(place, once=True, waits_for_all=True, steps=steps)
    monkeypatch.setattr(site, "_manage", manage)

    site._seed()
    site._raise_others()

    others = [("seed", "air"), ("seed", "camions"), ("standings", "air"), ("standings", "camions")]
    assert asked == [("seed", "rade"), *others]
    assert "✓ Challenge 3 of 3, camions: handed in: Référence naïve" in steps.out.getvalue()

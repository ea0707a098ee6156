"""What bin/up makes sure of before the site rises."""

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

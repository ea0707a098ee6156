"""An evening whose script is armed, a screen of its hall, and keys that move it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest

from challenges import clock
from challenges.ceremony.freezing import plain_script
from challenges.ceremony.models import Ceremony, Screen, Show, State
from challenges.ceremony.script import Honoured, Prize, script_of
from challenges.ceremony.shown import shown_of
from tests.factories import NOW
from tests.factories.stage import make_ceremony

SECRET = "a-secret-of-the-hall"
TITLE = {"fr": "Le Défi", "ar": "التحدي", "en": "The Challenge"}
Press = Callable[..., Show]


def texts(fr: str, ar: str = "", en: str = "") -> Mapping[str, str]:
    return {"fr": fr, "ar": ar, "en": en}


def prizes() -> list[Prize]:
    """One of the public with two ex aequo, and the main one with three places and two components."""
    alizes = Honoured("Les Alizés", project="Rade", citation=texts("Sobre", "رصين", "Sober"), first=80, second=50)
    gulls = Honoured("نوارس طنجة", project="Quais", first=70, second=90)
    quay = Honoured("Quai <7>", first=60, second=10)
    main = Prize(
        "m", "main", texts("Grand prix", "الجائزة"), {}, texts("100 DH"), "X", "ANP", ((gulls,), (alizes,), (quay,)), 3
    )
    public = Prize("p", "public", texts("Prix du public", "جائزة"), {}, {}, "", "", ((alizes, gulls),), 1)
    return [main, public]


def plain() -> list[dict[str, Any]]:
    return plain_script(script_of(prizes(), title=TITLE, partners=["ANP", "PortNet"]))


@pytest.fixture
def evening(edition, monkeypatch) -> Ceremony:
    """Armed, two days ahead."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    edition.title = TITLE
    edition.save()
    return make_ceremony(
        edition,
        state=State.ARMED,
        armed_at=NOW,
        begins_at=NOW + timedelta(days=2),
        place=texts("Rabat"),
        script=plain(),
    )


@pytest.fixture
def screen(evening) -> Screen:
    return make_screen(evening, SECRET)


def make_screen(ceremony: Ceremony, secret: str, **fields: Any) -> Screen:
    given = {"created_at": NOW, "expires_at": NOW + timedelta(hours=48), **fields}
    return Screen.objects.create(
        ceremony=ceremony, name="Hall", secret_sha256=hashlib.sha256(secret.encode()).hexdigest(), **given
    )


@pytest.fixture
def press(evening) -> Press:
    """Puts a show at a step of the script, found by its key."""

    def put(key: str = "welcome", *, display: str = "step", is_rehearsal: bool = False) -> Show:
        show = evening.shows.filter(ended_at=None).first() or Show(ceremony=evening, is_rehearsal=is_rehearsal)
        show.started_at = show.step_since = NOW
        show.script, show.display, show.version = evening.script, display, show.version + 1
        show.cursor = next(at for at, step in enumerate(evening.script) if step["key"] == key)
        show.shown = shown_of(
            show.script, cursor=show.cursor, display=display, version=show.version, is_rehearsal=show.is_rehearsal
        )
        show.save()
        if not show.is_rehearsal:
            Ceremony.objects.filter(pk=evening.pk).update(state=State.LIVE)
        return show

    return put

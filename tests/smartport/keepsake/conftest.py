"""A small edition with one of everything that everybody sees, and things beside it that nobody may."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from challenges import clock
from challenges.editions.models import Edition
from challenges.partners.actions import keep_partner
from challenges.projects.drawing import Drawing
from challenges.projects.models import Project, ProjectPicture
from tests import factories
from tests.factories import NOW
from tests.factories.editions import texts
from tests.factories.projects import picture_bytes
from tests.factories.stage import make_award, make_laureate

HOSTILE = '</title><script>alert("planted")</script><img src=x onerror=alert(1)>'
SECRETS = ("0.31415926", "0,31415926", "Nobody knows this yet", "planted-citation", "planted-private-answer", "bob@")


@pytest.fixture(autouse=True)
def hour(monkeypatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def harbour(leaderboard, alices_team, mallorys_team, alice, bob, dora) -> Edition:
    """Two challenges, boards of several pages, projects with pictures, news, an agenda; and what is not public."""
    challenge = leaderboard.phase.challenge
    edition = challenge.edition
    factories.make_challenge(edition, slug="con", title=texts("Quays"), order=2)
    partner = factories.make_partner(edition)
    keep_partner(partner, logo=Drawing(picture_bytes((64, 24), encoding="WEBP"), 64, 24), by=dora, now=NOW)
    factories.make_announcement(edition)
    factories.make_faq(edition)
    factories.make_item(edition, challenge=challenge)
    for number in range(55):
        team = factories.make_team(
            edition, name=f"Équipage {number}", captain=factories.make_person(f"captain-{number}")
        )
        entry = factories.make_submission(team, leaderboard.phase, by=team.memberships.get().user, now=NOW)
        factories.score_submission(entry, public=1 + number / 100, private=0.31415926)
    shown = Project.objects.create(challenge=challenge, team=alices_team, title=HOSTILE[:120], changed_at=NOW)
    Project.objects.filter(pk=shown.pk).update(is_public=True, pitch=f"{HOSTILE}\n\n[out](https://www.anp.org.ma/)")
    content = default_storage.save("", ContentFile(picture_bytes((64, 48), encoding="WEBP")))
    ProjectPicture.objects.create(project=shown, content=content, width=64, height=48, caption=HOSTILE[:100])
    _plant(edition, challenge, mallorys_team, alice=alice, dora=dora)
    return edition


def _plant(edition: Edition, challenge, team, *, alice, dora) -> None:
    """What only organizers, a team or the jury may know."""
    secret = texts("Nobody knows this yet")
    factories.make_challenge(edition, slug="draft", title=secret, is_published=False)
    factories.make_announcement(edition, title="Nobody knows this yet", published_at=NOW + timedelta(days=1))
    Project.objects.create(challenge=challenge, team=team, title="Nobody knows this yet", changed_at=NOW)
    make_laureate(make_award(edition), team, citation=texts("planted-citation"))
    question = factories.make_question(alice.memberships.get().team, challenge, by=alice)
    factories.make_answer(question, by=dora, text="planted-private-answer", is_public=False)


def all_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

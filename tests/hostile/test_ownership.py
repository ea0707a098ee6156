"""An id in a form is asked for its owner, as one in an address is: of others nothing is told, and nothing changes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import serializers

from challenges.editions.models import Challenge
from challenges.panels.models import Panel
from challenges.questions.models import Question
from tests.factories import (
    NOW,
    make_challenge,
    make_item,
    make_person,
    make_phase,
    make_slot,
    make_submission,
    make_team,
)
from tests.factories.jury import make_candidate, make_juror, make_panel
from tests.factories.projects import make_project
from tests.factories.talk import make_announcement
from tests.hostile.asking import Page, Site, forms_once
from tests.hostile.forms import Form
from tests.smartport.world import World, world  # noqa: F401

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
HIDDEN = "Darse-cachée"
TEXTS = {"fr": HIDDEN, "ar": HIDDEN, "en": HIDDEN}
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
ASKING = {"organizer", "captain", "juror"}


@pytest.fixture
def others(world: World) -> list[Any]:  # noqa: F811
    """What is of a challenge that Dora does not organize, and of a team that Alice is not in; each says HIDDEN."""
    dora, mallory, otto = world.people["organizer"], world.people["other"], world.people["elsewhere"]
    type(dora).objects.filter(pk=dora.pk).update(organizes_named_only=True)
    edition = Challenge.objects.get(slug="rade").edition
    theirs = make_challenge(edition, slug="bassin", title=TEXTS, is_published=False)
    theirs.organizers.add(otto)
    phase = make_phase(theirs, slug="hidden")
    team = make_team(edition, name="Les autres", captain=make_person("hana"))
    project = make_project(team, theirs, by=team.memberships.get().user, title=HIDDEN)
    panel = make_panel(theirs, title=TEXTS)
    judge = make_juror(panel, name="hatim")
    return [
        *(theirs, phase, team, project, panel, judge, mallory, panel.criteria.earliest("pk")),
        make_candidate(panel, project),
        make_item(edition, title=HIDDEN, challenge=theirs, is_public=False),
        make_slot(edition, challenge=theirs, topic=TEXTS, mentor=HIDDEN),
        make_announcement(edition, title=HIDDEN, challenge=theirs, published_at=None),
        Question.objects.create(challenge=theirs, team=team, by=judge.user, language="fr", text=HIDDEN, asked_at=NOW),
        make_submission(team, phase, message=HIDDEN),
    ]


def test_ids_in_forms_are_asked_for_their_owner(world, others):  # noqa: F811
    site = Site(world)
    pages = [page for page in site.pages() if page.role in ASKING]
    Panel.objects.exclude(title=TEXTS).update(opened_at=NOW)  # as a panel in its screening is
    before = whole(others)
    site.look = lambda told: [*(["told"] if HIDDEN in told else []), *(["changed"] if whole(others) != before else [])]
    sent = [
        site.send(page, form, {**form.values, name: [key]}, what=f"{name}: {key}")
        for page, form, name, key in attempts(pages, others)
    ]
    assert len(sent) > 200
    assert site.faults == []


def attempts(pages: list[Page], others: list[Any]) -> Iterator[tuple[Page, Form, str, str]]:
    """Each field that holds an id, or is named for a thing, with the ids of others in turn."""
    keys = [str(row.pk) for row in others]
    long, short = [key for key in keys if KEY.fullmatch(key)], [key for key in keys if key.isdigit()]
    for page, form in forms_once(pages):
        for name, values in form.values.items():
            found = long if any(map(KEY.fullmatch, values)) else short if any(map(str.isdigit, values)) else []
            yield from ((page, form, name, key) for key in found)


def whole(rows: list[Any]) -> str:
    """As the database has them now."""
    return "\n".join(serializers.serialize("json", type(row)._default_manager.filter(pk=row.pk)) for row in rows)

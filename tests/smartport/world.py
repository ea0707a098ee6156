"""A site with one of everything, and one person of every role: for tests that walk over every address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, get_resolver

from challenges import clock
from challenges.editions.models import Announcement, Challenge
from challenges.evaluations.models import Machine
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.projects.models import Project, ProjectPicture
from challenges.questions.models import Question
from challenges.submissions.models import SubmissionNote
from challenges.teams.actions import invite
from challenges.teams.models import JoinRequest, MergeProposal, Seeker
from datasets import clock as clock_of_data
from datasets.builds.actions import ask_build
from smartport.accounts.models import ApiToken, User
from tests.factories import (
    NOW,
    accept_licence,
    end_program,
    make_challenge,
    make_machine,
    make_person,
    make_release,
    make_submission,
    release_folder,
)
from tests.factories.recipes import make_draft, make_extract_of, visits

ROLES = ("anonymous", "loner", "member", "captain", "other", "juror", "elsewhere", "organizer", "operator")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """A pattern of the site: its name (its route where it has none), and what stands for its places in this world."""

    name: str
    route: str
    view: Any

    @property
    def places(self) -> list[str]:
        return PLACE.findall(self.route)


@dataclass(frozen=True)
class World:
    """The people by role (anonymous is nobody), and what a place in an address stands for."""

    people: dict[str, User | None]
    places: dict[str, Any]

    def path(self, address: Address) -> str:
        """Raises KeyError for a place that nothing stands for."""
        return "/" + PLACE.sub(lambda found: str(self._value(found[1], address)), address.route)

    def _value(self, place: str, address: Address) -> Any:
        if place != "object_id":
            return self.places[place]
        app, model = address.route.split("/")[1:3]
        row = apps.get_model(app, model)._default_manager.order_by("pk").first() if app in apps.app_configs else None
        return row.pk if row else 1


def addresses() -> Iterator[Address]:
    """Every pattern of the site, in its order."""
    return _below(get_resolver().url_patterns)


def _below(patterns: list[Any], route: str = "", spaces: str = "") -> Iterator[Address]:
    for found in patterns:
        here = route + _plain(str(found.pattern))
        if isinstance(found, URLResolver):
            inner = f"{spaces}{found.namespace}:" if found.namespace else spaces
            yield from _below(found.url_patterns, here, inner)
        elif isinstance(found, URLPattern):
            yield Address(spaces + found.name if found.name else here, here, found.callback)


def _plain(pattern: str) -> str:
    """A route as `path` writes it, whatever wrote it."""
    named = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    return re.sub(r"[\^$?]|\\Z", "", named).replace("\\", "")


@pytest.fixture
def world(
    monkeypatch, tmp_path: Path, leaderboard, alices_team, mallorys_team, alice, bob, carol, dora, mallory
) -> World:
    """Alice's team and what it has, on a challenge that is Dora's; Otto organizes another one."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock_of_data, "now", lambda: NOW)
    otto, olga = make_person("otto", is_staff=True), make_person("olga", is_staff=True, is_superuser=True)
    challenge = leaderboard.phase.challenge
    challenge.organizers.add(dora)
    make_challenge(challenge.edition, slug="quais").organizers.add(otto)
    people = {
        "anonymous": None,
        "loner": make_person("lola"),
        "member": bob,
        "captain": alice,
        "other": mallory,
        "juror": carol,
        "elsewhere": otto,
        "organizer": dora,
        "operator": olga,
    }
    places = {
        "slug": challenge.slug,
        **_own(alice, bob),
        **_submitted(leaderboard.phase, alices_team, alice=alice, dora=dora),
        **_data(challenge, tmp_path, dora=dora, players=(alice, bob, mallory)),
        **_talk(challenge, alices_team, mallorys_team, alice=alice, lola=people["loner"]),
    }
    return World(people, places)


def _own(alice, bob) -> dict[str, Any]:
    """What is Alice's own account, and what belongs to no account."""
    token = ApiToken.objects.create(user=alice, name="laptop", digest="0" * 64, created_at=NOW)
    session = UserSession.objects.create(user=alice, session_key="a" * 32, ip="127.0.0.1", user_agent="Firefox")
    return {
        "token_id": token.pk,
        "session_id": session.pk,
        "membership_id": bob.memberships.get().pk,
        "provider_id": "port",
        "key": "guess",
        "uidb36": "1",
        "pk": 1,
        "content_type_id": 1,
        "app_label": "challenges",
        "url": "no/such/page",
        "token": signing.dumps("guess", salt="none"),
    }


def _submitted(phase, team, *, alice, dora) -> dict[str, Any]:
    if not Machine.objects.exists():
        make_machine()
    submission = make_submission(team, phase, by=alice, kind="code")
    end_program(submission, log=b"hello\n", public=0.5)
    note = SubmissionNote.objects.create(submission=submission, by=dora, text="?", written_at=NOW)
    rejudge = ask_rejudge(phase, reason={"fr": "Un essai"}, by=dora, now=NOW)
    return {
        "submission_id": submission.pk,
        "evaluation_id": submission.evaluations.earliest("attempt").pk,
        "note_id": note.pk,
        "rejudge_id": rejudge.pk,
        "which": "entry",
    }


def _data(challenge: Challenge, folder: Path, *, dora, players) -> dict[str, Any]:
    release = challenge.release or make_release(challenge, release_folder(folder / "release"))
    accept_licence(release, *players)
    challenge.kit = default_storage.save("", ContentFile(b"kit"))
    challenge.save()
    extract = make_extract_of(visits(60), by=dora)
    draft = make_draft(extract, by=dora)
    build = ask_build(draft, by=dora, now=NOW)
    return {
        "path": "data/train.csv",
        "file_id": release.files.get(path="data/train.csv").pk,
        "extract_id": extract.pk,
        "name": draft.name,
        "feature": "category",
        "number": 1,
        "build_id": build.pk,
        "question": "singling_out",
        "language": "fr",
    }


def _talk(challenge: Challenge, team, other, *, alice, lola) -> dict[str, Any]:
    texts = {"fr": "Bonjour", "ar": "مرحبا", "en": "Hello"}
    news = Announcement.objects.create(edition=challenge.edition, title=texts, body=texts, published_at=NOW)
    question = Question.objects.create(challenge=challenge, team=team, by=alice, language="fr", text="?", asked_at=NOW)
    project = Project.objects.create(challenge=challenge, team=team, title="Vigie", changed_at=NOW)
    content = default_storage.save("", ContentFile(b"RIFF"))
    picture = ProjectPicture.objects.create(project=project, content=content, width=1, height=1)
    invited = invite(team, by=alice, now=NOW)
    return {
        "secret": invited.secret,
        "invitation_id": invited.invitation.pk,
        "request_id": JoinRequest.objects.create(team=team, user=lola, asked_at=NOW).pk,
        "proposal_id": MergeProposal.objects.create(team=other, into=team, proposed_at=NOW).pk,
        "announcement_id": news.pk,
        "question_id": question.pk,
        "project_id": project.pk,
        "picture_id": picture.pk,
        "team_id": team.pk,
        "seeker_id": Seeker.objects.create(edition=challenge.edition, user=lola, about="Bonjour", since=NOW).pk,
    }

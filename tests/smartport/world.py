"""A site with one of everything, and one person of every role: for tests that walk over every address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import URLPattern, URLResolver, get_resolver

from challenges import clock
from challenges.checks.actions import ask_check
from challenges.chronicle.actions import place_missing
from challenges.crew.actions import invite_organizer
from challenges.editions.models import Announcement, Challenge, FaqEntry
from challenges.evaluations.models import Machine
from challenges.evaluations.queries import bundle_in_force
from challenges.leaderboards.rejudging import ask_rejudge
from challenges.making.actions import begin
from challenges.mentoring.actions import book
from challenges.operations.actions import note
from challenges.operations.models import FailedTask
from challenges.partners.actions import keep_partner
from challenges.projects.drawing import Drawing
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
    make_item,
    make_likeness,
    make_machine,
    make_mail_text,
    make_partner,
    make_person,
    make_release,
    make_slot,
    make_submission,
    release_folder,
)
from tests.factories.evening import places_of_an_evening
from tests.factories.jury import places_of_a_panel
from tests.factories.letters import make_letter
from tests.factories.projects import picture_bytes
from tests.factories.recipes import make_draft, make_extract_of, visits
from tests.smartport.hooked import hooked
from tests.smartport.staged import staged

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
        return "/" + PLACE.sub(lambda found: str(self.places[found[1]]), address.route)


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
        "edition": challenge.edition.slug,
        "slug": challenge.slug,
        "phase": leaderboard.phase.slug,
        **_operated(challenge),
        **_own(alice, bob),
        **_ruled(challenge, dora=dora, lola=people["loner"]),
        **_submitted(leaderboard.phase, alices_team, mallorys_team, alice=alice, dora=dora),
        **_data(challenge, tmp_path, dora=dora, players=(alice, bob, mallory)),
        **_talk(challenge, alices_team, mallorys_team, alice=alice, lola=people["loner"]),
        **_made(leaderboard.phase, dora=dora),
        **_event(challenge, alices_team, alice=alice, dora=dora),
    }
    places |= hooked(challenge, dora=dora)
    places |= places_of_an_evening(challenge.edition, alices_team, mallorys_team, by=dora)
    places |= staged(challenge)
    places |= places_of_a_panel(Project.objects.get(pk=places["project_id"]), juror=carol, by=dora)
    place_missing()
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
        "token": signing.dumps("guess", salt="none"),
    }


def _ruled(challenge: Challenge, *, dora, lola) -> dict[str, Any]:
    """Accounts, and roles."""
    given = {"email": "ruth@smartport.test", "challenges": [], "is_limited": False}
    invited = invite_organizer(challenge.edition, **given, by=dora, now=NOW)
    return {
        "crew_invitation_id": invited.invitation.pk,
        "crew_secret": invited.secret,
        "person_id": lola.pk,
        "role": "organizer",
        "letter_id": make_letter(challenge.edition, by=dora).pk,
        "what": "people",
        "form": "csv",
    }


def _operated(challenge: Challenge) -> dict[str, Any]:
    """A worker that sweeps, a machine, and a task that failed."""
    note("worker", now=NOW)
    machine = make_machine("quay-2")
    Machine.objects.filter(pk=machine.pk).update(is_drained=False)
    told = {"task": "datasets.tasks.read", "likeness": "0" * 64, "first_at": NOW, "last_at": NOW}
    return {
        "machine_id": machine.pk,
        "deed": "drain",
        "phase_id": challenge.phases.get().pk,
        "code": "engine_gone",
        "failed_id": FailedTask.objects.create(**told).pk,
    }


def _submitted(phase, team, other, *, alice, dora) -> dict[str, Any]:
    submission = make_submission(team, phase, by=alice, kind="code")
    end_program(submission, log=b"hello\n", public=0.5)
    rejudge = ask_rejudge(phase, reason={"fr": "Un essai"}, by=dora, now=NOW)
    return {
        "submission_id": submission.pk,
        "evaluation_id": submission.evaluations.earliest("attempt").pk,
        "note_id": SubmissionNote.objects.create(submission=submission, by=dora, text="?", written_at=NOW).pk,
        "likeness_id": make_likeness(submission, make_submission(other, phase)).pk,
        "rejudge_id": rejudge.pk,
        "which": "entry",
    }


def _made(phase, *, dora) -> dict[str, Any]:
    """A challenge that Dora is making, and the check of what scores the one that is there."""
    bundle = bundle_in_force(phase)
    return {
        "making_id": begin(phase.challenge.edition, way="release", by=dora, now=NOW).pk,
        "step": "data",
        "bundle_id": bundle.pk,
        "check_id": ask_check(bundle, by=dora, now=NOW).pk,
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


def _event(challenge: Challenge, team, *, alice, dora) -> dict[str, Any]:
    """Alice's team has booked the slot, which is about Dora's challenge."""
    partner = make_partner(challenge.edition)
    keep_partner(partner, logo=Drawing(picture_bytes((64, 24), encoding="WEBP"), 64, 24), by=dora, now=NOW)
    slot = make_slot(challenge.edition, challenge=challenge)
    book(slot, team=team, by=alice, now=NOW)
    return {
        "partner_id": partner.pk,
        "digest": partner.logo_digest,
        "item_id": make_item(challenge.edition, challenge=challenge).pk,
        "slot_id": slot.pk,
        "text_id": make_mail_text().pk,
    }


def _talk(challenge: Challenge, team, other, *, alice, lola) -> dict[str, Any]:
    texts = {"fr": "Bonjour", "ar": "مرحبا", "en": "Hello"}
    news = Announcement.objects.create(edition=challenge.edition, title=texts, body=texts, published_at=NOW)
    entry = FaqEntry.objects.create(edition=challenge.edition, question=texts, answer=texts)
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
        "entry_id": entry.pk,
        "question_id": question.pk,
        "project_id": project.pk,
        "picture_id": picture.pk,
        "team_id": team.pk,
        "seeker_id": Seeker.objects.create(edition=challenge.edition, user=lola, about="Bonjour", since=NOW).pk,
    }

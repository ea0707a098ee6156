"""Secrets planted all over the site, and a walk through every address it has, in search of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from challenges.evaluations.models import Evaluation, LiveLog
from challenges.evaluations.publishing import publish_bundle
from challenges.leaderboards.actions import open_missing
from challenges.teams.actions import invite
from datasets.models import Release, ReleaseFile
from evaluator.order import LOGS
from tests.factories import (
    BUNDLE,
    NOW,
    OPENS_AT,
    accept_licence,
    bundle_folder,
    keep_log,
    make_machine,
    make_person,
    make_submission,
    make_token,
    score_submission,
)

HEALTH = "/health/"  # says 503 where no worker lives, as in a test
FILE = b"id,value\na,TIDEMARK-FILE\n"
FILE_NAME = "tidemark-name.csv"
NOTE = "tidemark-note"
LOG_SECRETS = {which: f"tidemark-{which}-log" for which in LOGS}
LIVE_LOG = "tidemark-live-log"
TRUTH = "tidemark-truth"
PRIVATE = 81279.453125
PRIVATE_SHOWN = re.compile(rb"81\W{0,12}279[.,\xd9]")
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Planted:
    """What must not be seen, by name, and what an attacker may know of it."""

    secrets: dict[str, re.Pattern[bytes]]
    known: dict[str, list[str]]
    stored: list[str]
    evaluation: Evaluation

    def seen_in(self, answer, *, hidden: list[str]) -> list[str]:
        """The names of the secrets that an answer tells, in its body or in a header."""
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = body + repr(sorted(answer.headers.items())).encode()
        return [name for name in hidden if self.secrets[name].search(told)]


@pytest.fixture
def river(phase, alices_team, alice, tmp_path) -> Evaluation:
    """Alice's scored entry with all its logs, a second one, and a bundle whose reference holds the truth."""
    files = {**BUNDLE, "reference/truth.csv": BUNDLE["reference/truth.csv"] + f"e,private,{TRUTH}\n"}
    publish_bundle(phase, bundle_folder(tmp_path / "bundle", files=files), now=OPENS_AT)
    open_missing()
    make_machine()
    told = {"content": FILE, "file_name": FILE_NAME, "message": NOTE}
    submission = make_submission(alices_team, phase, by=alice, kind="code", **told)
    evaluation = score_submission(submission, public=1.5, private=PRIVATE)
    for which, secret in LOG_SECRETS.items():
        keep_log(evaluation, secret.encode(), which=which)
    score_submission(make_submission(alices_team, phase, by=alice, **told), public=2.5, private=PRIVATE)
    LiveLog.objects.create(evaluation=evaluation, ticket=evaluation.ticket, size=99, tail=LIVE_LOG.encode())
    return evaluation


@pytest.fixture
def release_file(phase, mallory) -> ReleaseFile:
    """Of the data that mallory may download."""
    release = Release.objects.create(slug="rade", version="1", title={}, licence="X", published_at=OPENS_AT)
    phase.challenge.release = release
    phase.challenge.save()
    accept_licence(release, mallory)
    content = stored(b"public data")
    return ReleaseFile.objects.create(release=release, path="data/train.csv", sha256="0" * 64, size=11, content=content)


@pytest.fixture
def planted(river, release_file, alices_team, mallorys_team, alice, bob) -> Planted:
    submission, bundle = river.submission, river.bundle
    invited = invite(alices_team, by=alice, now=NOW)
    logs = [getattr(river, name) for name in LOGS.values()]
    names = [str(field.name) for field in (submission.content, bundle.content, bundle.expected_ids, *logs)]
    texts = {
        "file": "TIDEMARK-FILE",
        "file name": FILE_NAME,
        "note": NOTE,
        **{f"{which} log": secret for which, secret in LOG_SECRETS.items()},
        "live log": LIVE_LOG,
        "digest of the file": submission.sha256,
        "invitation": invited.secret,
        "digest of the invitation": invited.invitation.secret_sha256,
        "e-mail": alice.email,
        "e-mail of a mate": bob.email,
        "password": alice.password,
        "token": make_token(alice),
        "submission": str(submission.pk),
        "truth": TRUTH,
        "ticket": river.ticket,
        "salt": json.loads(river.receipt_opening)["salt"],
    }
    secrets = {name: re.compile(re.escape(text.encode())) for name, text in texts.items()}
    return Planted(
        secrets={**secrets, "private score": PRIVATE_SHOWN},
        known={
            "slug": ["rade"],
            "submission_id": [str(submission.pk)],
            "invitation_id": [str(invited.invitation.pk)],
            "file_id": [str(release_file.pk)],
            "secret": [str(invited.invitation.pk), invited.invitation.secret_sha256],
            "token": [names[0], signing.dumps({"name": names[1]}, key="guess")],
            "which": [*LOGS, *LOGS.values()],
            "path": ["data/train.csv", *names, "reference/truth.csv", "../reference/truth.csv"],
            "evaluation_id": [str(river.pk)],
        },
        stored=names,
        evaluation=river,
    )


def stored(content: bytes) -> str:
    return default_storage.save("", ContentFile(content))


def addresses(planted: Planted) -> Iterator[str]:
    """Every address the site knows, about Alice's things wherever it takes an argument, and the guessed ones."""
    for route in sorted(set(routes(get_resolver().url_patterns))):
        names = PLACE.findall(route)
        for at in range(max([len(planted.known.get(name, ["1"])) for name in names], default=1)):
            yield "/" + PLACE.sub(lambda place, at=at: value_of(planted, place[1], at=at), route).lstrip("/")
    for name in planted.stored:
        for above in ("", "media/", "files/", "var/files/", "static/", "static/../files/", "static/%2e%2e/files/"):
            yield f"/{above}{name}"
    yield from (
        "/static/../secret-key",
        "/static/..%2fsecret-key",
        "/data/",
        "/media/",
        "/files/",
        "/reference/truth.csv",
    )


def value_of(planted: Planted, name: str, *, at: int) -> str:
    values = planted.known.get(name, ["1"])
    return values[min(at, len(values) - 1)]


def routes(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    """Every route of the site, as text with <places>."""
    for found in patterns:
        route = str(found.pattern)
        below = above + (route if hasattr(found.pattern, "_route") else simplify_regex(route).lstrip("/"))
        if isinstance(found, URLResolver):
            yield from routes(found.url_patterns, below)
        else:
            yield below


def asked(client: Client, address: str, planted: Planted) -> Iterator[object]:
    """The answers to reading an address and to writing to it in the name of Alice's team."""
    team = str(planted.evaluation.submission.team_id)
    forged = {"team": team, "team_id": team, "submission": planted.known["submission_id"][0], "secret": "guess"}
    for method, body in (("get", {}), ("get", forged), ("post", forged)):
        yield getattr(client, method)(address, body)
    for method in ("put", "patch", "delete"):
        yield getattr(client, method)(address, forged, content_type="application/json")
    yield client.get(address, headers={"hx-request": "true", "accept": "*/*", "range": "bytes=0-"})


@pytest.fixture
def people(alice, bob, carol, dora, mallory):
    olga = make_person("olga", is_staff=True, is_superuser=True)
    logged_in = {"alice": alice, "bob": bob, "carol": carol, "dora": dora, "mallory": mallory, "olga": olga}
    return {**logged_in, "visitor": None}


def leaks(planted, person, *, hidden, methods) -> list[tuple[str, list[str]]]:
    """The addresses that told a secret they were not asked with, or failed; `methods` 1 only reads (None: all)."""
    found = []
    client, machine = clients_of(person)
    for address in addresses(planted):
        unasked = [name for name in hidden if not planted.secrets[name].search(address.encode())]
        for answer in chain(
            islice(asked(client, address, planted), methods),
            islice(asked(machine, address, planted), methods if address.startswith("/api/") else 0),
        ):
            seen = planted.seen_in(answer, hidden=unasked)
            if seen or (answer.status_code >= 500 and address != HEALTH):
                found.append((address, [*seen, str(answer.status_code)]))
        if person is not None and "logout" in address:
            client.force_login(person)
    return found


def client_of(person) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def clients_of(person) -> list[Client]:
    token = make_token(person) if person else "0" * 40
    return [client_of(person), Client(raise_request_exception=False, headers={"authorization": f"Token {token}"})]

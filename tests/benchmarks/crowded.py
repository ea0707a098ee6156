"""Editions with as many teams and submissions as one likes, written straight into the tables of either database.

A crowd is what the site would hold after a long phase: every submission scored, and the board built from the scores by
the real action. All crowds of one run share an edition and its teams.
"""

import random
import tempfile
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from challenges.editions.models import Edition, Phase
from challenges.evaluations.models import Bundle, Evaluation, Score, State
from challenges.evaluations.publishing import publish_bundle
from challenges.leaderboards.actions import open_missing, rebuild
from challenges.leaderboards.models import Leaderboard
from challenges.submissions.models import Submission
from challenges.teams.models import Membership, Team
from challenges.teams.rules import name_key
from smartport.accounts.models import User
from tests.factories import BUNDLE, bundle_folder, make_challenge, make_edition, make_person, make_phase

AT_ONCE = 50_000
EVERY_BASELINE = 2_500
WORDS = ["Alizés", "Chergui", "Étoile", "Phare", "Ancre", "Boussole", "Sirocco", "Marée", "Récif", "Vigie", "سفينة"]
PARTS = ("public", "private")
ONE_SCORE = {
    **BUNDLE,
    "challenge.yaml": "\n".join(line for line in BUNDLE["challenge.yaml"].split("\n") if "key: bias" not in line),
}


@dataclass(frozen=True)
class Crowd:
    """A challenge with its board, and somebody who plays in the middle of it."""

    phase: Phase
    board: Leaderboard
    teams: list[Team]
    member: User

    @property
    def slug(self) -> str:
        return self.phase.challenge.slug


def make_teams(count: int, *, now: datetime) -> list[Team]:
    """The teams of the edition `crowded`, made as far as they are missing; one in EVERY_BASELINE is a baseline."""
    edition = Edition.objects.filter(slug="crowded").first()
    if edition is None:
        opens, closes = now - timedelta(days=60), now + timedelta(days=20)
        edition = make_edition(slug="crowded", opens_at=opens, closes_at=closes)
    there = edition.teams.count()
    for numbers in in_batches(range(there, count), size=500):
        Team.objects.bulk_create([_team(edition, number, now=now) for number in numbers])
    return list(edition.teams.order_by("created_at")[:count])


def make_crowd(slug: str, *, teams: Sequence[Team], submissions: int, now: datetime, seed: int = 7) -> Crowd:
    """A challenge in which these teams handed in so much altogether."""
    challenge = make_challenge(teams[0].edition, slug=slug)
    opens, closes = now - timedelta(days=50), now + timedelta(days=10)
    phase = make_phase(challenge, opens_at=opens, closes_at=closes, daily_limit=1000, total_limit=10_000)
    with tempfile.TemporaryDirectory() as folder:
        bundle = publish_bundle(phase, bundle_folder(Path(folder) / "bundle", files=ONE_SCORE), now=opens)
    open_missing()
    _write_submissions(phase, bundle, teams=teams, total=submissions, seed=seed, now=now)
    gather_statistics()
    board = Leaderboard.objects.select_related("phase__challenge__edition").get(phase=phase)
    rebuild(board, now=now)
    board.refresh_from_db()
    return Crowd(phase, board, list(teams), _member(teams[len(teams) // 2], now=now))


def gather_statistics() -> None:
    """What the database itself does now and then."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _team(edition: Edition, number: int, *, now: datetime) -> Team:
    name = f"{WORDS[number % len(WORDS)]} {WORDS[number // len(WORDS) % len(WORDS)]} {number}"
    made_at = now - timedelta(days=59) + timedelta(seconds=number)
    is_baseline = number % EVERY_BASELINE == 1
    return Team(edition=edition, name=name, name_key=name_key(name), created_at=made_at, is_baseline=is_baseline)


def _member(team: Team, *, now: datetime) -> User:
    found = team.memberships.select_related("user").first()
    if found:
        return found.user
    person = make_person(f"member-{team.pk.hex[:8]}")
    Membership.objects.create(team=team, edition=team.edition, user=person, is_captain=True, joined_at=now)
    return person


def _write_submissions(
    phase: Phase, bundle: Bundle, *, teams: Sequence[Team], total: int, seed: int, now: datetime
) -> None:
    draw = random.Random(f"{seed} {phase.pk}")
    hurry()
    file = {"kind": "predictions", "file_name": "predictions.csv", "content": "0", "sha256": "0" * 64, "size": 99}
    handed_in = Submission(phase=phase, **file)
    judged = Evaluation(bundle=bundle, state=State.SCORED, outcome="scored", ticket="t" * 32, queued_at=now, tries=1)
    span = now - phase.opens_at
    for numbers in in_batches(range(total), size=AT_ONCE):
        rows = [_entry(number, teams=teams, total=total, draw=draw) for number in numbers]
        with transaction.atomic():
            entries = ((key, team, phase.opens_at + when * span) for key, _, team, when, _ in rows)
            fill(handed_in, ("id", "team_id", "received_at"), entries)
            fill(judged, ("id", "submission_id"), ((evaluation, key) for key, evaluation, _, _, _ in rows))
            scores = ((one, part, "mae", value) for _, one, _, _, value in rows for part in PARTS)
            fill(Score(), ("evaluation_id", "part", "key", "value"), scores)
    unhurry()


def hurry() -> None:
    """Rows of a benchmark may be lost, and their indexes fit into memory."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-600000")
            cursor.execute("PRAGMA wal_autocheckpoint=100000")


def unhurry() -> None:
    """As the site has it (see smartport.env)."""
    connection.close()


def _entry(
    number: int, *, teams: Sequence[Team], total: int, draw: random.Random
) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID, float, float]:
    """Keys of a submission and its evaluation, the team, when in the phase, and the score: it gets better slowly."""
    place = number % len(teams)
    when = number / total
    score = 2.0 + 3.0 * (1 - when) ** 2 * draw.random() + 4.0 * place / len(teams) + draw.expovariate(2.0)
    keys = [uuid.UUID(int=draw.getrandbits(128), version=4) for _ in range(2)]
    return keys[0], keys[1], teams[place].pk, when, round(score, 6)


def fill(template: models.Model, varying: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows like the template, each with its own values of a few columns."""
    fields = [field for field in template._meta.concrete_fields if not isinstance(field, models.AutoField)]
    constant = {field.column: _kept(field, getattr(template, field.attname)) for field in fields}
    columns = [field.column for field in fields]
    places = [columns.index(name) for name in varying]
    line = [constant[name] for name in columns]
    _insert(template._meta.db_table, columns, (_filled(line, places, row) for row in rows))


def _filled(line: list[Any], places: Sequence[int], row: Sequence[Any]) -> list[Any]:
    filled = list(line)
    for place, value in zip(places, row, strict=True):
        filled[place] = _plain(value)
    return filled


def _insert(table: str, columns: Sequence[str], rows: Iterator[list[Any]]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def _kept(field: "models.Field[Any, Any]", value: Any) -> Any:
    """A constant as the database takes it; what is drawn for each row is replaced anyway."""
    if isinstance(field, models.JSONField):
        return None if value is None else "[]" if value == [] else str(value)
    return _plain(field.get_prep_value(value)) if value is not None else None


def _plain(value: Any) -> Any:
    if connection.vendor == "postgresql":
        return value
    if isinstance(value, uuid.UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


def in_batches(numbers: Iterable[int], *, size: int) -> Iterator[list[int]]:
    left = iter(numbers)
    while batch := list(islice(left, size)):
        yield batch

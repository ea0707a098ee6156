"""What handing in costs at the server: `python -m tests.benchmarks.submitting --teams 10000 --submissions 1000000`.

On SQLite, or on the empty database of DATABASE_URL. Each door is asked many times through Django's whole stack, the
upload itself left out, in a phase of few submissions and in one of many; beside it, in the same run, the bare deed that
none can do without: a file written and synced, and a row inserted. Ends in 0 only if every bound holds.
"""

import argparse
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.benchmarks.boards import FEW_SUBMISSIONS, FEW_TEAMS, Line, _begin, _client, _timed, _told

ACCEPTED, POLLED, SEEN = 100.0, 5.0, 100.0  # milliseconds, at most
LARGE = 5 << 20
FACTOR = 2.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--teams", type=int, default=10_000)
    parser.add_argument("--submissions", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=60, help="of each door")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        _begin(folder)
        lines = list(measure(asked.teams, asked.submissions, repetitions=asked.repetitions))
    return 0 if all(line.holds for line in lines) else 1


def measure(teams: int, submissions: int, *, repetitions: int) -> Iterator[Line]:
    """Print each line as it is known."""
    from challenges import clock  # Django has to be set up first
    from tests.benchmarks import crowded

    now = clock.now()
    everybody = crowded.make_teams(teams, now=now)
    sides = []
    for slug, of, count in (("few", everybody[:FEW_TEAMS], FEW_SUBMISSIONS), ("many", everybody, submissions)):
        crowd = crowded.make_crowd(slug, teams=of, submissions=count, now=now)
        crowded.gather_statistics()
        _entitle(crowd)
        sides.append(list(_doors(crowd, repetitions, title=f"{count:,}")))
    for first, second in zip(*sides, strict=True):
        print(f"  {first.title.partition(':')[2]:40} many / few: {second.times.middle / first.times.middle:.2f}")
    yield from (*sides[0], *sides[1])


def _entitle(crowd: Any) -> None:
    """The member has accepted the rules, and is left as many as it takes."""
    from challenges import clock
    from challenges.editions.models import Phase
    from challenges.teams.actions import accept_rules

    accept_rules(crowd.phase.challenge, user=crowd.member, now=clock.now())
    Phase.objects.filter(pk=crowd.phase.pk).update(daily_limit=100_000, total_limit=100_000)
    crowd.phase.refresh_from_db()


def _doors(crowd: Any, repetitions: int, *, title: str) -> Iterator[Line]:
    client, submit = _client(crowd.member), f"/challenges/{crowd.slug}/submit/"
    api = f"/api/v1/challenges/{crowd.slug}/submissions"
    bare = _timed(lambda: _bare(crowd), repetitions, before=lambda: None)
    yield _told(Line(f"{title}: a file and a row, bare", bare, bare.middle))

    def line(name: str, run: Any, at_most: float) -> Line:
        return _told(Line(f"{title}: {name}", _timed(run, repetitions, before=lambda: None), bare.middle, at_most))

    yield line("page takes predictions", lambda: _post(client, submit, _predictions(), 302), ACCEPTED)
    yield line("page takes code of 5 MiB", lambda: _post(client, submit, _code(), 302, kind="code"), ACCEPTED)
    yield line("API takes predictions", lambda: _post(client, api, _predictions(), 201), ACCEPTED)
    yield line("page checks only", lambda: _post(client, submit, _predictions(), 200, deed="check"), ACCEPTED)
    one = _scored(crowd)
    yield line("page hands in again", lambda: _again(client, one), ACCEPTED)
    yield line("page of a submission", lambda: _get(client, f"/submissions/{one.pk}/"), SEEN)
    yield line("list of submissions", lambda: _get(client, f"/challenges/{crowd.slug}/submissions/"), SEEN)
    yield from _polls(crowd, client, one, repetitions, title=title)


def _polls(crowd: Any, client: Any, ended: Any, repetitions: int, *, title: str) -> Iterator[Line]:
    """What has not changed is asked for again, with a cookie and with a token; beside it a bare query."""
    from django.conf import settings
    from django.test import Client

    from tests.factories import make_token

    settings.CROWD_SECONDS = 2  # the order of the queue is read once for all who wait, as it is by default
    bare = _timed(lambda: _query(ended), repetitions, before=lambda: None)
    yield _told(Line(f"{title}: a query, bare", bare, bare.middle))
    token = {"authorization": f"Token {make_token(crowd.member)}"}
    for state, one in (("ended", ended), ("waiting", _waiting(crowd))):
        page, api = f"/submissions/{one.pk}/status/", f"/api/v1/submissions/{one.pk}"
        for name, asker, path, who in (
            ("page", client, page, {}),
            ("API", client, api, {}),
            ("token", Client(SERVER_NAME="127.0.0.1"), api, token),
        ):
            kept = {**who, "if-none-match": asker.get(path, headers=who).headers["ETag"]}
            run = lambda asker=asker, path=path, kept=kept: _get(asker, path, 304, headers=kept)  # noqa: E731
            times = _timed(run, repetitions, before=lambda: None)
            yield _told(Line(f"{title}: {name}, {state}, 304", times, bare.middle, POLLED))


def _query(submission: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM challenges_submission WHERE id = %s", [submission.pk.hex])
        cursor.fetchone()


def _waiting(crowd: Any) -> Any:
    from challenges import clock
    from tests.factories import make_evaluation, make_submission

    team = crowd.member.memberships.get(team__edition=crowd.phase.challenge.edition).team
    made = make_submission(team, crowd.phase, by=crowd.member, now=clock.now())
    make_evaluation(made)
    return made


def _bare(crowd: Any) -> None:
    from django.conf import settings

    from challenges import clock
    from challenges.submissions.models import Submission

    content = _predictions()
    with tempfile.NamedTemporaryFile(dir=settings.DATA, delete=False) as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    Path(out.name).rename(f"{out.name}.kept")
    given = {"kind": "predictions", "file_name": "p.csv", "content": "0", "sha256": uuid4().hex * 2, "size": 1}
    Submission.objects.create(
        phase=crowd.phase, team=crowd.teams[0], by=crowd.member, received_at=clock.now(), is_counted=False, **given
    )


def _post(client: Any, path: str, content: bytes, status: int, **fields: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    name = "entry.zip" if fields.get("kind") == "code" else "predictions.csv"
    form = {"file": SimpleUploadedFile(name, content), "key": str(uuid4()), "kind": "predictions", **fields}
    answer = client.post(path, form)
    assert answer.status_code == status, (answer.status_code, answer.content[:2000])


def _again(client: Any, submission: Any) -> None:
    answer = client.post(f"/submissions/{submission.pk}/again/", {"key": str(uuid4())})
    assert answer.status_code == 302, answer.status_code


def _get(client: Any, path: str, status: int = 200, *, headers: Any = None) -> None:
    answer = client.get(path, headers=headers or {})
    assert answer.status_code == status, answer.status_code


def _scored(crowd: Any) -> Any:
    from challenges import clock
    from tests.factories import make_submission, score_submission

    team = crowd.member.memberships.get(team__edition=crowd.phase.challenge.edition).team
    made = make_submission(team, crowd.phase, by=crowd.member, now=clock.now() - timedelta(minutes=1))
    score_submission(made, now=clock.now(), scores={f"{part}_mae": 3.0 for part in ("public", "private")})
    return made


def _predictions() -> bytes:
    """Another file every time."""
    from tests.factories import predictions_csv

    return predictions_csv(a=int.from_bytes(os.urandom(4)))


def _code() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("main.py", "print('hello')\n")
        archive.writestr("model.bin", os.urandom(LARGE))
    return out.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())

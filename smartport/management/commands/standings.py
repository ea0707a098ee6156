"""`manage.py standings rade`: the board as visitors see it, on the operator's English terminal or as JSON."""

import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from rich.console import Console
from rich.table import Table

from challenges import clock
from challenges.editions.models import Challenge, Phase
from challenges.editions.queries import phase_in_view, published_challenge
from challenges.evaluations.models import Evaluation, State
from challenges.evaluations.queries import latest_of_each
from challenges.leaderboards.models import Leaderboard
from challenges.leaderboards.queries import Row, board_for, standings
from challenges.submissions.models import Submission
from challenges.wording import localized

PAUSE = 0.5
WIDTH = 110
LANGUAGE = "en"
ENDED = (State.SCORED, State.FAILED, State.BROKEN, State.CANCELLED)


class Command(BaseCommand):
    """Ends with 0 only if there are baselines handed in and every one of them is scored."""

    help = "Prints the leaderboard of a challenge."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("challenge", help="address of the challenge, such as rade")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--wait", type=float, default=0, metavar="SECONDS", help="until the baselines have ended")

    def handle(self, *args: Any, challenge: str, wait: float, **options: Any) -> None:
        phase = _phase(challenge)
        evaluations = _waited_for(phase, seconds=wait)
        board = board_for(phase)
        rows = standings(board) if board else []
        write = self._write_json if options["json"] else self._write_table
        write(phase, board, rows)
        unscored = [f"{name}: {state}" for name, state in evaluations.items() if state != State.SCORED]
        if unscored or not evaluations:
            raise CommandError("; ".join(unscored) or "No baseline has been handed in.")

    def _write_json(self, phase: Phase, board: Leaderboard | None, rows: list[Row]) -> None:
        told = {"phase": str(phase), "columns": board.columns if board else [], "rows": [asdict(row) for row in rows]}
        self.stdout.write(json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False))

    def _write_table(self, phase: Phase, board: Leaderboard | None, rows: list[Row]) -> None:
        columns = board.columns if board else []
        table = Table(title=localized(phase.challenge.title, LANGUAGE))
        for heading in ("Rank", "Team"):
            table.add_column(heading)
        for column in columns:
            unit = f" ({column['unit']})" if column["unit"] else ""
            table.add_column(f"{localized(column['title'], LANGUAGE) or column['key']}{unit}", justify="right")
        for row in rows:
            values = [_shown(row.values, column) for column in columns]
            table.add_row(str(row.rank) if row.rank else "–", row.team_name, *values)
        Console(file=cast(IO[str], self.stdout), width=WIDTH).print(table)


def _shown(values: Mapping[str, float], column: Mapping[str, Any]) -> str:
    return f"{values[column['key']]:.{column['decimals']}f}"


def _phase(slug: str) -> Phase:
    try:
        phase = phase_in_view(published_challenge(slug), now=clock.now())
    except Challenge.DoesNotExist as error:
        raise CommandError(f"There is no published challenge {slug}.") from error
    if phase is None:
        raise CommandError(f"The challenge {slug} has no phase.")
    return phase


def _waited_for(phase: Phase, *, seconds: float) -> dict[str, str]:
    """How each baseline's newest submission stands, by team; waits until all have ended or the time is over."""
    until = time.monotonic() + seconds
    while True:
        states = _states(phase)
        has_ended = bool(states) and all(state in ENDED for state in states.values())
        if has_ended or time.monotonic() >= until:
            return states
        time.sleep(PAUSE)


def _states(phase: Phase) -> dict[str, str]:
    handed_in = Submission.objects.filter(phase=phase, team__is_baseline=True).select_related("team")
    newest = {submission.team.name: submission for submission in handed_in.order_by("received_at")}
    evaluations: dict[Any, Evaluation] = latest_of_each(newest.values())
    return {
        name: evaluations[submission.pk].state if submission.pk in evaluations else "waiting"
        for name, submission in newest.items()
    }

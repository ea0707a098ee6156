"""`manage.py rejudge rade/main --reason TEXT` evaluates again; then `--show`, `--apply` or `--drop`."""

from pathlib import Path
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from challenges import clock
from challenges.editions.models import Challenge, Phase
from challenges.editions.queries import current_edition, phase_in_view
from challenges.errors import Refusal
from challenges.evaluations.models import Rejudge
from challenges.evaluations.publishing import prepare_bundle
from challenges.evaluations.queries import open_rejudge
from challenges.leaderboards.preview import Preview, TeamMove, kept, preview
from challenges.leaderboards.queries import board_for, rejudges_of
from challenges.leaderboards.rejudging import apply_rejudge, ask_rejudge, drop_rejudge
from challenges.submissions.models import Submission
from challenges.wording import localized
from evaluator.errors import BundleBroken

WIDTH = 110
LANGUAGE = "en"


class Command(BaseCommand):
    """A door. Without --show, --apply or --drop it asks for a rejudge, and does not wait for it."""

    help = "Evaluates what has a result once more; shows who would move; applies it, or drops it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("phase", help="CHALLENGE, or CHALLENGE/PHASE, of the current edition; such as rade/main")
        parser.add_argument("--submission", metavar="ID", help="only this one")
        parser.add_argument("--bundle", type=Path, metavar="FOLDER", help="under this bundle, not the one in force")
        parser.add_argument("--reason", default="", metavar="TEXT", help="why, in French; everybody will read it")
        parser.add_argument("--reason-ar", default="", metavar="TEXT", help="the same in Arabic")
        parser.add_argument("--reason-en", default="", metavar="TEXT", help="the same in English")
        deeds = parser.add_mutually_exclusive_group()
        deeds.add_argument("--show", action="store_true", help="how far it is, and who would move")
        deeds.add_argument("--apply", action="store_true", help="let it count")
        deeds.add_argument("--drop", action="store_true", help="stop it; everything stays as it is")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            phase = _phase(options["phase"])
            if options["show"]:
                self._show(_latest(phase))
            elif options["apply"]:
                self._apply(_open(phase))
            elif options["drop"]:
                drop_rejudge(_open(phase), by=None, now=clock.now())
                self.stdout.write("Dropped: everything is as it was.")
            else:
                self._ask(phase, options)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}".strip()) from refusal
        except BundleBroken as broken:
            raise CommandError(f"The bundle cannot be used: {broken}") from broken

    def _ask(self, phase: Phase, options: dict[str, Any]) -> None:
        reason = {"fr": options["reason"], "ar": options["reason_ar"], "en": options["reason_en"]}
        submission = _submission(phase, options["submission"]) if options["submission"] else None
        bundle = prepare_bundle(phase, options["bundle"]) if options["bundle"] else None
        made = ask_rejudge(phase, reason=reason, by=None, now=clock.now(), submission=submission, bundle=bundle)
        self.stdout.write(f"Asked: {made.evaluations.count()} evaluations, behind everything that teams hand in.")
        self.stdout.write(f"Look at it with: manage.py rejudge {phase} --show")

    def _apply(self, rejudge: Rejudge) -> None:
        applied = apply_rejudge(rejudge, by=None, now=clock.now())
        self._table(kept(applied), title="Applied: who moved")

    def _show(self, rejudge: Rejudge) -> None:
        self.stdout.write(f"{_state(rejudge)}, asked {rejudge.asked_at:%Y-%m-%d %H:%M} UTC: {_reason(rejudge)}")
        board = board_for(rejudge.phase)
        if rejudge.applied_at or board is None:
            self._table(kept(rejudge), title="Who moved")
        elif rejudge.is_open:
            told = preview(rejudge, board=board)
            self.stdout.write(_summary(told))
            self._table(told.moves, title="Who would move, by the public part")

    def _table(self, moves: list[TeamMove], *, title: str) -> None:
        table = Table(title=title)
        for heading in ("Rank", "Was", "Team", "Score before", "Score"):
            table.add_column(heading, justify="left" if heading == "Team" else "right")
        for move in moves:
            ranks = (str(rank or "–") for rank in (move.new_rank, move.old_rank))
            scores = ("–" if score is None else f"{score:.6g}" for score in (move.old_score, move.new_score))
            table.add_row(*ranks, move.team_name, *scores)
        Console(file=cast(IO[str], self.stdout), width=WIDTH, markup=False).print(table)


def _phase(named: str) -> Phase:
    slug, _, below = named.partition("/")
    try:
        challenge = Challenge.objects.select_related("edition").get(edition=current_edition(), slug=slug)
    except Challenge.DoesNotExist as error:
        raise CommandError(f"The current edition has no challenge {slug}.") from error
    found = challenge.phases.filter(slug=below).first() if below else phase_in_view(challenge, now=clock.now())
    if found is None:
        raise CommandError(f"The challenge {slug} has no phase {below}.".replace(" .", "."))
    found.challenge = challenge
    return found


def _submission(phase: Phase, key: str) -> Submission:
    try:
        return phase.submissions.get(pk=key)
    except (Submission.DoesNotExist, ValidationError) as error:
        raise CommandError(f"The phase {phase} has no submission {key}.") from error


def _open(phase: Phase) -> Rejudge:
    found = open_rejudge(phase)
    if found is None:
        raise CommandError(f"No rejudge of {phase} is open.")
    return found


def _latest(phase: Phase) -> Rejudge:
    found = rejudges_of(phase).first()
    if found is None:
        raise CommandError(f"There has been no rejudge of {phase}.")
    return found


def _state(rejudge: Rejudge) -> str:
    return "Open" if rejudge.is_open else "Applied" if rejudge.applied_at else "Dropped"


def _reason(rejudge: Rejudge) -> str:
    return localized(rejudge.reason, LANGUAGE)


def _summary(told: Preview) -> str:
    progress = told.progress
    ended = f"{progress.scored} scored, {progress.failed} failed, {progress.broken} interrupted by us"
    lines = [f"{progress.ended} of {progress.total} ended: {ended}"]
    lines += [f"  {change.team_name}, {change.submission_id}: {change.old} -> {change.new}" for change in told.changes]
    if told.newly_broken:
        lines.append(f"It cannot be applied: {told.newly_broken} broke down where there was a result.")
    if told.is_new_bundle and told.uncovered:
        lines.append(f"{told.uncovered} came meanwhile and are evaluated under the new bundle once it is in force.")
    return "\n".join(lines)

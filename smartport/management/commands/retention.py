"""`manage.py retention`: what is over by its term goes now; with `--dry-run`, only what would."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from challenges import clock
from smartport.retention.ending import due, sweep
from smartport.retention.rules import ACCOUNTS, BY_KEY
from smartport.retention.unused import can_warn, unused

LINE = "{:<12} {:>6} {:>8}  {}"


class Command(BaseCommand):
    """A door: the clock does the same by itself every six hours."""

    help = "Deletes personal data whose time is over, as the privacy notice says; --dry-run only counts them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = clock.now()
        if not dry_run:
            for key, count in sweep(now=now).items():
                self.stdout.write(f"{key}: {count} gone")
            return
        self.stdout.write(LINE.format("TERM", "DAYS", "OVER", "WHAT"))
        for one in due(now=now):
            days = "" if one.days is None else str(one.days)
            self.stdout.write(LINE.format(one.term.key, days, one.count, one.term.what))
        self.stdout.write(f"unused accounts, warned or to be warned: {unused(now=now).count()}")
        if not can_warn():
            self.stdout.write(f"{BY_KEY[ACCOUNTS].key}: no mail server is named, so nobody is warned and none goes.")

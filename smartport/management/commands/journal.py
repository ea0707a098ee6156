"""`manage.py journal`: is the chain of who did what whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges.errors import Refusal
from challenges.journal.models import JournalEntry
from challenges.journal.queries import has_head, steps
from challenges.journal.rules import FINDINGS, Finding, require_head

SHOWN = 20


class Command(BaseCommand):
    """Ends with 0 only if no entry was changed, removed, moved or slipped in."""

    help = "Checks the journal's chain and prints its head; keep the head elsewhere to see that nothing was cut off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", metavar="NUMBER:HASH", help="one that was written down: it must still be there")

    def handle(self, *args: Any, **options: Any) -> None:
        findings = [finding for _, found in steps() for finding in found]
        if findings:
            raise CommandError("\n".join(["The journal is broken.", *_said(findings)]))
        if options["head"]:
            self._compare(options["head"])
        last = JournalEntry.objects.order_by("number").last()
        head = f", head {last.hash}" if last else ""
        self.stdout.write(f"The journal is whole: {JournalEntry.objects.count()} entries{head}.")

    def _compare(self, told: str) -> None:
        number, _, hash_ = told.partition(":")
        try:
            head = require_head(number, hash_)
        except Refusal as refusal:
            raise CommandError(f"{refusal} {refusal.hint}") from refusal
        if not has_head(*head):
            raise CommandError(f"Line {head[0]} has another hash than the one that was written down, or is gone.")
        self.stdout.write(f"Line {head[0]} is what it was when its head was written down.")


def _said(findings: list[Finding]) -> list[str]:
    told = [FINDINGS[found.kind] % {"number": found.number, "other": found.other} for found in findings[:SHOWN]]
    return [*told, *([f"… and {len(findings) - SHOWN} more"] if len(findings) > SHOWN else [])]

"""`manage.py journal`: is the chain of who did what whole?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from challenges.journal.models import JournalEntry
from challenges.journal.queries import verify


class Command(BaseCommand):
    """Ends with 0 only if no entry was changed, removed or slipped in."""

    help = "Checks the journal's chain and prints its head; keep the head elsewhere to see that nothing was cut off."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = verify()
        if broken is not None:
            raise CommandError(f"The journal is broken: entry {broken} was changed, removed or slipped in.")
        last = JournalEntry.objects.order_by("number").last()
        head = f", head {last.hash}" if last else ""
        self.stdout.write(f"The journal is whole: {JournalEntry.objects.count()} entries{head}.")

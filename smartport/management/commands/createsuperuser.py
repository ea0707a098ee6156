"""`manage.py createsuperuser`: Django's own, with a line in the journal."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import createsuperuser

from challenges import clock
from challenges.journal.actions import write


class Command(createsuperuser.Command):
    """Whoever is an operator from now on stands in the journal."""

    def handle(self, *args: Any, **options: Any) -> None:
        operators = get_user_model().objects.filter(is_superuser=True)
        known = set(operators.values_list("pk", flat=True))
        super().handle(*args, **options)
        for made in operators.exclude(pk__in=known):
            write("crew.operator_created", subject=f"user:{made.pk}", actor="operator", now=clock.now())

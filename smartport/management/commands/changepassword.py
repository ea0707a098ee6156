"""`manage.py changepassword`: Django's own, with a line in the journal."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import changepassword

from challenges import clock
from challenges.journal.actions import write


class Command(changepassword.Command):
    """Whose password the operator changed stands in the journal."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        said: str | None = super().handle(*args, **options)
        person = get_user_model().objects.get_by_natural_key(options["username"])
        write("account.password_changed_for", subject=f"user:{person.pk}", actor="operator", now=clock.now())
        return said

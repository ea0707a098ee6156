"""`manage.py certificate_key`: which key signs certificates; another one from now on."""

import os
import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from challenges import clock
from challenges.journal.actions import write
from challenges.results.signing import key_id, public_key
from smartport.certificate_key import NAME, OLD_VARIABLE, SEED_BYTES, VARIABLE, Keys, keep_keys


class Command(BaseCommand):
    """A door: the secret half is never written out."""

    help = "Says the public halves of the keys that sign certificates, or makes another key."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--renew", action="store_true", help="another key signs from now on; the old ones still hold"
        )

    def handle(self, *args: Any, renew: bool, **options: Any) -> None:
        current, old = public_key(seed=settings.CERTIFICATE_KEY), settings.CERTIFICATE_OLD_KEYS
        if renew:
            if os.environ.get(VARIABLE, "").strip():
                raise CommandError(
                    f"The key comes from {VARIABLE}. Put another one there (32 random bytes in base 64), and this "
                    f"public half into {OLD_VARIABLE}, separated by a comma from those that are there: {current}"
                )
            keys = Keys(secrets.token_bytes(SEED_BYTES), (current, *old))
            keep_keys(settings.DATA, keys)
            self.stdout.write(f"written to {settings.DATA / NAME}. Start the site anew: bin/up")
            current, old = public_key(seed=keys.seed), keys.old
            details = {"key": key_id(current)}
            write("certificates.key_renewed", subject="", actor="operator", now=clock.now(), details=details)
        for word, public in (("signs", current), *(("signed", one) for one in old)):
            self.stdout.write(f"{word}: {key_id(public)} {public}")

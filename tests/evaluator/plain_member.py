"""`evaluate` as somebody who is nothing but a member of the docker group: `python -m tests.evaluator.plain_member ...`.

Started by root, whose interpreter such a person may not even be allowed to read; so everything is imported first.
"""

import codecs
import os
import sys
from pathlib import Path

import rich.live
import rich.spinner

from evaluator.cli import main
from evaluator.sandbox.engine import DEFAULT_URL

USER = 20_999
MODULES_NEEDED_LATER = (rich.live, rich.spinner)
ENCODINGS_NEEDED_LATER = ("cp437", "idna", "unicode_escape", "utf_8_sig")


def become_plain_member() -> None:
    group = Path(DEFAULT_URL.removeprefix("unix://")).stat().st_gid
    os.setgroups([group])
    os.setgid(USER)
    os.setuid(USER)


if __name__ == "__main__":
    for encoding in ENCODINGS_NEEDED_LATER:
        codecs.lookup(encoding)
    become_plain_member()
    sys.exit(main())

"""What leaves the site, or lies about, without being asked for at an address."""

import io
from collections.abc import Iterator

from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from challenges.evaluations.models import Evaluation
from challenges.hooks.models import Delivery
from challenges.journal.models import JournalEntry
from challenges.post.models import Letter
from challenges.results.models import Certificate
from smartport.keepsake.walking import walk
from smartport.stage.states import channels
from tests.embargo.crawling import Answer, Asked
from tests.embargo.planting import Planted
from tests.factories.publishing import AFTER

NOBODY = "anybody"


def beside(planted: Planted) -> dict[Asked, Answer]:
    """Each as if somebody had asked for it."""
    parts = [*_letters(), *_messages(), *_channels(), *_files(), *_commands(), *_copy(planted)]
    return {Asked(NOBODY, name): Answer(200, {}, body) for name, body in parts}


def _letters() -> Iterator[tuple[str, bytes]]:
    for letter in Letter.objects.order_by("address", "about"):
        yield f"letter to {letter.address} about {letter.about}", f"{letter.subject}\n{letter.body}".encode()
    for number, sent in enumerate(mail.outbox):
        yield f"mail {number}", str(sent.message()).encode()
    yield "certificates", "\n".join(Certificate.objects.order_by("code").values_list("statement", flat=True)).encode()


def _messages() -> Iterator[tuple[str, bytes]]:
    for sent in Delivery.objects.order_by("pk"):
        yield f"hook {sent.about}", sent.body.encode()
    for line in JournalEntry.objects.filter(deed__startswith="leaderboard.").order_by("number"):
        yield f"journal {line.deed}", str(sorted(key for key in line.details)).encode()


def _channels() -> Iterator[tuple[str, bytes]]:
    """What the process that is followed sends."""
    found = channels(now=AFTER)
    for slug, state in found.phones.items():
        yield f"phones of {slug}", state.event
    for number, state in enumerate(found.halls.values()):
        yield f"stage-screen {number}", state.event


def _files() -> Iterator[tuple[str, bytes]]:
    """Their names, and how large they are: what a browser may be sent to."""
    folders = [""]
    while folders:
        folder = folders.pop()
        inner, files = default_storage.listdir(folder)
        folders += [f"{folder}{name}/" for name in inner]
        for name in files:
            yield f"file {folder}{name}", str(default_storage.size(f"{folder}{name}")).encode()


def _commands() -> Iterator[tuple[str, bytes]]:
    for options in ([], ["--json"]):
        out = io.StringIO()
        try:
            call_command("standings", Evaluation.objects.first().submission.phase.challenge.slug, *options, stdout=out)
        except CommandError as error:  # no baseline is handed in here
            out.write(str(error))
        yield f"standings {options}", out.getvalue().encode()


def _copy(planted: Planted) -> Iterator[tuple[str, bytes]]:
    """Of the whole edition, as it is given to those who want it for ever."""
    with walk(planted.edition, tell=lambda done, known: None) as found:
        for asked, kept in found.found.items():
            yield f"copy of {asked.language} {asked.address}", kept.content()

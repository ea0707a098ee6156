"""Which challenge is meant, and the questions that a command asks before it acts."""

import difflib
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.errors import Failure
from smartport.client.output import console_at
from smartport.client.tongue import gettext

YES = frozenset({"y", "yes", "o", "oui", "نعم"})


def challenge_asked(client: Client, asked: Namespace) -> str:
    """The one named, else the one of `smartport config set challenge`, else the only one there is."""
    chosen = asked.challenge or getattr(asked, "named", None) or asked.choices.get("challenge")
    if chosen:
        asked.chosen = str(chosen)
        return str(chosen)
    slugs = [str(challenge["slug"]) for challenge in client.challenges()]
    if len(slugs) == 1:
        return slugs[0]
    named = gettext("Name one of: %(names)s.") % {"names": ", ".join(map(shown.line, slugs))}
    raise Failure(gettext("Which challenge?"), named if slugs else gettext("None is published yet."))


def unknown_challenge(client: Client, slug: str) -> Failure | None:
    """What to say where a challenge was named that does not exist; None where it does."""
    slugs = [str(challenge["slug"]) for challenge in client.challenges()]
    if slug in slugs:
        return None
    message = gettext("There is no challenge “%(name)s”.") % {"name": shown.line(slug)}
    return Failure(message, suggestion(slug, slugs) if slugs else gettext("None is published yet."))


def suggestion(word: str, words: Sequence[str]) -> str:
    """The nearest of some words; all of them where none is near."""
    listed = ", ".join(map(shown.line, words))
    return did_you_mean(word, words) or gettext("There are: %(words)s.") % {"words": listed}


def no_team() -> Failure:
    """What to say to whoever is in none."""
    return Failure(gettext("You are in no team of this edition."), gettext("Make one: smartport team create NAME"))


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The nearest of some words, as a question; empty where none is near."""
    near = difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)
    return gettext("Did you mean %(word)s?") % {"word": shown.line(near[0])} if near else ""


def is_sure(question: str) -> bool:
    """Ask in the terminal; no answer is no."""
    asked = gettext("%(question)s [y/N]") % {"question": question}
    sys.stderr.write(shown.isolated(asked, console_at(sys.stderr)) + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in YES

"""Which challenge is meant, and the questions that a command asks before it acts."""

import difflib
import sys
from argparse import Namespace
from collections.abc import Iterable

from smartport.client import shown
from smartport.client.api import Client
from smartport.client.errors import Failure

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
    raise Failure("Which challenge?", f"Name one of: {', '.join(map(shown.line, slugs)) or 'none is published yet'}.")


def unknown_challenge(client: Client, slug: str) -> Failure | None:
    """What to say where a challenge was named that does not exist; None where it does."""
    slugs = [str(challenge["slug"]) for challenge in client.challenges()]
    if slug in slugs:
        return None
    hint = did_you_mean(slug, slugs) or f"There are: {', '.join(map(shown.line, slugs)) or 'none yet'}."
    return Failure(f"There is no challenge “{shown.line(slug)}”.", hint)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The nearest of some words, as a question; empty where none is near."""
    near = difflib.get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)
    return f"Did you mean {shown.line(near[0])}?" if near else ""


def is_sure(question: str) -> bool:
    """Ask in the terminal; no answer is no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in YES

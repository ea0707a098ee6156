"""The words about what is said: news, questions, project pages."""

import argparse

from smartport.client.commands import projects, talk
from smartport.client.options import Add, lists, of_challenge, told
from smartport.client.tongue import gettext


def talk_words(add: Add) -> None:
    """All of them."""
    lists(add("news", talk.news, gettext("what the organizers tell")))
    found = lists(of_challenge(add("questions", talk.questions, gettext("questions and their answers"))))
    found.add_argument("--search", metavar="WORDS", help=gettext("only those with these words"))
    found = add("ask", talk.ask, gettext("ask the organizers"), gettext('smartport ask "Are tugs counted?" -c rade'))
    of_challenge(found, is_named=False).add_argument("text", metavar="TEXT")
    _projects(add)


def _projects(add: Add) -> None:
    examples = ('smartport project -c rade --title "Vigie" --repository https://…', "smartport project -c rade")
    found = told(
        of_challenge(add("project", talk.project, gettext("your team's project page: show it, change it"), *examples))
    )
    for name in ("title", "pitch", "video", "repository", "demo"):
        found.add_argument(f"--{name}", metavar="TEXT" if name in {"title", "pitch"} else "ADDRESS")
    found.add_argument(
        "--public", dest="is_public", action=argparse.BooleanOptionalAction, help=gettext("for everybody to see")
    )
    found = lists(of_challenge(add("projects", projects.projects, gettext("the project pages that teams show"))))
    found.add_argument("--id", metavar="ID", help=gettext("only this one, whole"))
    example = gettext('smartport pictures -c rade --add map.png --caption "Where we looked"')
    text = gettext("the pictures of your project page: add, change, delete")
    found = lists(of_challenge(add("pictures", projects.pictures, text, example)))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--add", metavar="FILE", help=gettext("JPEG, PNG or WebP"))
    choice.add_argument("--change", metavar="ID", help=gettext("its caption or its place"))
    choice.add_argument("--delete", metavar="ID")
    found.add_argument("--caption", metavar="TEXT")
    found.add_argument("--move", choices=("up", "down"))

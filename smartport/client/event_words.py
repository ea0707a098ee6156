"""The words about what happens during the edition: its agenda, and mentors' hours."""

from smartport.client.commands import event
from smartport.client.options import Add, lists
from smartport.client.tongue import gettext


def event_words(add: Add) -> None:
    """All of them."""
    found = lists(add("agenda", event.agenda, gettext("what happens during the edition, and when")))
    found.add_argument("--to-come", action="store_true", help=gettext("without what is over"))
    examples = ("smartport mentors --free", gettext('smartport mentors --book ID --about "Our features"'))
    text = gettext("mentors' hours: what is free, and your team's; book one, cancel one")
    found = lists(add("mentors", event.mentors, text, *examples))
    found.set_defaults(listed_by="smartport mentors")
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--free", action="store_true", help=gettext("only what nobody has booked"))
    choice.add_argument("--mine", action="store_true", help=gettext("your team's, with the place and the link"))
    choice.add_argument("--book", metavar="ID", help=gettext("for your team"))
    choice.add_argument("--cancel", metavar="ID", help=gettext("until an hour before it begins"))
    found.add_argument("--about", metavar="TEXT", help=gettext("with --book: what you want to talk about"))

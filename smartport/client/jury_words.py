"""The words about the jury's decisions."""

from smartport.client.commands import jury
from smartport.client.options import Add, adder, lists
from smartport.client.tongue import gettext


def jury_words(add: Add) -> None:
    """All of them."""
    example = "smartport jury verify decision.json"
    found = add("jury", jury.verify, gettext("check a jury's decision"), example)
    inner = adder(found.add_subparsers(metavar="ACTION", required=True))
    text = gettext("compute a decision again from its file, without the site, and say what differs")
    lists(inner("verify", jury.verify, text, example)).add_argument("file", metavar="FILE")

"""The words of the command line: its commands, their options and their examples."""

import argparse
from importlib.metadata import PackageNotFoundError, version

from smartport.client.account_words import account_words
from smartport.client.commands import (
    board,
    challenges,
    fetching,
    handing_in,
    keeping,
    receipts,
    results,
    taking_part,
    trial,
)
from smartport.client.options import (
    Add,
    Parser,
    adder,
    downloads,
    lists,
    of_challenge,
    of_file,
    of_submission,
    told,
    waits,
)
from smartport.client.talk_words import talk_words
from smartport.client.team_words import team_words

STATES = ("queued", "running", "scored", "failed", "broken", "cancelled")
ORDERS = ("newest", "oldest", "best", "worst")
EPILOG = """\
begin:
  smartport signup --url https://…           an account; with one: smartport login --url https://…
  smartport challenges list                  what there is to solve
  smartport accept-rules rade && smartport accept-licence rade
  smartport download rade                    the data, checked
  smartport kit rade                         a notebook, a program, a challenge in small
  smartport test main.py -c rade             your entry here, as it will run there
  smartport submit rade predictions.csv -m "first try" --wait
  smartport leaderboard rade

`smartport COMMAND --help` has the options and examples of each. `challenges` may stand before every command, as
`competitions` does at Kaggle's.
"""


def parser() -> Parser:
    """All of them."""
    made = Parser(
        prog="smartport",
        description="Take part in the Smart Port Challenge.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--url", help="the address of the site (default: SMARTPORT_URL, else that of the last login)")
    made.add_argument("--version", action="version", version=f"smartport {_version()}")
    add = adder(made.add_subparsers(metavar="COMMAND", required=True))
    account_words(add)
    _challenges(add)
    _data(add)
    _handing_in(add)
    _results(add)
    team_words(add)
    talk_words(add)
    return made


def _challenges(add: Add) -> None:
    found = lists(add("challenges", challenges.challenges, "list the challenges", "smartport challenges list -v"))
    found.add_argument("list", nargs="?", choices=["list"], help="the same")
    found = of_challenge(add("accept-rules", challenges.accept_rules, "read and accept the rules"))
    found.add_argument("-y", "--yes", action="store_true", help="accept without being asked")
    lists(add("edition", taking_part.edition, "the edition: its times, and whether you may take part"))
    text = "read and accept the conditions of participation"
    found = add("accept-eligibility", taking_part.accept_eligibility, text)
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-s", "--show", action="store_true", help="only read them")
    choice.add_argument("-y", "--yes", action="store_true", help="accept without being asked")
    limits = "how often your team may still hand in"
    lists(of_challenge(add("submission-limits", challenges.limits, limits)))


def _data(add: Add) -> None:
    found = of_challenge(add("accept-licence", fetching.accept_licence, "accept the licence of the data"))
    found.add_argument("-y", "--yes", action="store_true", help="accept without being asked")
    lists(of_challenge(add("files", fetching.files, "list the files of the data")))
    examples = ("smartport download rade", "smartport download rade -f train.csv -p ~/port")
    text = "download the data: checked, and going on where it broke off"
    found = of_challenge(downloads(add("download", fetching.download, text, *examples, aliases=("data",))))
    found.add_argument("-f", "--file", metavar="FILE", help="only this one")
    found.add_argument("-w", "--wp", dest="here", action="store_true", help="into this folder")
    of_challenge(downloads(add("kit", fetching.kit, "download the starter kit", "smartport kit rade")))


def _handing_in(add: Add) -> None:
    examples = ('smartport submit rade predictions.csv -m "q90 raised" --wait', "smartport submit -c rade -f entry.zip")
    waits(of_file(add("submit", handing_in.submit, "hand in predictions or code", *examples)))
    check = "check a file: every fault at once, and nothing is counted"
    told(of_file(add("check", handing_in.check, check, "smartport check rade predictions.csv")))
    _testing(add)
    waits(of_submission(add("status", handing_in.status, "show one submission: where it is, or how it ended")))
    found = of_submission(add("again", handing_in.again, "hand a former submission in again"))
    found.add_argument("-m", "--message", metavar="NOTE", default="", help="a note to your team")
    waits(found)
    found = of_submission(add("select", keeping.select, "choose a submission to count at the close"))
    found.add_argument("--undo", action="store_true", help="take the choice back")
    found = of_submission(add("note", keeping.note, "change the note and the tags of a submission"))
    found.add_argument("-m", "--message", metavar="NOTE")
    found.add_argument("--tag", metavar="TAG", action="append", help="several times for several; all others go")
    found = of_submission(add("cancel", keeping.cancel, "cancel a submission that waits or runs"))
    found.add_argument("-y", "--yes", action="store_true", help="also where it runs and so stays counted")


def _testing(add: Add) -> None:
    examples = (
        "smartport test main.py -c rade",
        "smartport test predictions.csv",
        "smartport test entry.zip --kit kit.zip",
    )
    found = add("test", trial.test, "run an entry here, in the image it will run in there, on practice data", *examples)
    found.add_argument("entry", metavar="FILE|FOLDER", nargs="?", default=".", help="default: the folder one is in")
    found.add_argument("-c", "--challenge", metavar="NAME", help="whose starter kit (downloaded once)")
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--kit", metavar="ZIP|FOLDER", help="a starter kit that is here")
    choice.add_argument("--bundle", metavar="FOLDER", help="a bundle of your own")
    found.add_argument("--engine", metavar="URL", help="container engine (default: DOCKER_HOST, else the local one)")
    found.add_argument("--format", choices=("table", "json"), help="text (default) or json: the report")


def _results(add: Add) -> None:
    examples = ("smartport submissions rade --sort best", "smartport submissions --tag lgbm --state scored -v")
    found = lists(of_challenge(add("submissions", results.submissions, "list your team's submissions", *examples)))
    found.add_argument("--search", metavar="WORDS", help="only those with these words in note, tags or file name")
    found.add_argument("--state", choices=STATES, help="only those that are there")
    found.add_argument("--tag", metavar="TAG", help="only those with this tag")
    found.add_argument("--sort", choices=ORDERS, help="best and worst by the public score (default: newest)")
    found = of_submission(add("logs", results.logs, "show what a code submission prints", aliases=("log",)))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-f", "--follow", action="store_true", help="as it grows; exit status 1 unless it is scored")
    choice.add_argument("--scorer", action="store_true", help="what the scorer says to your team instead")
    found = of_submission(add("receipt", receipts.receipt, "download the receipt of a result"))
    found.add_argument("-o", "--output", metavar="FILE", help="where to (default: receipt-ID.json; - is stdout)")
    found = of_submission(add("entry", receipts.entry, "download what was handed in"))
    found.add_argument("-o", "--output", metavar="FILE", help="where to (default: the name it had; - is stdout)")
    found.add_argument("--force", dest="overwrite", action="store_true", help="also over a file that is here")
    verify = "check a receipt, without the site: is it whole, and is its opening true"
    add("verify", receipts.verify, verify).add_argument("file", metavar="FILE")
    examples = ("smartport leaderboard rade -d", "smartport leaderboard rade --mine")
    found = lists(of_challenge(add("leaderboard", board.leaderboard, "who stands where", *examples)))
    found.add_argument("--search", metavar="NAME", help="only teams with this in their name")
    found.add_argument("--mine", action="store_true", help="only your team's line, and those around it")
    found.add_argument("--teams-only", action="store_true", help="without the baselines")
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-s", "--show", action="store_true", help="show it (what is done anyway)")
    choice.add_argument("-d", "--download", action="store_true", help="save it as CHALLENGE-leaderboard.csv")
    found.add_argument("-p", "--path", metavar="FOLDER", help="where to save it (default: here)")


def _version() -> str:
    try:
        return version("smartport")
    except PackageNotFoundError:
        return "from its sources"


def _words_of(made: Parser) -> frozenset[str]:
    action = next(found for found in made._actions if isinstance(found, argparse._SubParsersAction))
    return frozenset(str(word) for word in action.choices)


VERBS = _words_of(parser()) - {"challenges"}

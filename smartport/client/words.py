"""The words of the command line: its commands, their options and their examples."""

import argparse
from importlib.metadata import PackageNotFoundError, version

from smartport.client.account_words import account_words
from smartport.client.certificate_words import certificate_words
from smartport.client.commands import (
    board,
    challenges,
    fetching,
    handing_in,
    keeping,
    published,
    receipts,
    results,
    taking_part,
    trial,
)
from smartport.client.event_words import event_words
from smartport.client.jury_words import jury_words
from smartport.client.options import (
    Add,
    adder,
    downloads,
    lists,
    of_challenge,
    of_file,
    of_submission,
    told,
    waits,
)
from smartport.client.parsing import Parser
from smartport.client.talk_words import talk_words
from smartport.client.team_words import team_words
from smartport.client.tongue import gettext, gettext_noop

STATES = ("queued", "running", "scored", "failed", "broken", "cancelled")
ORDERS = ("newest", "oldest", "best", "worst")
BEGINNING = (
    ("smartport signup --url https://…", gettext_noop("an account; with one: smartport login --url https://…")),
    ("smartport challenges list", gettext_noop("what there is to solve")),
    ("smartport accept-rules rade && smartport accept-licence rade", ""),
    ("smartport download rade", gettext_noop("the data, checked")),
    ("smartport kit rade", gettext_noop("a notebook, a program, a challenge in small")),
    ("smartport test main.py -c rade", gettext_noop("your entry here, as it will run there")),
    (gettext_noop('smartport submit rade predictions.csv -m "first try" --wait'), ""),
    ("smartport leaderboard rade", ""),
)


def parser() -> Parser:
    """All of them."""
    made = Parser(
        prog="smartport",
        description=gettext("Take part in the Smart Port Challenge."),
        epilog=_epilog(),
    )
    made.add_argument(
        "--url", help=gettext("the address of the site (default: SMARTPORT_URL, else that of the last login)")
    )
    told = gettext("show the version and exit")
    made.add_argument("--version", action="version", version=f"smartport {_version()}", help=told)
    add = adder(made.add_subparsers(metavar="COMMAND", required=True))
    account_words(add)
    _challenges(add)
    _data(add)
    _handing_in(add)
    _results(add)
    team_words(add)
    talk_words(add)
    event_words(add)
    jury_words(add)
    certificate_words(add)
    return made


def _epilog() -> str:
    """The way to a first score, and where there is more."""
    ways = [f"  {gettext(command):<42} {gettext(told)}".rstrip() for command, told in BEGINNING]
    more = (
        gettext("`smartport COMMAND --help` has the options and examples of each."),
        gettext("`challenges` may stand before every command, as `competitions` does at Kaggle's."),
        gettext("SMARTPORT_LANGUAGE=fr, ar or en: in another language than that of the terminal."),
    )
    return "\n".join([gettext("begin:"), *ways, "", *more, ""])


def _challenges(add: Add) -> None:
    found = lists(
        add("challenges", challenges.challenges, gettext("list the challenges"), "smartport challenges list -v")
    )
    found.add_argument("list", nargs="?", choices=["list"], help=gettext("the same"))
    found = of_challenge(add("accept-rules", challenges.accept_rules, gettext("read and accept the rules")))
    found.add_argument("-y", "--yes", action="store_true", help=gettext("accept without being asked"))
    lists(add("edition", taking_part.edition, gettext("the edition: its times, and whether you may take part")))
    text = gettext("read and accept the conditions of participation")
    found = add("accept-eligibility", taking_part.accept_eligibility, text)
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-s", "--show", action="store_true", help=gettext("only read them"))
    choice.add_argument("-y", "--yes", action="store_true", help=gettext("accept without being asked"))
    lists(add("journal", challenges.journal, gettext("how the site's journal ended on each day, to keep and compare")))
    limits = gettext("how often your team may still hand in")
    lists(of_challenge(add("submission-limits", challenges.limits, limits)))


def _data(add: Add) -> None:
    found = of_challenge(add("accept-licence", fetching.accept_licence, gettext("accept the licence of the data")))
    found.add_argument("-y", "--yes", action="store_true", help=gettext("accept without being asked"))
    lists(of_challenge(add("files", fetching.files, gettext("list the files of the data"))))
    examples = ("smartport download rade", "smartport download rade -f train.csv -p ~/port")
    text = gettext("download the data: checked, and going on where it broke off")
    found = of_challenge(downloads(add("download", fetching.download, text, *examples, aliases=("data",))))
    found.add_argument("-f", "--file", metavar="FILE", help=gettext("only this one"))
    found.add_argument("-w", "--wp", dest="here", action="store_true", help=gettext("into this folder"))
    of_challenge(downloads(add("kit", fetching.kit, gettext("download the starter kit"), "smartport kit rade")))


def _handing_in(add: Add) -> None:
    examples = (
        gettext('smartport submit rade predictions.csv -m "q90 raised" --wait'),
        "smartport submit -c rade -f entry.zip",
    )
    waits(of_file(add("submit", handing_in.submit, gettext("hand in predictions or code"), *examples)))
    check = gettext("check a file: every fault at once, and nothing is counted")
    told(of_file(add("check", handing_in.check, check, "smartport check rade predictions.csv")))
    _testing(add)
    waits(of_submission(add("status", handing_in.status, gettext("show one submission: where it is, or how it ended"))))
    found = of_submission(add("again", handing_in.again, gettext("hand a former submission in again")))
    found.add_argument("-m", "--message", metavar="NOTE", default="", help=gettext("a note to your team"))
    waits(found)
    found = of_submission(add("select", keeping.select, gettext("choose a submission to count at the close")))
    found.add_argument("--undo", action="store_true", help=gettext("take the choice back"))
    found = of_submission(add("note", keeping.note, gettext("change the note and the tags of a submission")))
    found.add_argument("-m", "--message", metavar="NOTE")
    found.add_argument(
        "--tag", metavar="TAG", action="append", help=gettext("several times for several; all others go")
    )
    found = of_submission(add("cancel", keeping.cancel, gettext("cancel a submission that waits or runs")))
    found.add_argument("-y", "--yes", action="store_true", help=gettext("also where it runs and so stays counted"))


def _testing(add: Add) -> None:
    examples = (
        "smartport test main.py -c rade",
        "smartport test predictions.csv",
        "smartport test entry.zip --kit kit.zip",
    )
    found = add(
        "test", trial.test, gettext("run an entry here, in the image it will run in there, on practice data"), *examples
    )
    found.add_argument(
        "entry", metavar="FILE|FOLDER", nargs="?", default=".", help=gettext("default: the folder one is in")
    )
    found.add_argument("-c", "--challenge", metavar="NAME", help=gettext("whose starter kit (downloaded once)"))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--kit", metavar="ZIP|FOLDER", help=gettext("a starter kit that is here"))
    choice.add_argument("--bundle", metavar="FOLDER", help=gettext("a bundle of your own"))
    found.add_argument(
        "--engine", metavar="URL", help=gettext("container engine (default: DOCKER_HOST, else the local one)")
    )
    found.add_argument("--format", choices=("table", "json"), help=gettext("text (default) or json: the report"))


def _results(add: Add) -> None:
    examples = ("smartport submissions rade --sort best", "smartport submissions --tag lgbm --state scored -v")
    found = lists(
        of_challenge(add("submissions", results.submissions, gettext("list your team's submissions"), *examples))
    )
    found.add_argument(
        "--search", metavar="WORDS", help=gettext("only those with these words in note, tags or file name")
    )
    found.add_argument("--state", choices=STATES, help=gettext("only those that are there"))
    found.add_argument("--tag", metavar="TAG", help=gettext("only those with this tag"))
    found.add_argument("--sort", choices=ORDERS, help=gettext("best and worst by the public score (default: newest)"))
    found = of_submission(add("logs", results.logs, gettext("show what a code submission prints"), aliases=("log",)))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument(
        "-f", "--follow", action="store_true", help=gettext("as it grows; exit status 1 unless it is scored")
    )
    choice.add_argument("--scorer", action="store_true", help=gettext("what the scorer says to your team instead"))
    found = of_submission(add("receipt", receipts.receipt, gettext("download the receipt of a result")))
    found.add_argument(
        "-o", "--output", metavar="FILE", help=gettext("where to (default: receipt-ID.json; - is stdout)")
    )
    found = of_submission(add("entry", receipts.entry, gettext("download what was handed in")))
    found.add_argument(
        "-o", "--output", metavar="FILE", help=gettext("where to (default: the name it had; - is stdout)")
    )
    found.add_argument("--force", dest="overwrite", action="store_true", help=gettext("also over a file that is here"))
    verify = gettext("check a receipt, without the site: is it whole, and is its opening true")
    add("verify", receipts.verify, verify).add_argument("file", metavar="FILE")
    examples = ("smartport leaderboard rade -d", "smartport leaderboard rade --mine")
    found = lists(of_challenge(add("leaderboard", board.leaderboard, gettext("who stands where"), *examples)))
    found.add_argument("--search", metavar="NAME", help=gettext("only teams with this in their name"))
    found.add_argument("--mine", action="store_true", help=gettext("only your team's line, and those around it"))
    found.add_argument("--teams-only", action="store_true", help=gettext("without the baselines"))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("-s", "--show", action="store_true", help=gettext("show it (what is done anyway)"))
    choice.add_argument("-d", "--download", action="store_true", help=gettext("save it as CHALLENGE-leaderboard.csv"))
    found.add_argument("-p", "--path", metavar="FOLDER", help=gettext("where to save it (default: here)"))
    text = gettext("the published results of an edition: who won what")
    found = lists(add("results", published.published, text, "smartport results", "smartport results edition-2026 -v"))
    found.add_argument("edition", metavar="EDITION", nargs="?", help=gettext("which (default: the current one)"))


def _version() -> str:
    try:
        return version("smartport")
    except PackageNotFoundError:
        return gettext("from its sources")


def _words_of(made: Parser) -> frozenset[str]:
    action = next(found for found in made._actions if isinstance(found, argparse._SubParsersAction))
    return frozenset(str(word) for word in action.choices)


VERBS = _words_of(parser()) - {"challenges"}

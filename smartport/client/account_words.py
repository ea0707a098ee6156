"""The words about oneself: login, account, tokens, consents, letters, and what is remembered here."""

import argparse

from smartport.client.commands import account, arriving, personal
from smartport.client.config import CHOICES
from smartport.client.options import Add, below, lists
from smartport.client.tongue import LANGUAGES, gettext

SCOPES = ("read", "submit", "team", "account")


def account_words(add: Add) -> None:
    """All of them."""
    _beginning(add)
    _login(add)
    _person(add)
    _remembered(add)


def _beginning(add: Add) -> None:
    example = "smartport signup --url https://… --email me@school.ma --name Zineb"
    found = add("signup", arriving.signup, gettext("make an account"), example, aliases=("register",))
    _who(found)
    found.add_argument("--name", dest="display_name", metavar="NAME", help=gettext("what others see"))
    found.add_argument(
        "--accept-terms", action="store_true", help=gettext("agree to the terms of use and the privacy notice")
    )
    found.add_argument("--contact", action="store_true", help=gettext("partners may write to you about your project"))
    found.add_argument("--publication", action="store_true", help=gettext("your name may stand in published results"))
    found = add("delete-account", arriving.delete_account, gettext("delete your account, for good"))
    _who(found)
    found.add_argument("--code", metavar="CODE", default="", help=gettext("of the second factor, where there is one"))
    text = gettext("replace the name of a team in which nobody else plays")
    found.add_argument("--hide-team-names", dest="hides_team_names", action="store_true", help=text)


def _who(found: argparse.ArgumentParser) -> None:
    found.add_argument("--email", metavar="ADDRESS")
    found.add_argument(
        "--password-stdin", action="store_true", help=gettext("read the password from the first line of stdin")
    )


def _login(add: Add) -> None:
    found = add(
        "login",
        account.login,
        gettext("log in and keep a token"),
        "smartport login --url https://… --email me@school.ma",
    )
    _who(found)
    add("logout", account.logout, gettext("withdraw the token"))
    example = "smartport tokens --create robot --scope read --scope submit"
    found = lists(
        add("tokens", account.tokens, gettext("list your tokens; make one for a program, withdraw one"), example)
    )
    choice = found.add_mutually_exclusive_group()
    choice.add_argument(
        "--create", metavar="NAME", help=gettext("prints its secret, this once; asks for your password")
    )
    choice.add_argument("--withdraw", metavar="ID", help=gettext("every copy of it stops working"))
    text = gettext("what the new one may do (default: all); several times for several")
    found.add_argument("--scope", choices=SCOPES, action="append", default=[], help=text)
    _who(found)


def _person(add: Add) -> None:
    found = lists(add("account", personal.account, gettext("who you are; change the name or the language")))
    found.add_argument("--name", dest="display_name", metavar="NAME", help=gettext("what others see"))
    found.add_argument("--language", choices=LANGUAGES, help=gettext("of the letters"))
    found = add("export", personal.export, gettext("download everything that is kept about you"))
    found.add_argument(
        "-o", "--output", metavar="FILE", default="smartport-export.json", help=gettext("default: %(default)s")
    )
    examples = ("smartport consents --give contact", "smartport consents --withdraw publication")
    found = lists(add("consents", personal.consents, gettext("what you agreed to; give or withdraw it"), *examples))
    found.add_argument("--give", metavar="PURPOSE", action="append", default=[])
    found.add_argument("--withdraw", metavar="PURPOSE", action="append", default=[])
    example = "smartport letters --on results --off announcements"
    found = lists(add("letters", personal.letters, gettext("which letters come to you by mail; choose them"), example))
    found.add_argument("--on", metavar="KIND", action="append", default=[], help=gettext("several times for several"))
    found.add_argument("--off", metavar="KIND", action="append", default=[])
    found = lists(add("sessions", personal.sessions, gettext("the browsers you are logged in with; log them out")))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--end", metavar="ID", help=gettext("log this one out"))
    choice.add_argument("--end-all", action="store_true", help=gettext("log all of them out"))
    found.add_argument("-y", "--yes", action="store_true", help=gettext("without being asked"))


def _remembered(add: Add) -> None:
    inner = below(
        add("config", account.config_view, gettext("what is remembered: the challenge, the site, the folder"))
    )
    inner("view", account.config_view, gettext("show it"))
    inner("path", account.config_path, gettext("where it is kept"))
    found = inner("set", account.config_set, gettext("remember a choice"), "smartport config set challenge rade")
    found.add_argument("name", metavar="NAME", choices=CHOICES, help=", ".join(CHOICES))
    found.add_argument("value", metavar="VALUE")
    inner("unset", account.config_unset, gettext("forget it")).add_argument("name", metavar="NAME", choices=CHOICES)

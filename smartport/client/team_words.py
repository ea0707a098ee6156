"""The words about teams: one's own, and how people and teams find one another."""

import argparse

from smartport.client.commands import joining, teams
from smartport.client.options import Add, answers, below, lists
from smartport.client.tongue import gettext


def team_words(add: Add) -> None:
    """All of them."""
    inner = below(lists(add("team", teams.team, gettext("show, create, join, change or leave a team"))))
    inner("create", teams.create, gettext("create a team with you as its captain")).add_argument("name", metavar="NAME")
    found = inner("invite", teams.invite, gettext("make a link that lets its bearer join"))
    found.add_argument("--email", metavar="ADDRESS", help=gettext("send it there, for one person"))
    inner("join", teams.join, gettext("join a team")).add_argument("link", metavar="LINK")
    found = inner(
        "change", teams.change, gettext("change its name, what it says of itself, whether it looks for members")
    )
    found.add_argument("--name")
    found.add_argument("--about", metavar="TEXT")
    found.add_argument("--recruiting", dest="is_recruiting", action=argparse.BooleanOptionalAction)
    inner("leave", teams.leave, gettext("leave the team")).add_argument("-y", "--yes", action="store_true")
    inner("captain", teams.captain, gettext("make a mate the captain")).add_argument("member", metavar="ID|NAME")
    found = inner("remove", teams.remove, gettext("remove a member"))
    found.add_argument("member", metavar="ID|NAME")
    found.add_argument("-y", "--yes", action="store_true")
    _finding(inner)
    _asking(inner)


def _finding(inner: Add) -> None:
    found = lists(inner("find", teams.find, gettext("find a team that looks for members")))
    found.add_argument("search", metavar="WORDS", nargs="?")
    found = inner("ask", teams.ask, gettext("ask such a team to be let in"))
    found.add_argument("id", metavar="ID", help=gettext("its ref in `smartport team find`"))
    found.set_defaults(listed_by="smartport team find")
    found.add_argument("-m", "--message", metavar="TEXT", default="")
    found = lists(inner("people", joining.people, gettext("find somebody who looks for a team, and invite")))
    found.add_argument("search", metavar="WORDS", nargs="?")
    found.add_argument("--invite", metavar="ID", help=gettext("the captain invites this one"))
    example = gettext('smartport team seek "Data engineer, knows AIS"')
    found = lists(inner("seek", joining.seek, gettext("look for a team: be found by captains"), example))
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("about", metavar="TEXT", nargs="?", help=gettext("what you say of yourself (none: show it)"))
    choice.add_argument("--stop", action="store_true", help=gettext("no longer"))


def _asking(inner: Add) -> None:
    found = lists(
        inner("invitations", joining.invitations, gettext("the open invitations; withdraw one, send one again"))
    )
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--withdraw", metavar="ID")
    choice.add_argument("--resend", metavar="ID", help=gettext("with a fresh link, to the same address"))
    answers(lists(inner("offers", joining.offers, gettext("invitations to you; accept or decline one"))))
    found = lists(inner("asked", joining.asked_for, gettext("your requests to be let in; withdraw one")))
    found.add_argument("--withdraw", metavar="ID")
    answers(lists(inner("requests", teams.requests, gettext("who asks to be let in; the captain answers"))))
    found = lists(inner("merge", teams.merge, gettext("become one team with another")))
    choice = answers(found)
    choice.add_argument("--into", metavar="TEAM", help=gettext("propose that yours becomes part of it"))
    choice.add_argument("--preview", metavar="ID", help=gettext("what accepting it would mean"))
    choice.add_argument("--withdraw", metavar="ID", help=gettext("take your own proposal back"))

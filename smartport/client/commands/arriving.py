"""The first command and the last: sign up, and delete the account."""

from argparse import Namespace

from smartport.client.api import Client
from smartport.client.commands.account import password_of, remember, typed
from smartport.client.commands.choosing import is_sure
from smartport.client.config import keep_token
from smartport.client.errors import Failure, Refused
from smartport.client.output import Output
from smartport.client.tongue import gettext, gettext_noop

FAREWELL = gettext_noop(
    "What goes: the account with its address, name, password and tokens; your place in teams, consents and letters. "
    "What stays, without your name: submissions and results, your team's questions, the journal."
)
# What the site says of every login that does not succeed; with the password just chosen: the address waits for its yes.
UNKNOWN = "login_unknown"


def signup(client: Client, asked: Namespace, out: Output) -> int:
    """An account, and the first login where the site does not ask first to confirm the address."""
    email = asked.email or typed(gettext("E-mail:"))
    name = asked.display_name or typed(gettext("The name that others see:"))
    addresses = {"terms": f"{client.url}/terms/", "privacy": f"{client.url}/privacy/"}
    out.say(gettext("The terms of use: %(terms)s and the privacy notice: %(privacy)s") % addresses)
    if not asked.accept_terms and not is_sure(gettext("Have you read both, and do you agree?")):
        hint = gettext("Read them, then answer y, or give --accept-terms.")
        raise Failure(gettext("No account was made: it needs your yes."), hint)
    password = password_of(asked, is_new=True)
    freely = {"contact": asked.contact, "publication": asked.publication}
    made = client.sign_up(email, password, display_name=name, **freely)
    try:
        token = client.log_in(email, password)
    except Refused as refused:
        if refused.code != UNKNOWN:
            raise
        told = {"email": made["email"], "command": f"smartport login --email {email}"}
        out.say(gettext("A letter is on its way to %(email)s. Open its link, then: %(command)s") % told)
        return 0
    remember(client, asked, token)
    welcome = gettext("Welcome, %(name)s; you are logged in. What there is to solve: smartport challenges list")
    out.say(welcome % {"name": made["display_name"]})
    return 0


def delete_account(client: Client, asked: Namespace, out: Output) -> int:
    """For good: says what goes and what stays, then asks for the address and the password."""
    out.say(gettext(FAREWELL))
    email = asked.email or typed(gettext("To delete the account for good, type its e-mail address:"))
    if not email:
        raise Failure(gettext("The account was not deleted."))
    client.delete_me(email, password_of(asked), code=asked.code, hides_team_names=asked.hides_team_names)
    keep_token(asked.tokens, url=client.url, token="")
    out.say(gettext("Your account is deleted."))
    return 0

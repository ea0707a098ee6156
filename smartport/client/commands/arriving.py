"""The first command and the last: sign up, and delete the account."""

from argparse import Namespace

from smartport.client.api import Client
from smartport.client.commands.account import password_of, remember, typed
from smartport.client.commands.choosing import is_sure
from smartport.client.config import keep_token
from smartport.client.errors import Failure, Refused
from smartport.client.output import Output

FAREWELL = (
    "What goes: the account with its address, name, password and tokens; your place in teams, consents and letters. "
    "What stays, without your name: submissions and results, your team's questions, the journal."
)
# What the site says of every login that does not succeed; with the password just chosen: the address waits for its yes.
UNKNOWN = "login_unknown"


def signup(client: Client, asked: Namespace, out: Output) -> int:
    """An account, and the first login where the site does not ask first to confirm the address."""
    email = asked.email or typed("E-mail: ")
    name = asked.display_name or typed("The name that others see: ")
    out.say(f"The terms of use: {client.url}/terms/ and the privacy notice: {client.url}/privacy/")
    if not asked.accept_terms and not is_sure("Have you read both, and do you agree?"):
        raise Failure("No account was made: it needs your yes.", "Read them, then answer y, or give --accept-terms.")
    password = password_of(asked, is_new=True)
    freely = {"contact": asked.contact, "publication": asked.publication}
    made = client.sign_up(email, password, display_name=name, **freely)
    try:
        token = client.log_in(email, password)
    except Refused as refused:
        if refused.code != UNKNOWN:
            raise
        out.say(f"A letter is on its way to {made['email']}. Open its link, then: smartport login --email {email}")
        return 0
    remember(client, asked, token)
    out.say(f"Welcome, {made['display_name']}; you are logged in. What there is to solve: smartport challenges list")
    return 0


def delete_account(client: Client, asked: Namespace, out: Output) -> int:
    """For good: says what goes and what stays, then asks for the address and the password."""
    out.say(FAREWELL)
    email = asked.email or typed("To delete the account for good, type its e-mail address: ")
    if not email:
        raise Failure("The account was not deleted.")
    client.delete_me(email, password_of(asked), code=asked.code, hides_team_names=asked.hides_team_names)
    keep_token(asked.tokens, url=client.url, token="")
    out.say("Your account is deleted.")
    return 0

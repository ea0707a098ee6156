"""The API as Python methods: JSON in plain dicts, errors as Failure.

from smartport.client import Client

with Client.remembered() as site:  # after `smartport login`; or Client("https://…", token="…")
    site.download("rade")
    done = site.submit("rade", "predictions.csv", message="first try", wait=True)
    print(done["state"], done["scores"])
    for row in site.leaderboard("rade")["results"]:
        print(row["rank"], row["team_name"], row["values"])
"""

import os
from collections.abc import Mapping

from smartport.client.calls.account import AccountCalls
from smartport.client.calls.certificates import CertificateCalls
from smartport.client.calls.challenges import ChallengeCalls
from smartport.client.calls.event import EventCalls
from smartport.client.calls.joining import JoiningCalls
from smartport.client.calls.submissions import SubmissionCalls
from smartport.client.calls.talk import TalkCalls
from smartport.client.calls.teams import TeamCalls
from smartport.client.config import remembered_token, remembered_url


class Client(
    AccountCalls,
    ChallengeCalls,
    SubmissionCalls,
    TeamCalls,
    JoiningCalls,
    TalkCalls,
    EventCalls,
    CertificateCalls,
):
    """One site, asked as one person. Every method raises Failure: Refused where the site says no (`.code` is stable),
    Unreachable where it does not answer."""

    @classmethod
    def remembered(cls, environ: Mapping[str, str] = os.environ, *, language: str = "en") -> "Client":
        """The site and the person that `smartport login` remembered; SMARTPORT_URL and SMARTPORT_TOKEN come first."""
        url = remembered_url(environ)
        return cls(url, token=remembered_token(environ, url=url), language=language)

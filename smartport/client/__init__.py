"""The teams' command line and Python client: everything the site's API does for a team; no Django inside."""

from smartport.client.api import Client
from smartport.client.calls.submissions import Notes
from smartport.client.errors import Failure, Refused, Unreachable

__all__ = ["Client", "Failure", "Notes", "Refused", "Unreachable"]

"""The teams' command line and Python client: everything the site's API does for a team; no Django inside."""

from smartport.client.api import Client
from smartport.client.errors import Failure, Refused

__all__ = ["Client", "Failure", "Refused"]

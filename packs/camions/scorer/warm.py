"""Reads the requests and draws their luck before there are predictions: while the scorer waits, and nobody for it."""

import sys

from luck import draw_luck
from scorekit import Places
from tables import Terminal, rows_of

ID = "request_id"

places = Places.from_arguments(sys.argv[1:])
terminal = Terminal.read(places.reference)
requests = rows_of(places.reference / "reference.csv")
secret = (places.reference / "secret").read_text(encoding="ascii").strip()
ids = [request[ID] for request in requests]
luck = draw_luck(requests, ids=ids, secret=secret, terminal=terminal)

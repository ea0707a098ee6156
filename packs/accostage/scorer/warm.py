"""Reads ships, berths and best known costs before there is a plan: nobody waits for the scorer to do it."""

import csv
import sys
from pathlib import Path

from plan import Berth, Ship, exactly
from scorekit import Places


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


places = Places.from_arguments(sys.argv[1:])
ships = {row["call_id"]: Ship.of(row) for row in rows(places.reference / "test.csv")}
parts = {row["call_id"]: row["part"] for row in rows(places.reference / "reference.csv")}
berths = {berth.number: berth for berth in map(Berth.of, rows(places.reference / "berths.csv"))}
best = {row["instance"]: exactly(row["best"]) for row in rows(places.reference / "bounds.csv")}
if ships.keys() != parts.keys() or {ship.instance for ship in ships.values()} != best.keys():
    raise SystemExit("The files of the reference do not tell of the same ships and instances.")

"""Which truck brought or fetched which box: visits and boxes of one day, terminal, kind, size and channel."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

PICKUP, DELIVERY, EMPTY = "pickup", "delivery", "empty"
SMALL = 20
DAYS_APART = (0, 1, -1, 2, 3)

Ints = npt.NDArray[np.integer]
Times = npt.NDArray[np.datetime64]


@dataclass(frozen=True, eq=False)
class Passing:
    """What passes the gate: the rows of a table, what must agree, and when, in the order of rows."""

    rows: Ints
    alike: pd.DataFrame
    at: Times

    def without(self, places: Ints) -> "Passing":
        kept = np.delete(np.arange(len(self.rows)), places)
        return Passing(self.rows[kept], self.alike.iloc[kept], self.at[kept])


def linked(port: Port, boxes: pd.DataFrame, visits: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """The boxes with the `visit` of the truck that brought or fetched each, with its haulier and the minute at which it
    passed the gate: a truck of the same day, or of one close to it; none where no truck is left for the box, or where
    it would come before the box may leave, or too late for its ship."""
    ours, theirs = _passing_boxes(boxes), _passing_trucks(visits)
    rng = stream(seed, port.locode, "links")
    for days in DAYS_APART:
        pairs = _paired(ours, theirs, days=days, rng=rng)
        box, visit = ours.rows[pairs[0]], theirs.rows[pairs[1]]
        at = _gate_times(boxes, visits, box, visit)
        fits = _is_in_time(boxes.iloc[box], at)
        boxes = _with_trucks(boxes, visits, box=box[fits], visit=visit[fits], at=at[fits])
        ours, theirs = ours.without(pairs[0][fits]), theirs.without(pairs[1][fits])
    return boxes


def _passing_boxes(boxes: pd.DataFrame) -> Passing:
    at = boxes["gate_out_at"].fillna(boxes["gate_in_at"])
    passed = boxes[at.notna()]
    kind = np.where(passed["direction"] == "export", DELIVERY, PICKUP)
    alike = pd.DataFrame(
        {
            "terminal": passed["terminal"].to_numpy(),
            "kind": np.where(passed["is_empty"], EMPTY, kind),
            "is_small": passed["size"].to_numpy() == SMALL,
            "channel": passed["channel"].where(~passed["is_empty"], "").to_numpy(),
        }
    )
    return _passing(np.flatnonzero(at.notna()), alike, at=at[at.notna()])


def _passing_trucks(visits: pd.DataFrame) -> Passing:
    came = visits[visits["exited_at"].notna()]
    alike = pd.DataFrame(
        {
            "terminal": came["terminal"].to_numpy(),
            "kind": came["direction"].to_numpy(),
            "is_small": came["size"].to_numpy() == str(SMALL),
            "channel": came["channel"].where(came["direction"] != EMPTY, "").to_numpy(),
        }
    )
    return _passing(np.flatnonzero(visits["exited_at"].notna()), alike, at=came["exited_at"])


def _passing(rows: Ints, alike: pd.DataFrame, *, at: pd.Series) -> Passing:
    times = at.to_numpy().astype("datetime64[s]")
    return Passing(rows, alike.assign(day=times.astype("datetime64[D]").astype(np.int64)), times)


def _paired(ours: Passing, theirs: Passing, *, days: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Places of both, of those that are alike, ours so many days before theirs, in the order of their times. Where
    there are more of one, some of them are drawn."""
    both = pd.concat([ours.alike.assign(day=ours.alike["day"] + days), theirs.alike])
    codes = both.groupby(list(both.columns), sort=False, dropna=False).ngroup().to_numpy()
    mine, other = codes[: len(ours.rows)], codes[len(ours.rows) :]
    least = np.minimum(*(np.bincount(one, minlength=codes.max(initial=0) + 1) for one in (mine, other)))
    return _first(mine, least, at=ours.at, rng=rng), _first(other, least, at=theirs.at, rng=rng)


def _first(codes: Ints, most: Ints, *, at: Times, rng: np.random.Generator) -> Ints:
    """So many of each code, drawn; in order of code and time."""
    drawn = np.lexsort((rng.random(len(codes)), codes))
    starts = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=len(most)))[:-1]])
    number = np.arange(len(codes)) - starts[codes[drawn]]
    kept = drawn[number < most[codes[drawn]]]
    return np.asarray(kept[np.lexsort((at[kept], codes[kept]))])


def _gate_times(boxes: pd.DataFrame, visits: pd.DataFrame, box: Ints, visit: Ints) -> Times:
    """To the minute: in when the truck is through the gate, out when it leaves."""
    is_in = boxes["gate_in_at"].notna().to_numpy()[box]
    through, out = (visits[name].to_numpy()[visit] for name in ("gate_to", "exited_at"))
    return np.where(is_in, through, out).astype("datetime64[m]")


def _is_in_time(boxes: pd.DataFrame, at: Times) -> npt.NDArray[np.bool_]:
    """Out after the discharge and the release; in before the loading. What did not happen does not count."""
    is_in = boxes["gate_in_at"].notna().to_numpy()
    before = boxes[["discharged_at", "released_at"]].max(axis=1).to_numpy()
    loaded = boxes["loaded_at"].to_numpy()
    is_after = np.isnat(before) | (at > before)
    return np.asarray(np.where(is_in, np.isnat(loaded) | (at < loaded), is_after))


def _with_trucks(boxes: pd.DataFrame, visits: pd.DataFrame, *, box: Ints, visit: Ints, at: Times) -> pd.DataFrame:
    is_in = boxes["gate_in_at"].notna().to_numpy()[box]
    outward, inward = (box[~is_in], at[~is_in]), (box[is_in], at[is_in])
    number, haulier = (visits[name].to_numpy(dtype=object)[visit] for name in ("visit", "haulier"))
    before = boxes["visit"] if "visit" in boxes else pd.Series(None, index=boxes.index, dtype="str")
    return boxes.assign(
        haulier=pd.Series(_put(boxes["haulier"].to_numpy(dtype=object), box, haulier), dtype="str"),
        gate_out_at=_put(boxes["gate_out_at"].to_numpy(), *outward),
        gate_in_at=_put(boxes["gate_in_at"].to_numpy(), *inward),
        last_seen_at=_put(boxes["last_seen_at"].to_numpy(), *outward),
        visit=pd.Series(_put(before.to_numpy(dtype=object), box, number), dtype="str"),
    )


def _put(values: npt.NDArray[np.generic], rows: Ints, fresh: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    found = values.copy()
    found[rows] = fresh
    return found

"""What the harbour office notes beside the calls: pilots and tugs of every movement, and when the port was closed."""

from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt
import pandas as pd

from datasets.simulation.chance import stream
from datasets.simulation.ports import Port

from .roads import PASSAGE_HOURS

PASSAGE = pd.Timedelta(hours=PASSAGE_HOURS)
ORDER_MINUTES, ORDER_SPREAD = 90.0, 0.5  # ours: how long before he boards a pilot is ordered
CREWS = 4  # ours: pilots change every day at the same hour, and every crew has its turn
CHANGE_HOUR = 6
TUG_LENGTHS = (90, 150, 230)  # ours: metres from which a ship takes one, two, three tugs
MANOEUVRABLE = ("ferry", "cruise", "roro")  # with bow thrusters: they take a tug less
HIGH_SWELL, HIGH_WIND = 2.5, 11.0  # ours: metres, and metres a second, from which a ship takes a tug more
MOST_TUGS = 3

Ints = npt.NDArray[np.int64]


def services(port: Port, calls: pd.DataFrame, *, sea: pd.DataFrame, weather: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Two movements a call, in order of boarding. The pilot boards where the passage begins and is done when the ship
    is berthed, or past the roads; nobody is on two ships at once."""
    rng = stream(seed, port.locode, "services")
    moves = pd.concat([_moves(calls, "entry", since="ata", done="atb"), _moves(calls, "exit", since="atb", done="atd")])
    moves = moves.sort_values(["boarded_at", "call"], ignore_index=True)
    rough = _is_rough(moves["boarded_at"], sea=sea, weather=weather)
    before = np.rint(ORDER_MINUTES * np.exp(ORDER_SPREAD * rng.standard_normal(len(moves)))).astype(np.int64)
    ordered = moves["boarded_at"] - pd.to_timedelta(before, unit="m")
    return pd.DataFrame(
        {
            "call": moves["call"],
            "movement": moves["movement"],
            "pilot": _pilots(moves["boarded_at"], moves["done_at"], on_duty=port.pilots),
            "tugs": _tugs(moves, rough=rough),
            "ordered_at": ordered.where(ordered > moves["since"], moves["since"]),
            "boarded_at": moves["boarded_at"],
            "done_at": moves["done_at"],
        }
    )


def closures(sea: pd.DataFrame) -> pd.DataFrame:
    """The spells in which no ship may pass, from the first closed hour to the first open one (NaT: still closed)."""
    closed = np.concatenate([[False], ~sea["is_open"].to_numpy(dtype=bool), [False]])
    begins, ends = np.flatnonzero(closed[1:] & ~closed[:-1]), np.flatnonzero(closed[:-1] & ~closed[1:])
    times = sea["time"].to_numpy()
    opened = np.append(times, np.datetime64("NaT"))[ends]
    return pd.DataFrame({"closed_from": times[begins], "closed_to": opened, "reason": "houle"})


def _moves(calls: pd.DataFrame, movement: str, *, since: str, done: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "call": calls["call"],
            "movement": movement,
            "length_m": calls["length_m"],
            "ship_type": calls["ship_type"],
            "since": calls[since],
            "boarded_at": calls[done] - PASSAGE,
            "done_at": calls[done],
        }
    )


def _is_rough(times: pd.Series, *, sea: pd.DataFrame, weather: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """In high swell or strong wind; of hours that the tables do not have nothing is known, and they count as calm."""
    swell = _at(times, sea["time"], sea["swell_m"])
    wind = _at(times, weather["time"], weather["wind_ms"])
    return np.asarray((swell > HIGH_SWELL) | (wind > HIGH_WIND))


def _at(times: pd.Series, hours: pd.Series, values: pd.Series) -> npt.NDArray[np.float64]:
    return pd.Series(values.to_numpy(), index=hours).reindex(times.dt.floor("h")).fillna(0.0).to_numpy(dtype=np.float64)


def _tugs(moves: pd.DataFrame, *, rough: npt.NDArray[np.bool_]) -> Ints:
    """By length; one less of ships that turn by themselves and of ships that leave, one more when it is rough."""
    usual = np.searchsorted(TUG_LENGTHS, moves["length_m"].to_numpy(), side="right")
    fewer = moves["ship_type"].isin(MANOEUVRABLE).to_numpy() + (moves["movement"] == "exit").to_numpy().astype(np.int64)
    return np.asarray((usual - fewer + (rough & (usual > 0))).clip(0, MOST_TUGS))


def _pilots(boarded: pd.Series, done: pd.Series, *, on_duty: int) -> list[str]:
    """Whoever of the day's crew has been free for longest; `boarded` ascends."""
    free: list[tuple[int, int]] = [(0, place) for place in range(on_duty)]
    heapify(free)
    places = []
    for begin, end in zip(_minutes(boarded), _minutes(done), strict=True):
        since, place = heappop(free)
        if since > begin:
            raise ValueError("more ships move at once than there are pilots")
        heappush(free, (end, place))
        places.append(place)
    crew = (boarded - pd.Timedelta(hours=CHANGE_HOUR)).dt.floor("D").to_numpy().astype("datetime64[D]").astype(np.int64)
    numbers = crew % CREWS * on_duty + np.array(places, dtype=np.int64) + 1
    return [f"P{number:02d}" for number in numbers.tolist()]


def _minutes(times: pd.Series) -> list[int]:
    minutes: list[int] = times.to_numpy().astype("datetime64[m]").astype(np.int64).tolist()
    return minutes

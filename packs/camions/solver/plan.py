"""Writes plan.csv beside the hidden reference: slots that are better than those of both baselines.

There are no right answers in this challenge. This plan stands for them where a challenge is checked: a scorer that
finds anything without thought better than it is broken. It is the decent baseline with room to spare: each hour takes
three quarters of the trucks that are served in it.
"""

import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "baselines" / "decent"))
from main import given

SPARED = 0.75


def main(reference: str, _cache: str) -> None:
    folder = Path(reference)
    requests = pd.read_csv(folder / "reference.csv")
    stages, servers = pd.read_csv(folder / "stages.csv"), pd.read_csv(folder / "servers.csv", index_col="slot")
    requests["slot"] = requests["preferred_slot"]
    for stage in stages[stages["direction"] != "any"].itertuples():
        served = (SPARED * servers[stage.stage] * 60 / stage.minutes).astype(int)
        for _, asked in requests[requests["direction"] == stage.direction].groupby("day"):
            requests.loc[asked.index, "slot"] = given(asked, served)
    requests[["request_id", "slot", "part"]].to_csv(folder / "plan.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])

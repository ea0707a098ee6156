"""The starter notebook of rade, kept as a program: each cell begins with a line of its own."""

# %% [markdown]
# # Attente en rade — premiers pas
#
# Un navire arrive devant Casablanca : combien d'heures attendra-t-il avant d'accoster ? En dix minutes : regarder les
# données, calculer la métrique à la main, faire mieux que la référence naïve, écrire un fichier à remettre.
#
# *Waiting at anchorage: first steps. A ship arrives off Casablanca: how many hours until it berths? In ten
# minutes: look at the data, compute the metric by hand, beat the naive baseline, write a file to hand in.*

# %%
from pathlib import Path

import numpy as np
import pandas as pd
from chart import Bars, Lines

HERE = Path("practice")
train = pd.read_csv(HERE / "input" / "train.csv")
test = pd.read_csv(HERE / "input" / "test.csv")
truth = pd.read_csv(HERE / "reference" / "reference.csv")
train.head()

# %% [markdown]
# Chaque ligne est une escale, telle qu'elle est connue 24 heures avant l'heure d'arrivée annoncée. La colonne à
# prédire est `waiting_hours`. La plupart attendent peu, quelques-uns très longtemps.
#
# *Each row is a call as it is known 24 hours before its announced arrival. `waiting_hours` is to be predicted.
# Most wait little, a few very long.*

# %%
train["waiting_hours"].describe(percentiles=[0.1, 0.5, 0.9]).round(1)

# %%
by_cargo = train.groupby("cargo")["waiting_hours"].median().sort_values(ascending=False)
Bars(by_cargo.head(8).to_dict(), unit="h")

# %% [markdown]
# Qui attend ? Ceux qui trouvent déjà du monde en rade pour le même terminal.
#
# *Who waits? Those who find others already in the roads for the same terminal.*

# %%
queue = train[train["roads_ships"] <= 7].groupby("roads_ships")["waiting_hours"].quantile([0.1, 0.5, 0.9]).unstack()
Lines({"10 %": queue[0.1], "50 %": queue[0.5], "90 %": queue[0.9]}, x=list(queue.index), unit="h")

# %% [markdown]
# ## La métrique, à la main
#
# Trois quantiles par escale : `q10`, `q50`, `q90`. Une heure trop courte coûte le niveau, une heure trop longue
# ce qui manque à 1 (perte de quantile, ou *pinball*). Plus petit vaut mieux.
#
# *Three quantiles per call. An hour too short costs the level, an hour too long what is missing to 1 (pinball
# loss). The smaller, the better.*

# %%
LEVELS = {"q10": 0.1, "q50": 0.5, "q90": 0.9}


def pinball(answer: pd.DataFrame) -> float:
    """Mean over calls and levels, in hours."""
    both = truth.merge(answer, on="call_id")
    gaps = {name: both["waiting_hours"] - both[name] for name in LEVELS}
    return float(np.mean([np.maximum(level * gaps[name], (level - 1) * gaps[name]) for name, level in LEVELS.items()]))


def from_groups(keys: list[str]) -> pd.DataFrame:
    """The quantiles of past waits in the same group; those of the whole port where the group is rare."""
    waits = train.groupby(keys)["waiting_hours"]
    answer = test[["call_id", *keys]]
    for name, level in LEVELS.items():
        usual = waits.quantile(level)[waits.size() >= 30].rename(name)
        answer = answer.join(usual, on=keys)
        answer[name] = answer[name].fillna(train["waiting_hours"].quantile(level))
    return answer[["call_id", *LEVELS]]


naive = from_groups(["terminal", "cargo"])
f"référence naïve / naive: {pinball(naive):.3f} h"

# %% [markdown]
# ## Une première idée
#
# Le nombre de navires déjà en rade dit beaucoup : ajoutons-le au groupe.
#
# *The number of ships already in the roads says a lot: let us add it to the group.*

# %%
train["queue"] = train["roads_ships"].clip(upper=5)
test["queue"] = test["roads_ships"].clip(upper=5)
better = from_groups(["terminal", "queue"])
Bars({"naive": pinball(naive), "terminal + file": pinball(better)}, unit="h")

# %% [markdown]
# ## Remettre
#
# Le fichier se vérifie ici même comme le fera la plateforme :
#
# *Check the file here as the platform will:*
#
#     evaluate practice predictions.csv
#
# Pour le vrai test, lisez `train.csv` et `test.csv` téléchargés de la page des données, écrivez
# `predictions.csv` de la même façon, et remettez-le : `smartport submit rade predictions.csv --wait`. Idées
# pour la suite : la houle prévue, la marée, le tonnage à quai, un modèle de quantiles
# (`HistGradientBoostingRegressor(loss="quantile")`).
#
# *For the real test read the files of the data page, write `predictions.csv` in the same way and hand it in.
# Ideas: the forecast swell, the tide, the tonnage at the berths, a quantile model.*

# %%
better.to_csv("predictions.csv", index=False)
better.head()

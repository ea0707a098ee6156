"""The starter notebook of sejour, kept as a program: each cell begins with a line of its own."""

# %% [markdown]
# # Séjour des conteneurs — premiers pas
#
# Un conteneur est déchargé à Casablanca : combien de jours restera-t-il sur le terre-plein ? En dix minutes : regarder
# les données, calculer la métrique à la main, faire mieux que la référence naïve, écrire un fichier à remettre.
#
# *Dwell of containers: first steps. A box is discharged at Casablanca: how many days will it stay in the yard? In ten
# minutes: look at the data, compute the metric by hand, beat the naive baseline, write a file to hand in.*

# %%
from pathlib import Path

import numpy as np
import pandas as pd
from chart import Bars, Lines

HERE = Path("practice")
train = pd.read_csv(HERE / "input" / "train.csv", dtype={"hs2": str})
test = pd.read_csv(HERE / "input" / "test.csv", dtype={"hs2": str})
truth = pd.read_csv(HERE / "reference" / "reference.csv")
train.head()

# %% [markdown]
# Chaque ligne est un conteneur plein, tel qu'il est connu le jour de son déchargement. `dwell_days` est son séjour ; si
# `left` vaut 0, on ne l'a pas vu sortir : son séjour est *au moins* de `dwell_days` jours. On ne peut ni jeter ces
# lignes (un long séjour a plus de chances d'être perdu de vue), ni faire comme si le conteneur était sorti.
#
# *Each row is a full box as it is known on the day of its discharge. `dwell_days` is its stay; where `left` is 0 it
# was not seen to leave: it stayed at least so long. Such rows must neither be thrown away (a long stay is more likely
# to be lost sight of) nor be taken for boxes that left.*

# %%
train.groupby("left")["dwell_days"].describe(percentiles=[0.1, 0.5, 0.9]).round(1)

# %% [markdown]
# ## La courbe de Kaplan-Meier
#
# À chaque sortie, on regarde combien de conteneurs étaient encore suivis, et on multiplie les parts qui restent. Ceux
# qu'on perd de vue comptent jusqu'au jour où on les perd.
#
# *At each leaving one looks how many boxes were still followed, and multiplies up the shares that stay. Those that are
# lost sight of count until that day.*

# %%
DAYS = np.arange(1, 22)


def kaplan_meier(stays: np.ndarray, happened: np.ndarray, days: np.ndarray = DAYS) -> np.ndarray:
    """The probability that it has not happened after each of the days."""
    times, number = np.unique(stays[happened], return_counts=True)
    followed = len(stays) - np.searchsorted(np.sort(stays), times)
    curve = np.concatenate([[1.0], np.cumprod(1 - number / followed)])
    return curve[np.searchsorted(times, days, side="right")]


def curve_of(boxes: pd.DataFrame) -> np.ndarray:
    return kaplan_meier(boxes["dwell_days"].to_numpy(), boxes["left"].to_numpy() == 1)


by_channel = {channel: 100 * curve_of(boxes) for channel, boxes in train.groupby("channel")}
Lines(by_channel, x=list(DAYS), unit="%")

# %% [markdown]
# Le circuit de la douane compte : une visite physique (`red`) retient. `pending` : la déclaration n'est pas encore
# enregistrée. Et l'importateur ? `importer_pace` dit s'il enlève d'habitude plus vite (moins de 1) ou plus lentement
# que les autres.
#
# *The channel matters: a physical inspection (`red`) holds a box back; `pending` means that the declaration is not
# registered yet. And the importer? `importer_pace` tells whether it usually collects more quickly (below 1) or more
# slowly than others.*

# %%
PACES = [0, 0.55, 0.75, 0.95, 1.15, 1.45, 9]
train["pace"] = pd.cut(train["importer_pace"], PACES).cat.add_categories("new").fillna("new").astype(str)
test["pace"] = pd.cut(test["importer_pace"], PACES).cat.add_categories("new").fillna("new").astype(str)
Bars({pace: 100 * curve_of(boxes)[6] for pace, boxes in train.groupby("pace")}, unit="% > 7")

# %% [markdown]
# ## La métrique, à la main
#
# Score de Brier : l'écart au carré entre la probabilité et la réponse (1 : encore là, 0 : sorti). Un conteneur perdu de
# vue ne compte plus après ce jour ; ceux qui restent suivis comptent davantage : on divise par *G*, la part encore
# suivie. *G* est une courbe de Kaplan-Meier elle aussi, où « arriver » veut dire être perdu de vue.
#
# *Brier score: the squared difference between probability and answer. A box that was lost sight of does not count after
# that day; those still followed count more: one divides by G, the share still followed, which is a Kaplan-Meier curve
# of being lost sight of.*

# %%
COLUMNS = [f"s{day}" for day in DAYS]


def followed(stays: np.ndarray, left: np.ndarray, at: np.ndarray, *, before: bool) -> np.ndarray:
    """G at these times, or just before them; at a time with both, boxes leave before others are lost sight of."""
    times = np.unique(stays)
    exposed = np.array([(stays >= time).sum() - (left & (stays == time)).sum() for time in times])
    lost = np.array([(~left & (stays == time)).sum() for time in times])
    steps = 1 - np.divide(lost, exposed, out=np.zeros(len(times)), where=exposed > 0)
    curve = np.concatenate([[1.0], np.cumprod(steps)])
    return curve[np.searchsorted(times, at, side="left" if before else "right")]


def integrated_brier(answer: pd.DataFrame) -> pd.Series:
    """Of the public and of the private part of the practice."""
    both = truth.merge(answer, on="box_id")
    return pd.Series({name: loss(part) for name, part in both.groupby("part")})


def loss(part: pd.DataFrame) -> float:
    stays, left = part["dwell_days"].to_numpy(), part["left"].to_numpy() == 1
    weights = 1 / followed(stays, left, stays, before=True)
    by_day = []
    for day, share in zip(DAYS, followed(stays, left, DAYS, before=False), strict=True):
        s = part[f"s{day}"].to_numpy()
        gone = np.where((stays <= day) & left, s**2 * weights, 0.0)
        by_day.append(np.mean(np.where(stays > day, (1 - s) ** 2 / share, gone)))
    return float(np.trapezoid(by_day, DAYS) / (DAYS[-1] - DAYS[0]))


def from_groups(keys: list[str]) -> pd.DataFrame:
    """The curve of past boxes of the same group; that of all where the group is rare."""
    curves = {group: curve_of(boxes) for group, boxes in train.groupby(keys) if len(boxes) >= 50}
    usual = curve_of(train)
    rows = [curves.get(group, usual) for group in test[keys].itertuples(index=False, name=None)]
    return pd.DataFrame(rows, columns=COLUMNS).round(4).assign(box_id=test["box_id"])[["box_id", *COLUMNS]]


naive = from_groups(["regime", "hs2"])
integrated_brier(naive).round(5)

# %% [markdown]
# ## Une première idée
#
# Grouper par habitude de l'importateur et par circuit, au lieu du régime et du chapitre SH.
#
# *Group by the importer's habit and the channel, instead of regime and HS chapter.*

# %%
better = from_groups(["pace", "channel"])
Bars({"naive": integrated_brier(naive).mean(), "pace + channel": integrated_brier(better).mean()})

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
# `predictions.csv` de la même façon, et remettez-le : `smartport submit sejour predictions.csv --wait`. Idées
# pour la suite : un groupe ne peut pas tenir compte de tout à la fois, un modèle si. Faites une ligne par conteneur et
# par jour passé au port, et apprenez la probabilité de sortir ce jour-là (`HistGradientBoostingClassifier`) ; pensez
# aux week-ends, au remplissage du terre-plein, à l'heure du déchargement.
#
# *For the real test read the files of the data page, write `predictions.csv` in the same way and hand it in. Ideas:
# a group cannot heed everything at once, a model can. Make a row for each box and day in the port, and learn the
# probability to leave on that day; think of weekends, of the yard's fill, of the hour of the discharge.*

# %%
better.to_csv("predictions.csv", index=False)
better.head()

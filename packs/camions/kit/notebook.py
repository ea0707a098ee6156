"""The starter notebook of camions, kept as a program: each cell begins with a line of its own."""

# %% [markdown]
# # Rendez-vous des camions — premiers pas
#
# À quelle heure donner rendez-vous à chaque camion, pour que les files restent courtes sans léser les transporteurs ?
# En dix minutes : regarder les données, faire passer les camions dans une file à la main, simuler les journées
# d'exercice avec le vrai calcul du score, faire mieux que la référence naïve.
#
# *Truck appointments: first steps. At which hour should each truck come? In ten minutes: look at the data, pass trucks
# through a queue by hand, simulate the practice days with the real scorer, beat the naive baseline.*

# %%
import sys
from heapq import heapreplace
from pathlib import Path

import numpy as np
import pandas as pd
from chart import Bars, Lines

sys.path.insert(0, "practice/scorer")  # the real scorer, to be read as well
from costs import deviations, scores
from costs import waits as simulated
from luck import draw_luck
from tables import Terminal, rows_of

HERE = Path("practice")
train = pd.read_csv(HERE / "input" / "train.csv")
test = pd.read_csv(HERE / "input" / "test.csv")
servers = pd.read_csv(HERE / "input" / "servers.csv", index_col="slot")
stages = pd.read_csv(HERE / "input" / "stages.csv", index_col="stage")
train.head()

# %% [markdown]
# Chaque ligne est une demande. Le passé dit quel créneau fut donné (`booked_slot`) et combien le camion a attendu.
# Tout le monde veut venir entre 9 h et 13 h ; combien peut-on en servir ?
#
# *Each row is a request. The past tells the slot that was given and how long the truck waited. Everybody wants to come
# between 9 and 13 h; how many can be served?*

# %%
days = train["day"].nunique()
pickups = train[train["direction"] == "pickup"]
wanted = pickups.groupby("preferred_slot").size() / days
served = servers["import_yard"] * 60 / stages.loc["import_yard", "minutes"]
Lines({"demandés": wanted, "servis": served}, x=list(served.index), unit="/h")

# %%
waits = train.groupby("booked_slot")["wait_minutes"].mean()
Lines({"attente": waits}, x=list(waits.index), unit="min")

# %% [markdown]
# ## Une file, à la main
#
# Premier arrivé, premier servi, par `number` voies : on note quand chacune sera libre, et le camion suivant prend la
# première. C'est tout le simulateur, étape après étape.
#
# *First come, first served by `number` lanes: note when each will be free; the next truck takes the first. That is the
# whole simulator, stage after stage.*


# %%
def waited(arrivals: list[int], minutes: list[int], *, number: int) -> list[int]:
    free, waits = [0] * number, []
    for arrival, duration in zip(arrivals, minutes, strict=True):
        begin = max(arrival, free[0])
        heapreplace(free, begin + duration)
        waits.append(begin - arrival)
    return waits


print("barrière / gate:", waited([0, 1, 2, 20], [2, 2, 2, 2], number=1))
print("parc / yard:    ", waited([2, 4, 6, 22], [15, 10, 12, 9], number=2))

# %% [markdown]
# ## Le score des journées d'exercice
#
# Le dossier `practice/scorer` est le vrai calcul du score, `practice/reference` son tirage. Coût = attente
# moyenne + 0,5 × écart moyen + 0,25 × attente dépassée par 5 visites sur 100. Ici, toutes les journées ensemble.
#
# *`practice/scorer` is the real scorer, `practice/reference` its draw. Cost = mean wait + 0.5 × mean deviation
# + 0.25 × wait exceeded by 5 visits in 100. Here of all days together.*

# %%
terminal = Terminal.read(HERE / "reference")
requests = rows_of(HERE / "reference" / "reference.csv")
ids = [request["request_id"] for request in requests]
secret = (HERE / "reference" / "secret").read_text().strip()
luck = draw_luck(requests, ids=ids, secret=secret, terminal=terminal)


def score(answer: pd.DataFrame) -> dict[str, float]:
    slots = answer.set_index("request_id")["slot"].loc[ids].to_numpy()
    waits = simulated(slots, requests, luck, terminal)
    moved = deviations(slots, requests, terminal)
    everything = np.arange(len(ids))
    return scores(everything, waited=waits, deviation=moved, requests=requests, luck=luck, terminal=terminal)


naive = test[["request_id"]].assign(slot=test["preferred_slot"])
pd.Series(score(naive)).round(1)

# %% [markdown]
# ## Une première idée
#
# Un créneau plein repousse le camion suivant dans une heure que son transporteur accepte : la moins remplie. Les plus
# souples choisissent en dernier.
#
# *A full slot sends the next truck to an hour that its haulier accepts: the least full one. The most flexible choose
# last.*

# %%
YARDS = {"pickup": "import_yard", "delivery": "export_yard", "empty": "empty_yard"}
capacity = {way: servers[yard] * 60 / stages.loc[yard, "minutes"] for way, yard in YARDS.items()}


def spread(share: float) -> pd.DataFrame:
    """Each hour of each yard takes this share of the trucks that it serves, as far as hauliers accept others."""
    taken: dict[tuple[str, str, int], int] = {}
    given = {}
    patience = test["latest_slot"] - test["earliest_slot"]
    for row in test.loc[patience.sort_values(kind="stable").index].itertuples():

        def filled(slot: int, row=row) -> float:
            return taken.get((row.day, row.direction, slot), 0) / capacity[row.direction][slot]

        slot = row.preferred_slot
        if filled(slot) >= share:
            slot = min(range(row.earliest_slot, row.latest_slot + 1), key=filled)
        taken[row.day, row.direction, slot] = taken.get((row.day, row.direction, slot), 0) + 1
        given[row.request_id] = slot
    return test[["request_id"]].assign(slot=test["request_id"].map(given))


better = spread(0.8)
Bars({"naïf / naive": score(naive)["cost"], "étalé / spread": score(better)["cost"]}, unit="min")

# %% [markdown]
# ## Remettre
#
# Le fichier se vérifie ici même comme le fera la plateforme :
#
# *Check the file here as the platform will:*
#
#     evaluate practice predictions.csv
#
# Pour le vrai test, lisez `test.csv` téléchargé de la page des données, écrivez `predictions.csv` de la même façon,
# et remettez-le : `smartport submit camions predictions.csv --wait`. Idées pour la suite : un flot de coût
# minimal (`scipy.optimize.linear_sum_assignment`), le scanner et le guichet comme autres goulets, la relève de 13 h,
# une recherche locale qui simule avec ses propres graines.
#
# *For the real test read `test.csv` of the data page, write `predictions.csv` in the same way and hand it in. Ideas:
# a minimum-cost flow, the scanner and the counter as further bottlenecks, the change of shift at 13 h, a local search
# that simulates with seeds of its own.*

# %%
better.to_csv("predictions.csv", index=False)
better.head()

"""The starter notebook of accostage, kept as a program: each cell begins with a line of its own."""

# %% [markdown]
# # Ordre d'entrée — premiers pas
#
# Vingt navires, cinq postes, une tempête : qui entre, quand, et à quel poste ? En dix minutes : regarder un
# exercice, calculer le score à la main, faire mieux que « premier arrivé, premier servi », écrire un plan à
# remettre.
#
# *Order of entry: first steps. Twenty ships, five berths, a storm: who enters when, and at which berth? In ten
# minutes: look at an exercise, compute the score by hand, beat first come first served, write a plan to hand in.*

# %%
from pathlib import Path

import pandas as pd
from chart import Bars, Lines
from main import dispatch, read

HERE = Path("practice")
train, test = read(HERE / "input" / "train.csv"), read(HERE / "input" / "test.csv")
berths = pd.read_csv(HERE / "input" / "berths.csv")
best = pd.read_csv(HERE / "reference" / "bounds.csv").set_index("instance")["best"]
berths.head()

# %% [markdown]
# Chaque ligne de `train.csv` est un navire. `arrives_h` : son arrivée en rade ; `handling_h` : ses heures à quai ;
# `cost_per_h` : ce que coûte une heure d'attente. Les deux dernières colonnes sont le plan par ordre d'arrivée.
#
# *Each row of `train.csv` is a ship: its arrival in the roads, its hours at the berth, what an hour of waiting
# costs. The last two columns are the plan in order of arrival.*

# %%
stormy = train.loc[train["closed_h"].str.len().idxmax(), "instance"]
one = train[train["instance"] == stormy].sort_values("arrives_h")
print("closed:", one["closed_h"].iloc[0])
one.drop(columns=["call_id", "instance", "closed_h"]).head(10)

# %% [markdown]
# Combien de navires attendent en rade, heure par heure, dans cet exercice ? Et qui attend le plus, en moyenne, dans
# tous les exercices ? Les navires longs ont moins de postes à eux.
#
# *How many ships wait in the roads, hour by hour, in this exercise? And who waits longest in all of them? Long
# ships have fewer berths.*

# %%
enters = one["arrives_h"] + one["waited_h"]
hours = range(0, int(enters.max()) + 4, 4)
waiting = [((one["arrives_h"] <= hour) & (enters > hour)).sum() for hour in hours]
Lines({"en rade": waiting}, x=list(hours))

# %%
Bars({f"{length} m": wait for length, wait in train.groupby("length_m")["waited_h"].mean().items()}, unit="h")

# %% [markdown]
# ## Le score, à la main
#
# Le coût d'un plan est la somme des attentes, chacune à son prix. L'écart est ce que vous payez de plus que le
# meilleur plan connu, en pour cent. Plus petit vaut mieux ; zéro veut dire que vous l'égalez.
#
# *A plan costs the sum of its waits, each at its price. The gap is what you pay beyond the best plan known, in per
# cent. The smaller, the better; at zero you equal it.*


# %%
def gaps(plan: pd.DataFrame) -> pd.Series:
    """In per cent, by exercise."""
    both = test.merge(plan, on="call_id")
    cost = (both["cost_per_h"] * (both["enters_h"] - both["arrives_h"])).groupby(both["instance"]).sum()
    return 100 * (cost - best) / best


def planned(order: pd.Series) -> pd.DataFrame:
    """Ships choose one after the other, the smallest number of `order` first."""
    ships = test.assign(order=order).sort_values(["order", "call_id"])
    return pd.concat([dispatch(mine, berths) for _, mine in ships.groupby("instance")])


naive = gaps(planned(test["arrives_h"]))
Bars({name[:6]: gap for name, gap in naive.items()}, unit="%")

# %%
f"référence naïve / naive: {naive.mean():.1f} %"

# %% [markdown]
# ## Une première idée
#
# Un navire bref et cher devrait passer devant un navire long et bon marché. Donnons à chacun un handicap : les
# heures à quai divisées par le prix de l'attente, fois un poids. Quel poids ?
#
# *A short and dear ship should go before a long and cheap one. Give each a handicap: the hours at the berth over
# the price of its wait, times a weight. Which weight?*

# %%
WEIGHTS = [0, 50, 100, 200, 300, 400, 500, 600]
handicap = test["handling_h"] / test["cost_per_h"]
tried = {weight: gaps(planned(test["arrives_h"] + weight * handicap)).mean() for weight in WEIGHTS}
Lines({"écart moyen": list(tried.values())}, x=WEIGHTS, unit="%")

# %%
weight = min(tried, key=tried.get)
better = planned(test["arrives_h"] + weight * handicap)
Bars({"premier arrivé": naive.mean(), f"handicap {weight}": gaps(better).mean()}, unit="%")

# %% [markdown]
# ## Remettre
#
# Le plan se vérifie ici même comme le fera la plateforme : un plan irréalisable est refusé, ligne par ligne.
#
# *Check the plan here as the platform will: one that cannot be carried out is refused, row by row.*
#
#     evaluate practice predictions.csv
#
# Pour le vrai test, lisez `test.csv` et `berths.csv` de la page des données, écrivez `predictions.csv` de la même
# façon, et remettez-le : `smartport submit accostage predictions.csv --wait`. Idées pour la suite : échanger deux
# navires et garder ce qui coûte moins (recherche locale), garder un grand poste libre pour le vraquier qui arrive,
# ou un solveur exact.
#
# *For the real test read the files of the data page, write `predictions.csv` in the same way and hand it in. Ideas:
# exchange two ships and keep what costs less (local search), keep a large berth free for the bulk carrier that is
# coming, or an exact solver.*

# %%
better.to_csv("predictions.csv", index=False)
better.head()

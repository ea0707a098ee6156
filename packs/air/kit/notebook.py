"""The starter notebook of air, kept as a program: each cell begins with a line of its own."""

# %% [markdown]
# # Qualité de l'air — premiers pas
#
# Que respirera-t-on demain autour des quais de Casablanca ? En dix minutes : regarder les données, calculer la
# métrique à la main, faire mieux que la persistance, écrire un fichier à remettre.
#
# *Air quality: first steps. What will be breathed tomorrow around the quays of Casablanca? In ten minutes: look at
# the data, compute the metric by hand, beat persistence, write a file to hand in.*

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
# Chaque ligne est une heure d'une station, telle qu'elle est connue à minuit. `pm10` et `no2` sont à prédire, en µg/m³.
#
# *Each row is an hour of a station, as it is known at midnight. `pm10` and `no2` are to be predicted, in µg/m³.*

# %%
train.groupby("station")[["pm10", "no2"]].describe(percentiles=[0.5, 0.9])[
    [(name, what) for name in ("pm10", "no2") for what in ("mean", "50%", "90%", "max")]
].round(1)

# %%
by_hour = train.groupby("hour")[["pm10", "no2"]].mean().round(1)
Lines({"PM10": by_hour["pm10"], "NO2": by_hour["no2"]}, x=list(by_hour.index), unit="µg/m³")

# %% [markdown]
# ## D'où vient la poussière ?
#
# Au terminal céréalier (ST2), les quais sont à l'est et au nord-est. Par vent de nord-est (de 30 à 90°), tout dépend
# de ce qu'ils manutentionnent.
#
# *Where does the dust come from? At the grain terminal the quays lie to the east and north-east. When the wind blows
# from there (30 to 90°), all depends on what they handle.*

# %%
handled = train["cer_t_h"] + train["vra_t_h"] + train["pho_t_h"]
from_quays = train[(train["station"] == "ST2") & train["wind_from_deg"].between(30, 90)]
classes = pd.cut(handled[from_quays.index], [-1, 600, 1200, 1800, 9999], labels=["< 600", "< 1200", "< 1800", "> 1800"])
Bars(from_quays.groupby(classes, observed=True)["pm10"].mean().round(1).to_dict(), unit="µg/m³")

# %% [markdown]
# ## La métrique, à la main
#
# Le gain compare votre erreur à celle de la persistance (`pm10_24h_before`, `no2_24h_before`) ; le CSI compte les
# dépassements bien prévus. Plus grand vaut mieux.
#
# *Skill compares your error with that of persistence; the CSI counts the exceedances rightly foreseen. The larger, the
# better.*

# %%
THRESHOLDS = {"pm10": 90, "no2": 50}


def rmse(seen: pd.Series, foreseen: pd.Series) -> float:
    return float(np.sqrt(((seen - foreseen) ** 2).mean()))


def scores(answer: pd.DataFrame) -> dict[str, float]:
    """Skill and CSI of both pollutants, and the overall score; over all of the practice test."""
    both = truth.merge(answer, on="hour_id", suffixes=("", "_told"))
    found = {}
    for name, threshold in THRESHOLDS.items():
        seen, told = both[name], both[f"{name}_told"]
        hits = ((seen >= threshold) & (told >= threshold)).sum()
        found[f"skill {name}"] = 1 - rmse(seen, told) / rmse(seen, both[f"{name}_24h_before"])
        found[f"csi {name}"] = float(hits / ((seen >= threshold) | (told >= threshold)).sum())
    weights = {"skill pm10": 0.35, "skill no2": 0.35, "csi pm10": 0.15, "csi no2": 0.15}
    return {"score": sum(weight * found[name] for name, weight in weights.items()), **found}


naive = test[["hour_id"]].assign(pm10=test["pm10_24h_before"], no2=test["no2_24h_before"])
pd.Series(scores(naive)).round(3)

# %% [markdown]
# La persistance a un gain nul, par construction. Le CSI seul lui donne sa note.
#
# *Persistence has no skill, by construction; its score is all CSI.*
#
# ## Une première idée
#
# Un air stagnant garde ce qu'on y jette : peu de vent, une hauteur de mélange basse. Une simple régression sur les
# logarithmes corrige la veille par le changement de ventilation, l'habitude de la station à cette heure, et la pluie.
#
# *Still air keeps what it is given: little wind, a low mixing height. A plain regression on logarithms corrects the day
# before by the change of ventilation, by what is usual at this hour, and by rain.*


# %%
def columns(hours: pd.DataFrame, name: str) -> np.ndarray:
    usual = train.groupby(["station", "hour"])[name].mean().rename("usual")
    told = {
        "one": 1.0,
        "before": np.log(hours[f"{name}_24h_before"]),
        "day": np.log(hours[f"{name}_day_before"]),
        "evening": np.log(hours[f"{name}_evening_before"].fillna(hours[f"{name}_day_before"])),
        "usual": np.log(hours.join(usual, on=["station", "hour"])["usual"]),
        "air": np.log((hours["wind_ms"] + 1) * hours["mixing_m"]),
        "air_before": np.log((hours["wind_24h_before_ms"] + 1) * hours["mixing_24h_before_m"]),
        "rain": np.log1p(hours["rain_mm"]),
        "dust": np.log1p(hours["dust_ugm3"]),
        "dry": hours["humidity_pct"] / 100,
    }
    return np.column_stack([np.broadcast_to(values, len(hours)) for values in told.values()])


better = test[["hour_id"]].copy()
for name in THRESHOLDS:
    learnt = columns(train, name)
    weights = np.linalg.lstsq(learnt, np.log(train[name]), rcond=None)[0]
    correction = (train[name] / np.exp(learnt @ weights)).mean()  # the mean of a logarithm is not that of the number
    better[name] = np.exp(columns(test, name) @ weights) * correction
pd.DataFrame({"naive": scores(naive), "better": scores(better)}).round(3)

# %%
Bars({"persistance": round(scores(naive)["score"], 3), "ventilation": round(scores(better)["score"], 3)})

# %% [markdown]
# Le gain monte, l'alerte PM10 à peine : une moyenne prudente ose rarement dépasser 90. À vous de trouver où la
# poussière des quais fera la différence, et quand oser.
#
# *Skill rises, the PM10 alert hardly: a prudent mean rarely dares to exceed 90. It is yours to find where the dust of
# the quays makes the difference, and when to dare.*
#
# ## Remettre
#
# Le fichier se vérifie ici même comme le fera la plateforme :
#
# *Check the file here as the platform will:*
#
#     evaluate practice predictions.csv
#
# Pour le vrai test, lisez `train.csv` et `test.csv` téléchargés de la page des données, écrivez `predictions.csv`
# de la même façon, et remettez-le : `smartport submit air predictions.csv --wait`. Idées pour la suite : les vracs
# manutentionnés au vent de chaque station (le plan est dans l'énoncé), les navires et les camions pour le NO2, un
# gradient boosting (`HistGradientBoostingRegressor`). Gardez un bulletin entier d'un seul côté quand vous validez.
#
# *For the real test read the files of the data page, write `predictions.csv` in the same way and hand it in. Ideas: the
# cargo handled up the wind of each station (the plan is in the statement), ships and trucks for NO2, gradient boosting.
# Keep a bulletin whole on one side when you validate.*

# %%
better.round(2).to_csv("predictions.csv", index=False)
better.head()

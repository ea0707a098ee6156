"""The starter notebook of documents, kept as a program: each cell begins with a line of its own."""

# %% [markdown]
# # Cohérence documentaire — premiers pas
#
# Le manifeste dit une chose, la déclaration (DUM) une autre : le dossier sera-t-il bloqué, et sur quelle rubrique ? En
# dix minutes : regarder les données, calculer la métrique à la main, faire mieux que la référence naïve, écrire un
# fichier à remettre.
#
# *Consistency of papers: first steps. The manifest says one thing, the declaration (DUM) another: will the file be
# blocked, and on which field? In ten minutes: look at the data, compute the metric by hand, beat the naive
# baseline, write a file to hand in.*

# %%
import re
import unicodedata
from pathlib import Path

import main as exact
import numpy as np
import pandas as pd
from chart import Bars
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.preprocessing import StandardScaler

HERE = Path("practice")
train, test = (pd.read_csv(HERE / "input" / f"{name}.csv", dtype={"hs6": str}) for name in ("train", "test"))
truth = pd.read_csv(HERE / "reference" / "reference.csv").set_index("file_id").loc[test["file_id"]]
train[["manifest_goods", "declared_goods", "manifest_gross", "declared_gross", "blocked", "field"]].head(8)

# %% [markdown]
# Chaque ligne est un dossier au dépôt de la déclaration. Un sur neuf environ a été bloqué :
#
# *Each row is a file when its declaration was lodged. About one in nine was blocked:*

# %%
blocked = train.loc[train["blocked"] == 1, "field"].value_counts(normalize=True)
Bars((100 * blocked).round(1).to_dict(), unit="%")

# %% [markdown]
# Les règles exactes de la référence naïve crient au loup : presque tout diffère à la lettre.
#
# *The exact rules of the naive baseline cry wolf: nearly everything differs to the letter.*

# %%
Bars((100 * exact.differences(train).mean()).round(1).to_dict(), unit="%")

# %% [markdown]
# ## La métrique, à la main
#
# On range les dossiers du plus suspect au moins suspect. À chaque dossier vraiment bloqué, quelle part de ceux ouverts
# jusque-là l'était ? La moyenne est la précision moyenne (70 % du score). Le F1 macro des rubriques fait le reste.
#
# *Put the files in order from the most suspect to the least. At each that was truly blocked, which share of those
# opened so far was? The mean is the average precision (70% of the score). The macro F1 of the fields is the rest.*

# %%
tiny = pd.DataFrame({"p_blocked": [0.9, 0.8, 0.6, 0.3, 0.1], "blocked": [1, 0, 1, 0, 0]})
opened = tiny.sort_values("p_blocked", ascending=False)
precision = opened["blocked"].cumsum() / np.arange(1, len(opened) + 1)
float(precision[opened["blocked"] == 1].mean())  # (1/1 + 2/3) / 2


# %%
def score(answer: pd.DataFrame) -> float:
    """0.7 × average precision + 0.3 × macro F1, of the practice test."""
    ranking = average_precision_score(truth["blocked"], answer["p_blocked"])
    return 0.7 * ranking + 0.3 * f1_score(truth["field"], answer["field"], average="macro", zero_division=0)


def naive_answer() -> pd.DataFrame:
    differ = exact.differences(test)
    fields = np.array(differ.columns)[differ.to_numpy().argmax(axis=1)]
    field = np.where(differ.sum(axis=1) >= exact.MANY, fields, "none")
    return pd.DataFrame({"file_id": test["file_id"], "p_blocked": differ.mean(axis=1), "field": field})


naive = naive_answer()
f"référence naïve / naive: {score(naive):.3f}"

# %% [markdown]
# ## Une première idée
#
# Des tonnes en kilogrammes, la tare ôtée si cela rapproche, l'écart des colis en part, un numéro presque juste
# pardonné, le plus ressemblant du destinataire et de la partie à notifier. Puis une régression logistique par rubrique
# apprend ce que les agents tolèrent.
#
# *Tonnes into kilograms, the tare taken off where that helps, packages as a share, a nearly right number forgiven, the
# likest of consignee and notify party. Then a logistic regression per field learns what officers tolerate.*


# %%
def kilograms(weight: pd.Series, unit: pd.Series) -> pd.Series:
    return weight.where(unit != "TNE", weight * 1000)


def stems(text: object) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", str(text).upper()).encode("ascii", "ignore").decode()
    return frozenset(word[:5] for word in re.findall(r"[A-Z]+", plain) if len(word) > 2)


def alike(some: pd.Series, others: pd.Series) -> list[float]:
    pairs = [(stems(one), stems(other)) for one, other in zip(some, others, strict=True)]
    return [2 * len(one & other) / max(len(one) + len(other), 1) for one, other in pairs]


def off(one: pd.Series, other: pd.Series, *, allowed: float) -> pd.Series:
    """How far apart, from 0 to 1; one half at what is allowed."""
    apart = np.log(one.clip(lower=1) / other.clip(lower=1)).abs()
    return (apart / (apart + allowed)).fillna(0)


def signs(files: pd.DataFrame) -> pd.DataFrame:
    declared = kilograms(files["declared_gross"], files["declared_unit"])
    manifest = kilograms(files["manifest_gross"], files["manifest_unit"])
    tare = files["tare_kg"]
    weight = np.minimum(off(declared, manifest, allowed=0.05), off(declared, manifest - tare, allowed=0.05))
    same_kind = files["manifest_package_kind"].str[:1] == files["declared_package_kind"].str[:1]
    likest = files[["consignee_likeness", "notify_likeness"]].max(axis=1)
    certified = files["certificate"] != "none"
    food = files["hs6"].str[:2].between("02", "22")
    return pd.DataFrame(
        {
            "weight": weight,
            "scale": off(declared, files["weighed_kg"] - tare, allowed=0.05),
            "packages": off(files["declared_packages"], files["manifest_packages"], allowed=0.02) * same_kind,
            "other": files["containers_other"] > 0,
            "missing": files["containers_missing"] == 1,
            "unlike": (1 - likest).fillna(0.3),
            "other_ice": files["consignee_same_ice"] == 0,
            "goods": alike(files["manifest_goods"], files["declared_goods"]),
            "certificate_goods": np.where(certified, alike(files["certificate_goods"], files["declared_goods"]), 1),
            "no_certificate": food & ~certified & ~files["regime"].isin(["TR", "ES"]),
            "old": (files["certificate_days"] > 60).astype(float),
            "preference": files["has_preference"],
        }
    ).astype(float)


# %%
FIELDS = sorted(set(train["field"]) - {"none"})
scaler = StandardScaler().fit(signs(train))
known, asked = scaler.transform(signs(train)), scaler.transform(signs(test))
models = {field: LogisticRegression(max_iter=500).fit(known, train["field"] == field) for field in FIELDS}
chances = pd.DataFrame({field: model.predict_proba(asked)[:, 1] for field, model in models.items()})
p_blocked = 1 - (1 - chances).prod(axis=1)
field = np.where(p_blocked > 0.25, chances.idxmax(axis=1), "none")
better = pd.DataFrame({"file_id": test["file_id"], "p_blocked": p_blocked.round(6), "field": field})
Bars({"naive": round(score(naive), 3), "règles apprises": round(score(better), 3)})

# %% [markdown]
# ## Remettre
#
# Le fichier se vérifie ici même comme le fera la plateforme :
#
# *Check the file here as the platform will:*
#
#     evaluate practice predictions.csv
#
# Pour le vrai test, lisez `train.csv` et `test.csv` téléchargés de la page des données, écrivez `predictions.csv`
# de la même façon, et remettez-le : `smartport submit documents predictions.csv --wait`. Idées pour la suite :
# apprendre dans `train` quels mots du manifeste vont avec quel code SH (« GREEN TEA » et « Thé vert »), comment chacun
# écrit les pays, quelle tolérance va avec quel chapitre ; des arbres boostés.
#
# *For the real test read the files of the data page, write `predictions.csv` in the same way and hand it in. Ideas:
# learn from `train` which words of the manifest go with which HS code (“GREEN TEA” and “Thé vert”), how everybody
# writes countries, which tolerance goes with which chapter; boosted trees.*

# %%
better.to_csv("predictions.csv", index=False)
better.head()

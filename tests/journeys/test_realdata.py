"""Real declarations, real sandbox, real site: the scores are scikit-learn's own, to the last digit."""

import base64
import io
import re
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.naive_bayes import GaussianNB

from tests.factories import code_zip
from tests.journeys import customs
from tests.journeys.site import RealSite

pytestmark = [pytest.mark.engine, pytest.mark.broker, pytest.mark.slow, pytest.mark.xdist_group("journeys")]

LOCK = Path(__file__).parents[2] / "evaluator" / "runtime" / "requirements.txt"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The customs challenge, made from the real data."""
    missing = [name for name in customs.NEEDED if not (customs.realdata() / name).is_file()]
    if missing:
        pytest.skip(f"needs the real data ({', '.join(missing)} in {customs.realdata()}; SPC_SHARED names its folder)")
    return customs.bundle_folder(tmp_path_factory.mktemp("customs"))


@pytest.fixture(scope="module")
def site(bundle: Path, real_site: RealSite) -> RealSite:
    """With the customs challenge, whose rules alice has accepted."""
    real_site.run("-m", "tests.journeys.adding", customs.SLUG, str(bundle))
    with real_site.client("alice") as client:
        client.put(f"challenges/{customs.SLUG}/rules-acceptance").raise_for_status()
    return real_site


def score_outside(predictions: pd.DataFrame) -> dict[str, float]:
    """What scikit-learn says of these numbers, without the platform."""
    joined = customs.truth().merge(predictions, on="Declaration ID", validate="one_to_one")
    scores = {}
    for part, rows in joined.groupby("part"):
        scores[f"{part} auc"] = roc_auc_score(rows["Fraud"], rows[customs.COLUMN])
        scores[f"{part} ap"] = average_precision_score(rows["Fraud"], rows[customs.COLUMN])
    return scores


def scores_of(site: RealSite, submission: str) -> dict[str, float]:
    """Both parts as the site keeps them; the private one is shown to nobody while the phase is open."""
    evaluation = site.evaluations(submission)[0]["id"]
    rows = site.rows("SELECT part, key, value FROM challenges_score WHERE evaluation_id = ?", evaluation)
    return {f"{row['part']} {row['key']}": row["value"] for row in rows}


def read(text: str) -> pd.DataFrame:
    """Numbers as Python reads them, to the last digit."""
    return pd.read_csv(io.StringIO(text), dtype={"Declaration ID": str}, converters={customs.COLUMN: float})


@pytest.mark.parametrize("package", ["scikit-learn", "numpy", "scipy", "pandas"])
def test_same_versions_score_inside_and_outside(package: str):
    found = re.findall(rf"^{package}==(\S+)(?: ; python_full_version < '3.12')? \\$", LOCK.read_text(), re.MULTILINE)
    assert found == [version(package)]


def test_code_that_trains_in_the_sandbox_gets_scikit_learns_own_scores(site: RealSite):
    submission = site.hand_in("alice", code_zip(customs.ENTRY), challenge=customs.SLUG)
    ended = site.ended("alice", submission, seconds=150)
    assert (ended["state"], ended["outcome"]) == ("scored", "scored"), ended
    with site.client("alice") as client:
        printed = client.get(f"submissions/{submission}/log").raise_for_status().content
    numbers = np.frombuffer(base64.b64decode(printed), "<f8")
    expected = score_outside(customs.truth()[["Declaration ID"]].assign(**{customs.COLUMN: numbers}))
    assert expected["public auc"] > 0.6  # it did learn something
    assert scores_of(site, submission) == expected
    assert ended["scores"] == {"public": {"auc": expected["public auc"], "ap": expected["public ap"]}}


def test_predictions_made_outside_get_scikit_learns_own_scores(site: RealSite):
    columns = ["Tax Rate", "Net Mass", "Item Price"]
    train, test = (pd.read_csv(customs.realdata() / name, dtype={"Declaration ID": str}) for name in customs.NEEDED)
    model = GaussianNB().fit(train[columns], train["Fraud"])
    test[customs.COLUMN] = model.predict_proba(test[columns])[:, 1]
    content = test[["Declaration ID", customs.COLUMN]].sample(frac=1, random_state=20).to_csv(index=False)
    submission = site.hand_in("alice", content.encode(), challenge=customs.SLUG, kind="predictions")
    ended = site.ended("alice", submission, seconds=60)
    assert (ended["state"], ended["outcome"]) == ("scored", "scored"), ended
    expected = score_outside(read(content))
    assert scores_of(site, submission) == expected
    assert ended["scores"] == {"public": {"auc": expected["public auc"], "ap": expected["public ap"]}}


def test_label_is_not_in_what_the_entry_sees(bundle: Path):
    assert "Fraud" not in pd.read_csv(bundle / "input/test.csv").columns
    assert set(pd.read_csv(bundle / "input/sample_submission.csv")[customs.COLUMN]) == {0.5}

"""A challenge of real input: which customs declaration is fraudulent? The label is hidden, scikit-learn scores."""

import os
from pathlib import Path

import pandas as pd

SLUG = "douane"
HIDDEN = ["Fraud", "Critical Fraud"]
COLUMN = "fraud_probability"
NEEDED = ("kr_customs_train.csv", "kr_customs_test.csv")

DESCRIPTION = f"""\
format: smartport/1
slug: {SLUG}
title: {{fr: Fraude en douane, ar: الغش الجمركي, en: Customs fraud}}
summary: {{fr: Fraude en douane, ar: الغش الجمركي, en: Customs fraud}}
evaluation:
  kinds: [predictions, code]
  predictions: {{file: predictions.csv, id: Declaration ID, columns: [{COLUMN}], ids: sample_submission.csv}}
  solution: {{cpu_seconds: 60, wall_seconds: 150, memory_mb: 1024}}
  scoring: {{cpu_seconds: 30, wall_seconds: 60, memory_mb: 512}}
  scores:
    - {{key: auc, title: {{fr: AUC, ar: AUC, en: AUC}}, better: higher, primary: true}}
    - {{key: ap, title: {{fr: Précision moyenne, ar: متوسط الدقة, en: Average precision}}, better: higher}}
"""

SCORER = f'''\
"""Area under the ROC curve and average precision, on each part of the hidden test."""

import pandas as pd
from sklearn.metrics import average_precision_score, roc_auc_score

from scorekit import Places, PredictionsFormat, PredictionsRefused, read_predictions, refuse, write_scores

places = Places()
truth = pd.read_csv(places.reference / "truth.csv", dtype={{"Declaration ID": str}})
wanted = PredictionsFormat(file="predictions.csv", id="Declaration ID", columns=("{COLUMN}",))
try:
    predictions = read_predictions(
        places.results / wanted.file, format=wanted, expected_ids=list(truth["Declaration ID"])
    )
except PredictionsRefused as refused:
    refuse(refused.findings)
truth["predicted"] = predictions["{COLUMN}"]
scores = {{}}
for part, rows in truth.groupby("part"):
    scores[f"{{part}}_auc"] = roc_auc_score(rows["Fraud"], rows["predicted"])
    scores[f"{{part}}_ap"] = average_precision_score(rows["Fraud"], rows["predicted"])
write_scores(scores)
'''

# What a team hands in. It learns in the sandbox, and prints the bytes of its numbers so that a test can score the same.
ENTRY = f"""\
import base64
import os
from pathlib import Path

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier

inputs, outputs = Path(os.environ["INPUT_DIR"]), Path(os.environ["OUTPUT_DIR"])
train, test = (pd.read_csv(inputs / name, dtype={{"Declaration ID": str}}) for name in ("train.csv", "test.csv"))
columns = ["Office ID", "Import Type", "Import Use", "Payment Type", "HS6 Code", "Tax Rate", "Net Mass", "Item Price"]
model = HistGradientBoostingClassifier(max_iter=60, random_state=20)
model.fit(train[columns], train["Fraud"])
test["{COLUMN}"] = model.predict_proba(test[columns])[:, 1]
test[["Declaration ID", "{COLUMN}"]].to_csv(outputs / "predictions.csv", index=False)
print(base64.b64encode(test["{COLUMN}"].to_numpy("<f8").tobytes()).decode())
"""


def realdata() -> Path:
    """The folder of real inputs beside the project, or below SPC_SHARED."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    return Path(os.environ.get("SPC_SHARED", beside)) / "realdata"


def truth() -> pd.DataFrame:
    """The hidden label of each declaration of the test, in two parts of about a half."""
    labels = pd.read_csv(
        realdata() / "kr_customs_test.csv", usecols=["Declaration ID", "Fraud"], dtype={"Declaration ID": str}
    )
    labels["part"] = labels["Declaration ID"].astype(int).mod(2).map({0: "public", 1: "private"})
    return labels


def bundle_folder(folder: Path) -> Path:
    """Write the bundle; nothing of the label is in its input."""
    files = {"challenge.yaml": DESCRIPTION, "scorer/score.py": SCORER}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("input", "reference"):
        (folder / name).mkdir()
    train = pd.read_csv(realdata() / "kr_customs_train.csv", dtype={"Declaration ID": str})
    test = pd.read_csv(realdata() / "kr_customs_test.csv", dtype={"Declaration ID": str})
    train.drop(columns="Critical Fraud").to_csv(folder / "input/train.csv", index=False)
    test.drop(columns=HIDDEN).to_csv(folder / "input/test.csv", index=False)
    sample = test[["Declaration ID"]].assign(**{COLUMN: 0.5})
    sample.to_csv(folder / "input/sample_submission.csv", index=False)
    truth().to_csv(folder / "reference/truth.csv", index=False)
    return folder

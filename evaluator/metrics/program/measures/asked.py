"""One metric as a challenge asks for it; plain values that travel to the scorer's container as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .catalogue import METRICS, SKILL, Better, Metric

VARIABLE = "SMARTPORT_METRICS"
PARTS = ("public", "private")
COLUMN_OPTIONS = ("query", "event")


@dataclass(frozen=True)
class Asked:
    """`target` and `weight` are columns of the truth, `prediction` columns of the predictions; "" is none.

    A skill's options are those of the loss that it is `of`, and `reference`, the truth's columns of its forecast. A
    weighted sum has only `of`: keys of other scores with their coefficients.
    """

    key: str
    metric: str
    better: Better
    primary: bool = False
    target: str = ""
    prediction: tuple[str, ...] = ()
    weight: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def spec(self) -> Metric:
        """Of the metric that is computed: of a skill, its loss."""
        return METRICS[self.options["of"] if self.metric == SKILL else self.metric]

    @property
    def own_better(self) -> Better:
        """The metric's own direction, whatever the challenge shows."""
        return "higher" if self.metric == SKILL else self.spec.better

    @property
    def loss(self) -> "Asked":
        """A skill's loss, as it would have been asked for by itself."""
        return replace(self, metric=self.options["of"], better="lower")

    @property
    def reference(self) -> tuple[str, ...]:
        """The truth's columns with the reference forecast."""
        return tuple(self.options.get("reference", ()))

    @property
    def truth_columns(self) -> tuple[str, ...]:
        """Every column of the truth that it reads."""
        named = (self.target, self.weight, *(self.options.get(name, "") for name in COLUMN_OPTIONS))
        return tuple(name for name in (*named, *self.reference) if name)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "prediction": list(self.prediction)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Asked":
        return cls(**{**value, "prediction": tuple(value["prediction"])})


@dataclass(frozen=True)
class Task:
    """All that the program is told: the truth's file, the format of the predictions (as JSON), the metrics."""

    truth: str
    predictions: Mapping[str, Any]
    asked: tuple[Asked, ...]

    @property
    def id(self) -> str:
        return str(self.predictions["id"])

    @property
    def truth_columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for asked in self.asked for name in asked.truth_columns))

    def labels_of(self, asked: Asked) -> tuple[str, ...]:
        """The labels that its prediction column may hold, in the order of the challenge; none for numbers."""
        return tuple(self.predictions["labels"].get(asked.prediction[0], ())) if asked.prediction else ()

    def to_json(self) -> dict[str, Any]:
        scores = [asked.to_json() for asked in self.asked]
        return {"truth": self.truth, "predictions": dict(self.predictions), "scores": scores}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Task":
        return cls(value["truth"], value["predictions"], tuple(Asked.from_json(asked) for asked in value["scores"]))

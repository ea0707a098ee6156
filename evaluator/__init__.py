"""The evaluator: the only place that runs strangers' code; a plain library that knows neither Django nor a database."""

__version__ = "0.1.0"

"""What anonymization refuses, and what it owns up to."""

from datasets.rules import DataRefusal


class LadderUnfit(DataRefusal):
    """The values of a column cannot be made coarser in the way that the recipe asks for."""

    code = "ladder_unfit"


class TreatmentUnfit(DataRefusal):
    """The values of a column cannot be treated as the recipe asks."""

    code = "treatment_unfit"


class TooMuchDropped(DataRefusal):
    """To keep k and l, more rows would have to be left out than the recipe allows."""

    code = "too_much_dropped"


class PromiseBroken(Exception):
    """What would be published does not hold k or l: our mistake, never the recipe's."""


class KeyDestroyed(Exception):
    """A pseudonym was asked for after the key was destroyed."""

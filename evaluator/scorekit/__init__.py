"""What a scoring program needs: read predictions, refuse them with row and column, write scores.

On the host it is `evaluator.scorekit`; inside the scorer's container it is `scorekit` (PYTHONPATH=/app/lib).
"""

from .answers import refuse, write_scores
from .asides import tell, write_row_losses
from .faults import Fault, Findings
from .places import Places
from .predictions import PredictionsFormat, check_predictions
from .reading import PredictionsRefused, read_ids, read_predictions

__all__ = [
    "Fault",
    "Findings",
    "Places",
    "PredictionsFormat",
    "PredictionsRefused",
    "check_predictions",
    "read_ids",
    "read_predictions",
    "refuse",
    "tell",
    "write_row_losses",
    "write_scores",
]

"""Trade papers of the boxes, made up: what carriers, declarants, inspectors and scales each say of the same bill."""

from .dossiers import dossiers
from .tables import papers

__all__ = ["dossiers", "papers"]

"""Who answers for the personal data on this site, as the operator says in the environment."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Responsible:
    """Empty where the operator has not said it."""

    name: str
    contact: str
    cndp_reference: str


def responsible() -> Responsible:
    """For the privacy notice."""
    return Responsible(settings.CONTROLLER_NAME, settings.CONTROLLER_CONTACT, settings.CONTROLLER_CNDP_REFERENCE)

"""Letters of the organizers to a group."""

from challenges.mailing.actions import Draft, save_draft
from challenges.mailing.models import Audience, Ground, GroupLetter
from challenges.mailing.rules import LANGUAGES
from tests.factories.editions import NOW


def make_letter(edition, *, by, now=NOW, **fields: object) -> GroupLetter:
    """In three languages, to the members, about the running."""
    given = {
        "audience": Audience.MEMBERS,
        "ground": Ground.RUNNING,
        "subject": {one: f"Avis {one} {{edition}}" for one in LANGUAGES},
        "body": {one: f"Bonjour {{person}} ({one})" for one in LANGUAGES},
        **fields,
    }
    return save_draft(edition, Draft(**given), by=by, now=now)

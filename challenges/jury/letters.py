"""What is written to those who keep a panel."""

from django.utils.translation import get_language, gettext

from challenges.errors import gettext_noop
from challenges.jury.models import Recusal
from challenges.post.actions import Compose, Words
from challenges.wording import localized

RECUSED_SUBJECT = gettext_noop("A juror of “%(panel)s” is recused from project %(code)s")
RECUSED_BODY = gettext_noop(
    "%(person)s does not judge project %(code)s of “%(panel)s” any more.\n\n"
    "What ties them to it: %(relation)s\n%(reason)s\n\n"
    "Nothing that they gave it is counted. While the screening goes on, another juror gets the project where one is "
    "free to score it. Look whether it still has enough jurors; where it has not, call in a reserve."
)


def recused(made: Recusal) -> Compose:
    """To the keepers, when a juror leaves a project."""

    def words() -> Words:
        panel = made.juror.panel
        names = {
            "panel": localized(panel.title, (get_language() or "fr")[:2]),
            "code": made.candidate.code,
            "person": str(made.juror),
            "relation": made.get_relation_display(),
            "reason": made.reason or "–",
        }
        return Words(gettext(RECUSED_SUBJECT) % names, gettext(RECUSED_BODY) % names + "\n")

    return words

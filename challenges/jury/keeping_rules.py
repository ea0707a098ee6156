"""When a panel opens and its rounds close, and what is refused to the organizers."""

from challenges.errors import Refusal, gettext_noop

BALLOTS_NEEDED = 3
"""On a project, before anything can be said of it."""


class PanelNotReady(Refusal):
    """Details: count."""

    code = "panel_not_ready"
    message = gettext_noop("The panel cannot open yet (%(count)s missing).")
    hint = gettext_noop("The list says what, and where to do it.")


class RoundOver(Refusal):
    code = "jury_round_over"
    message = gettext_noop("This round is not going on: somebody has closed it, or it has not begun.")
    hint = gettext_noop("Load the page again: it says how far the panel is.")


class NobodyOwes(Refusal):
    code = "nobody_owes_ballots"
    message = gettext_noop("Nobody owes a ballot: there is nobody to remind.")


class TieLookedAt(Refusal):
    code = "tie_looked_at"
    message = gettext_noop("Somebody has looked at this tie already.")
    hint = gettext_noop("Load the page again. The juror can also recuse themselves at any moment.")


class NothingMarked(Refusal):
    code = "nothing_marked"
    message = gettext_noop("No project is marked.")
    hint = gettext_noop("Mark those that the tie concerns, or say that it concerns none.")
    status = 422

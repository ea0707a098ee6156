"""What is missing before a panel can open, in words, and where to do it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo

from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from challenges.jury.lacking import Lack
from challenges.pages.visit import isolated
from challenges.panels.models import Panel
from challenges.wording import enumerated, localized, say

# By the word of a lack: what is said, and the page on which it is done.
SAID: Mapping[str, tuple[str, str]] = {
    "criteria": (gettext_noop("Criteria: none yet. Start from the ready rubric, or write your own."), "criteria"),
    "scale": (gettext_noop("The automatic score counts, but the challenge has published no scale for it."), "edit"),
    "president": (gettext_noop("A president"), "jurors"),
    "deputy": (gettext_noop("A deputy, who presides where the president may not"), "jurors"),
    "signatures": (gettext_noop("The declaration is not signed yet by: %(names)s"), "jurors"),
    "voting": (gettext_noop("Jurors who have signed: %(count)s of at least %(wanted)s"), "jurors"),
    "players": (gettext_noop("These jurors play in a team of this edition: %(names)s"), "jurors"),
    "projects": (gettext_noop("Projects: none is before the panel"), "projects"),
    "anchors": (gettext_noop("Projects that every juror scores: %(count)s of %(wanted)s"), "projects"),
    "screening_hour": (gettext_noop("An hour to come until which ballots of the screening are taken"), "edit"),
    "final_hour": (gettext_noop("An hour to come until which ballots of the final are taken"), "edit"),
}


@dataclass(frozen=True)
class ToldPanelLack:
    """A sentence, the step it belongs to, and the page on which it is done."""

    said: str
    step: str
    address: str


def told_panel_lacks(lacks: Iterable[Lack], *, panel: Panel) -> list[ToldPanelLack]:
    """In the reader's language."""
    return [_told(lack, panel) for lack in lacks]


def _told(lack: Lack, panel: Panel) -> ToldPanelLack:
    at = [panel.pk]
    if lack.criterion is not None:
        title = localized(lack.criterion.title, (get_language() or "fr")[:2])
        said = ngettext(
            "Criterion “%(title)s”: %(count)s text is not there in all three languages",
            "Criterion “%(title)s”: %(count)s texts are not there in all three languages",
            lack.count,
        ) % {"title": isolated(title), "count": lack.count}
        return ToldPanelLack(said, "criteria", reverse("console-panel-criterion", args=[*at, lack.criterion.pk]))
    if lack.refusal is not None:
        told = _refused(lack, zone=panel.edition.timezone)
        return ToldPanelLack(told, "opening", reverse("console-panel-jurors", args=at))
    if lack.what == "ties":
        said = ngettext(
            "%(count)s declared tie has not been looked at",
            "%(count)s declared ties have not been looked at",
            lack.count,
        ) % {"count": lack.count}
        return ToldPanelLack(said, "projects", f"{reverse('console-panel-projects', args=at)}#ties")
    message, page = SAID[lack.what]
    names = enumerated(isolated(name) for name in lack.names)
    filled = gettext(message) % {"names": names, "count": lack.count, "wanted": lack.wanted}
    return ToldPanelLack(filled, "opening" if page == "edit" else page, reverse(f"console-panel-{page}", args=at))


def _refused(lack: Lack, *, zone: tzinfo) -> str:
    if lack.refusal is None:
        return ""
    said, told = say(lack.refusal, zone=zone), gettext("The projects cannot be shared out.")
    return f"{told} {said.message} {said.hint}".strip()

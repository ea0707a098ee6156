"""What a juror reads of a project; in a blind round, nothing that tells whose it is."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from markdown_it.token import Token

from challenges.jury.blinding import Instead, Names, blind, blind_pieces
from challenges.jury.models import Assignment, Round
from challenges.pages.visit import isolated
from challenges.projects.models import Project
from challenges.projects.queries import pictures_of
from challenges.projects.rules import host_of
from smartport.templatetags.texts import markdown, rendered, tokens_of

LINKING = frozenset({"link_open", "link_close"})
BREAKS = frozenset({"softbreak", "hardbreak"})
KINDS = ("demo", "video", "repository")
BLOCKS = frozenset({"fence", "code_block"})


@dataclass(frozen=True)
class Shown:
    """A picture by its number on the page."""

    number: int
    width: int
    height: int
    caption: str


@dataclass(frozen=True)
class Link:
    """Where else a project shows itself: `kind` is demo, video or repository."""

    kind: str
    address: str
    host: str


@dataclass(frozen=True)
class Reading:
    """A project before a juror. Without `title` its team has deleted the page."""

    is_blind: bool
    title: str = ""
    pitch: SafeString | str = ""
    pictures: tuple[Shown, ...] = ()
    links: tuple[Link, ...] = ()


def with_names(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """With all that blinding asks for, in few queries."""
    found = assignments.select_related("juror__panel", "candidate__project__team")
    return found.prefetch_related("candidate__project__team__memberships__user")


def is_blind(assignment: Assignment) -> bool:
    """Whether the round of this assignment is."""
    panel = assignment.juror.panel
    return bool(panel.is_blind if assignment.round == Round.SCREENING else panel.final_is_blind)


def title_of(assignment: Assignment) -> str:
    """Of its project, in a list."""
    project = assignment.candidate.project
    if project is None:
        return ""
    return blind(project.title, names_of(project), instead=instead()) if is_blind(assignment) else project.title


def reading_of(assignment: Assignment) -> Reading:
    """The project's page as this juror may read it."""
    project, blinded = assignment.candidate.project, is_blind(assignment)
    if project is None:
        return Reading(blinded)
    pictures = enumerate(pictures_of(project), start=1)
    if not blinded:
        shown = tuple(Shown(number, one.width, one.height, one.caption) for number, one in pictures)
        return Reading(False, project.title, markdown(project.pitch), shown, tuple(_links(project)))
    names, words = names_of(project), instead()
    hidden = tuple(
        Shown(number, one.width, one.height, blind(one.caption, names, instead=words)) for number, one in pictures
    )
    pitch = blind_markdown(project.pitch, names, instead=words)
    return Reading(True, blind(project.title, names, instead=words), pitch, hidden)


def names_of(project: Project) -> Names:
    """Of its team and of everybody who plays in it."""
    people = [membership.user for membership in project.team.memberships.all()]
    real = [name for one in people for name in (one.display_name, f"{one.first_name} {one.last_name}".strip())]
    accounts = [name for one in people for name in (one.username, one.email.partition("@")[0])]
    return Names((project.team.name,), tuple(filter(None, real)), tuple(filter(None, accounts)))


def instead() -> Instead:
    """The neutral words in the reader's language; they turn no line of another direction around."""
    words = (isolated(gettext("[team]")), isolated(gettext("[person]")), isolated(gettext("[link]")))
    return Instead(*words)


def blind_markdown(source: str, names: Names, *, instead: Instead) -> SafeString:
    """Markdown as HTML: links lead nowhere, a drawing is its description, and names are found across all marks."""
    tokens = tokens_of(source)
    said: list[Token] = []
    for token in tokens:
        token.info = ""
        token.children = [_plain(child) for child in token.children or () if child.type not in LINKING]
        said.extend(token.children if token.type == "inline" else [token] if token.type in BLOCKS else [])
        said.append(Token("break", "", 0))
    pieces = [one.content if one.content else "\n" if one.type in {"break", *BREAKS} else "" for one in said]
    for one, piece in zip(said, blind_pieces(pieces, names, instead=instead), strict=True):
        if one.content:
            one.content = piece
    return rendered(tokens)


def _plain(token: Token) -> Token:
    """A drawing inside the text may show a name: what it is said to show stands for it."""
    return Token("text", "", 0, content=token.content) if token.type == "image" else token


def _links(project: Project) -> list[Link]:
    addresses = {kind: getattr(project, kind) for kind in KINDS}
    return [Link(kind, address, host_of(address)) for kind, address in addresses.items() if address]

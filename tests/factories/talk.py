"""What organizers and teams say."""

from datetime import datetime

from challenges.editions.models import Announcement, Challenge, Edition, FaqEntry
from challenges.questions.actions import answer, ask
from challenges.questions.models import Question
from challenges.teams.models import Team
from smartport.accounts.models import User
from tests.factories.editions import NOW, texts


def make_announcement(edition: Edition, *, title: str = "Fog on Friday", **fields: object) -> Announcement:
    """Published at NOW unless told otherwise."""
    given = {"title": texts(title), "body": texts(f"{title}: **mind the buoys**."), "published_at": NOW}
    return Announcement.objects.create(edition=edition, **{**given, **fields})


def make_faq(edition: Edition, *, question: str = "Who may play?", answer: str = "Everybody.", **fields) -> FaqEntry:
    """Of the whole edition unless a challenge is given."""
    return FaqEntry.objects.create(edition=edition, question=texts(question), answer=texts(answer), **fields)


def make_question(
    team: Team, challenge: Challenge, *, by: User, text: str = "May we use tide tables?", now: datetime = NOW
) -> Question:
    """The real action."""
    return ask(challenge, team=team, text=text, language="en", by=by, now=now)


def make_answer(question: Question, *, by: User, text: str = "You may.", is_public: bool = True, **fields) -> Question:
    """The real action."""
    return answer(question, text=text, is_public=is_public, by=by, **{"now": NOW, **fields})

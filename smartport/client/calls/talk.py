"""News of the organizers, and questions to them."""

from smartport.client.connection import Connection, Json


class TalkCalls(Connection):
    """What is said."""

    def news(self) -> list[Json]:
        """Of the edition and its challenges, newest first."""
        return list(self.pages("announcements"))

    def questions(self, slug: str, words: str = "", *, mine: bool = False) -> list[Json]:
        """Those answered to everybody; with `mine` one's own team's, which may still wait."""
        asked = {**({"q": words} if words else {}), **({"mine": "true"} if mine else {})}
        return list(self.pages(f"challenges/{slug}/questions", **asked))

    def ask(self, slug: str, text: str) -> Json:
        """Ask the organizers. Raises Refused (`no_team`, `too_many_questions` and the like)."""
        found: Json = self.json("POST", f"challenges/{slug}/questions", json={"text": text})
        return found

    def project(self, slug: str) -> Json:
        """The team's project page for a challenge. Raises Refused (`not_found`) where there is none yet."""
        found: Json = self.json("GET", f"challenges/{slug}/project")
        return found

    def write_project(self, slug: str, **texts: object) -> Json:
        """Write it: `title`, `pitch` (Markdown), `video`, `repository`, `demo`, `is_public`; what is left out is
        emptied. With the `version` one has read nobody is written over."""
        found: Json = self.json("PUT", f"challenges/{slug}/project", json=texts)
        return found

"""News of the organizers, and questions to them."""

from pathlib import Path

from smartport.client.connection import Connection, Json
from smartport.client.errors import unreadable


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

    def projects(self, slug: str) -> list[Json]:
        """The pages that teams show."""
        return list(self.pages(f"challenges/{slug}/projects"))

    def shown_project(self, project_id: str) -> Json:
        """One of them, whole."""
        found: Json = self.json("GET", f"projects/{project_id}")
        return found

    def add_picture(self, slug: str, file: str | Path, *, caption: str = "") -> Json:
        """To the team's own page: JPEG, PNG or WebP. Raises Refused (`picture_too_large` and the like)."""
        try:
            with Path(file).open("rb") as opened:
                files = {"file": (Path(file).name, opened)}
                found: Json = self.json(
                    "POST", f"challenges/{slug}/project/pictures", data={"caption": caption}, files=files
                )
        except OSError as error:
            raise unreadable(file, error) from error
        return found

    def change_picture(self, slug: str, picture_id: str, **changes: str) -> Json:
        """Its `caption`, or its place: `move` is `up` or `down`."""
        found: Json = self.json("PATCH", f"challenges/{slug}/project/pictures/{picture_id}", json=changes)
        return found

    def delete_picture(self, slug: str, picture_id: str) -> None:
        """It is no longer shown."""
        self.send("DELETE", f"challenges/{slug}/project/pictures/{picture_id}")

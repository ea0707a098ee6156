"""One's team."""

from smartport.client.connection import Connection, Json


class TeamCalls(Connection):
    """Create it, and let others in."""

    def team(self) -> Json:
        """One's own, with its members. Raises Refused (`no_team`)."""
        found: Json = self.json("GET", "teams/mine")
        return found

    def create_team(self, name: str) -> Json:
        """A team with oneself as its captain."""
        found: Json = self.json("POST", "teams", json={"name": name})
        return found

    def invite(self, email: str = "") -> Json:
        """A new invitation, sent by mail where an address is given; its `secret` is shown this once."""
        found: Json = self.json("POST", "teams/mine/invitations", json={"email": email} if email else {})
        return found

    def join_team(self, secret: str) -> Json:
        """Join by the secret at the end of an invitation link."""
        found: Json = self.json("POST", "teams/join", json={"secret": secret})
        return found

    def change_team(self, **changes: object) -> Json:
        """The captain's: `name`, `about`, `is_recruiting`; what is left out stays."""
        found: Json = self.json("PATCH", "teams/mine", json=changes)
        return found

    def leave_team(self) -> Json:
        """Leave it. Raises Refused (`captain_has_mates`: make somebody else captain first)."""
        found: Json = self.json("POST", "teams/mine/leave")
        return found

    def make_captain(self, member_id: int) -> Json:
        """The captain's: somebody else leads from here on."""
        found: Json = self.json("PATCH", f"teams/mine/members/{member_id}", json={"is_captain": True})
        return found

    def remove_member(self, member_id: int) -> None:
        """The captain's: somebody leaves."""
        self.send("DELETE", f"teams/mine/members/{member_id}")

    def recruiting_teams(self, words: str = "") -> list[Json]:
        """Teams that look for members."""
        return list(self.pages("teams", **({"q": words} if words else {})))

    def ask_to_join(self, team_id: str, message: str = "") -> Json:
        """Ask such a team to be let in."""
        found: Json = self.json("POST", f"teams/{team_id}/requests", json={"message": message})
        return found

    def join_requests(self) -> list[Json]:
        """Who asks to be let into one's team."""
        return list(self.pages("teams/mine/requests"))

    def answer_request(self, request_id: str, *, accept: bool) -> None:
        """The captain's answer."""
        self.send("POST", f"teams/mine/requests/{request_id}/{'accept' if accept else 'decline'}")

    def merges(self) -> list[Json]:
        """Proposals that one's team made or was made."""
        return list(self.pages("teams/mine/merges"))

    def propose_merge(self, team: str) -> Json:
        """Offer one's team to another, named; it would become part of it."""
        found: Json = self.json("POST", "teams/mine/merges", json={"team": team})
        return found

    def answer_merge(self, proposal_id: str, *, accept: bool) -> None:
        """The answer of the captain whose team would grow."""
        self.send("POST", f"teams/mine/merges/{proposal_id}/{'accept' if accept else 'decline'}")

    def merge_preview(self, proposal_id: str) -> Json:
        """Who would be in the team, sums against the limits, best scores, what is lost."""
        found: Json = self.json("GET", f"teams/mine/merges/{proposal_id}/preview")
        return found

    def withdraw_merge(self, proposal_id: str) -> None:
        """The captain's who made the offer."""
        self.send("DELETE", f"teams/mine/merges/{proposal_id}")

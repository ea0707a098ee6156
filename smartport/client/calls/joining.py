"""How people and teams find one another: invitations, requests, and the board of people who look for a team."""

from smartport.client.connection import Connection, Json


class JoiningCalls(Connection):
    """From both sides: a captain's, and a person's without a team."""

    def invitations(self) -> list[Json]:
        """Those of one's team that are open; for the captain."""
        return list(self.pages("teams/mine/invitations"))

    def withdraw_invitation(self, invitation_id: str) -> None:
        """Whoever has its secret can no longer join."""
        self.send("DELETE", f"teams/mine/invitations/{invitation_id}")

    def resend_invitation(self, invitation_id: str) -> Json:
        """With a fresh link to the same address."""
        found: Json = self.json("POST", f"teams/mine/invitations/{invitation_id}/resend")
        return found

    def offers(self) -> list[Json]:
        """Invitations to oneself, from captains who found one on the board."""
        return list(self.pages("teams/offers"))

    def accept_offer(self, invitation_id: str) -> Json:
        """One is in that team."""
        found: Json = self.json("POST", f"teams/offers/{invitation_id}")
        return found

    def decline_offer(self, invitation_id: str) -> None:
        """It is closed."""
        self.send("DELETE", f"teams/offers/{invitation_id}")

    def my_requests(self) -> list[Json]:
        """Those that one made, to be let into a team."""
        return list(self.pages("teams/requests"))

    def withdraw_request(self, request_id: str) -> None:
        """The team may be asked again a day after it was asked."""
        self.send("DELETE", f"teams/requests/{request_id}")

    def seekers(self, words: str = "") -> list[Json]:
        """People who look for a team."""
        return list(self.pages("teams/seekers", **({"q": words} if words else {})))

    def invite_seeker(self, seeker_id: int | str) -> Json:
        """The captain's: the person is told by letter; nobody learns an address."""
        found: Json = self.json("POST", f"teams/seekers/{seeker_id}/invitation")
        return found

    def my_seeking(self) -> Json:
        """One's own line on that board. Raises Refused (`not_found`) without one."""
        found: Json = self.json("GET", "teams/seekers/me")
        return found

    def seek(self, about: str) -> Json:
        """Put oneself on the board, or change what one says there."""
        found: Json = self.json("PUT", "teams/seekers/me", json={"about": about})
        return found

    def stop_seeking(self) -> None:
        """Off the board."""
        self.send("DELETE", "teams/seekers/me")

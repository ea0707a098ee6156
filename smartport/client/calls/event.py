"""What happens during the edition: its agenda, and mentors' hours to book."""

from smartport.client.connection import Connection, Json


class EventCalls(Connection):
    """Life of the edition."""

    def agenda(self, *, to_come: bool = False) -> list[Json]:
        """What happens, the earliest first; `to_come` leaves out what is over."""
        return list(self.pages("agenda", **({"to_come": "true"} if to_come else {})))

    def mentor_slots(self, *, free: bool = False) -> list[Json]:
        """Mentors' hours to come, the earliest first; `free` leaves out what is booked."""
        return list(self.pages("mentors", **({"free": "true"} if free else {})))

    def mentor_bookings(self) -> list[Json]:
        """The team's own hours that are not over, with place and link. Raises Refused (`no_team`)."""
        return list(self.pages("mentors/bookings"))

    def book_mentor(self, slot_id: str, about: str = "") -> Json:
        """For the whole team. Raises Refused (`slot_taken`, `team_busy`, `week_used` and the like)."""
        found: Json = self.json("PUT", f"mentors/{slot_id}/booking", json={"about": about})
        return found

    def cancel_mentor(self, slot_id: str) -> None:
        """Give the hour back. Raises Refused (`booking_unknown`, `too_late_to_cancel`)."""
        self.send("DELETE", f"mentors/{slot_id}/booking")

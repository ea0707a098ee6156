"""The organizers' stock admin: what is asked may be edited, what happened may be looked at. Nothing private is here."""

from challenges.admin import asked, happened, talk

__all__ = ["asked", "happened", "talk"]

"""The stock admin: organizers look at what happened. Nothing private is here."""

from challenges.admin import happened, talk

__all__ = ["happened", "talk"]

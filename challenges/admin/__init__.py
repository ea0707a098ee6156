"""The organizers' stock admin."""

"""Webhooks: what happens in a challenge is told, signed, to an address that its organizers named."""

"""From data, a pack, a ZIP or another challenge to a challenge that its organizers can finish; and back."""

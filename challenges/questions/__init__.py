"""What teams ask about a challenge, and what they are answered."""

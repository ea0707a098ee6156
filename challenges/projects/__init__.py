"""What a team says of its work on a challenge."""

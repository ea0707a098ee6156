"""Weather and air around the quays."""

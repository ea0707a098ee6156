"""Trying a challenge out before its teams do: its baselines, its scorer under attack, what its files give away."""

"""Mentors' hours, and the teams that book them."""

"""Certificates: the paper, the page where anybody checks one, and where its holder takes it."""

"""The president's desk: what the ballots come to, and the deeds that make a decision of it."""

"""The operator's and the organizers' commands on data."""

"""The image that entries and scorers run in: its locked packages and how it is built."""

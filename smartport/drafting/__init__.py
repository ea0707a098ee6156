"""From one CSV to a challenge folder that a person who does not program can read and finish."""

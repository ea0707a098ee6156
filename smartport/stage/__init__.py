"""The stage: the control of a running show, and what halls and phones see of it."""

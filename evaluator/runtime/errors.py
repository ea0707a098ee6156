"""Why the runtime image could not be built."""


class BuildFailed(Exception):
    """One sentence for the person at the terminal; the details are in the log above it."""

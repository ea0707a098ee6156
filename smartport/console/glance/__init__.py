"""An edition at a glance: what it counts, and how that is drawn."""

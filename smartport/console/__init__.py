"""The organizers' console: a door of its own, because it shows challenges, data and machines on one page."""

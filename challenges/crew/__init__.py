"""Who runs the contest: organizers by invitation, operators by name, and since when."""

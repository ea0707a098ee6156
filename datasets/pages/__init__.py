"""The organizers' pages of the data, a file per page or door."""

"""Letters of the organizers to a group: drafted, tried on oneself, sent once."""

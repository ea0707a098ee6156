"""Who judges what, and by which criteria: panels are made here, and jurors invited."""

"""What people say of the projects: panels, ballots, and decisions that can be defended."""

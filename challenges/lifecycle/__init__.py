"""What organizers do with an edition, a challenge and its phases: change, publish, extend, freeze, close."""

"""What the evaluator said of it."""

"""The river: editions -> teams -> submissions -> evaluations -> leaderboards."""

"""The ways in which values become coarser: one module for each."""

"""The jurors' door: what is left to do, one project at a time, and a ballot on each."""

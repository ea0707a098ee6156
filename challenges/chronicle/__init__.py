"""The journal as people read it: what each line is about, who may see it, and what it says."""

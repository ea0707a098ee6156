"""The jury: what people say of the projects, and the arithmetic that a decision can be defended with."""

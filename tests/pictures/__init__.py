"""Pictures of the documentation that are drawn from the code, and what holds them to it."""

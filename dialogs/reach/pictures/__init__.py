"""Pictures of a report: each a function of it and of a language, and the same in words."""

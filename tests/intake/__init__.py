"""How updates come in: fetched or brought, each once, in order, and not too many at once."""

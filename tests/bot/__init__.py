"""The package that talks: its configuration, its log, what it sends and fetches."""

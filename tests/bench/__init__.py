"""Measurements, printed by `make bench`; nothing here is asserted on a clock."""

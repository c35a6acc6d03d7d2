"""How far the word went, and how far it may go: pure figures of a forest of who came through whom."""

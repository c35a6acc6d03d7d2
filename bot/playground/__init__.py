"""A Telegram of our own on loopback: for tests, for the demo, for measuring."""

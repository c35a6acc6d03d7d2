"""The Telegram of our own, held against what the real one does."""

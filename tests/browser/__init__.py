"""The page with phones, in a real Chromium."""

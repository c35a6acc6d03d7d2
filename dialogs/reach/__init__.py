"""How far the word went: figures that may be shown, a page with them, pictures of them."""

"""Finding articles by their words: what a search means is decided in Python, so that every database answers alike."""

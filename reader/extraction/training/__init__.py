"""Makes the weights of the cleaning: `python -m reader.extraction.training FOLDER`. See docs/cleaning.md."""

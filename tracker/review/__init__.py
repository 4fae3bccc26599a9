"""The Sekda office's board: overdue, waiting for verification."""

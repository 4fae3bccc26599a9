"""Claims about people and behaviour; the folders mirror the slices of `tracker`."""

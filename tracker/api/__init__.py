"""The machine face: health."""

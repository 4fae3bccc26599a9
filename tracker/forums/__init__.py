"""Forums in series, their minutes file and their decisions."""

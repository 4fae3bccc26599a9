"""Regions, their offices and facilities, and the working calendar."""

"""Commitments: standing, updates, evidence, verification, extension and the answer page."""

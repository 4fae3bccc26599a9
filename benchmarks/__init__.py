"""How fast and how heavy: each benchmark measures the product beside the least that could do the same."""

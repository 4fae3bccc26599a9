"""The demo: the sample forums played through the same actions that people use."""

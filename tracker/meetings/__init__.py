"""The review held in the room: one commitment after the other on the beamer, and the minutes that come of it."""

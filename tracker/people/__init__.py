"""Persons, posts, tenures, sign-in, access, signed links, throttling and audit."""

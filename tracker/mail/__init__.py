"""The outbox: messages written with their cause, sent once; it knows no one."""

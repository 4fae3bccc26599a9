"""From the text of minutes to drafts, and from drafts to commitments."""

"""What a row knows of a file in the store."""

from __future__ import annotations

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from tracker.commitments.proof import NewEvidence, Place
from tracker.extensions import Sha256, words


class ProofColumns:
    """For rows of files; size in bytes, width and height in pixels of the preview, where there is one."""

    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(Sha256)
    place: Mapped[Place | None] = mapped_column(words(Place))
    personal: Mapped[bool] = mapped_column(default=False, server_default=false())
    preview_width: Mapped[int | None]
    preview_height: Mapped[int | None]

    def as_new(self) -> NewEvidence:
        """The same file as evidence of another report."""
        return NewEvidence(
            self.name, self.media_type, self.size, self.sha256, self.place, self.personal,
            self.preview_width, self.preview_height,
        )  # fmt: skip

"""The reviewers' acts on several commitments, kept so that they can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.commitments.acts import Act
from tracker.extensions import Base, BigId, words
from tracker.regions.models import Region


class Oversight(Base):
    """A reviewer's act on several commitments, with what each was before it."""

    __tablename__ = "oversights"
    __table_args__ = (Index("ix_oversights_region_id", "region_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    act: Mapped[Act] = mapped_column(words(Act))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    tenure_id: Mapped[int | None] = mapped_column(ForeignKey("tenures.id"))
    items: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    taken_back_at: Mapped[datetime | None]

    region: Mapped[Region] = relationship()

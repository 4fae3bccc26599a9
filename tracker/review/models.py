"""What reviewers keep of the board: filters under a name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.extensions import Base
from tracker.review.rules import LONGEST_NAME, LONGEST_QUERY


class KeptView(Base):
    """The filters of one region's board under a name; `shared` with all who see it, `first` opens before the others."""

    __tablename__ = "kept_views"
    __table_args__ = (
        Index("uq_kept_views_region_id_person_id_name", "region_id", "person_id", "name", unique=True),
        Index("ix_kept_views_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    query: Mapped[str] = mapped_column(String(LONGEST_QUERY))
    shared: Mapped[bool] = mapped_column(default=False)
    first: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]

"""Valid reasons why something cannot be done, in the reader's language."""

from __future__ import annotations

from flask_babel import LazyString, lazy_gettext

from tracker.commitments.petition_rules import Ground

GROUND_WORDS: dict[Ground, LazyString] = {
    Ground.RULE_CHANGED: lazy_gettext("A regulation or policy has changed"),
    Ground.GONE: lazy_gettext("The object or party is no longer there"),
    Ground.DISASTER: lazy_gettext("Disaster or other force majeure"),
    Ground.NOT_WORTHWHILE: lazy_gettext("No longer effective, efficient or economical"),
    Ground.OTHER: lazy_gettext("Another valid reason"),
}

"""How Indonesian verbs look by their prefixes, so that no list of known verbs is needed."""

from __future__ import annotations

_NO_PASSIVE = (
    r"(?!n(?:as|kes|sos|hub|ik|du|per|ding|gin)|s(?:hub|dik|nak|kom|duk|par|trik|ku|ab|dag|per|kes|pora|ipl|tri|posi)"
    r"|rek|rut|alog|are|agnos|gital|visi|mensi|nami|mana|antara|atas|bawah|samping|sini|situ|banding|karenakan|sebabkan)"
)
PASSIVE = rf"di{_NO_PASSIVE}[a-z]{{4,}}"
""" "disiapkan", "ditempel": a passive; never "dinas", "Dishub", "distrik" or "diskusi"."""

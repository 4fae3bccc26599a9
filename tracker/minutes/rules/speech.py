"""Words by which somebody is said to speak."""

from __future__ import annotations

import re

from tracker.minutes.rules.gates import word_gate

_SAYS = (
    r"(?:ujar|kata|tegas|ungkap|jelas|tutur|tambah|terang|papar|imbuh|tandas"
    r"|pungkas|tutup|sebut|ucap|lanjut)(?:nya)?"
)
ATTRIBUTION = re.compile(rf"[,.?!]?\s*[\"”]\s*,?\s*{_SAYS}\b", re.I)
CLOSED_BY = word_gate(
    rf",\s*{_SAYS}\s+(?=[A-Z][^,;]{{2,60}}$)",
    "ujar kata tegas ungkap jelas tutur tambah terang papar imbuh tandas pungkas tutup sebut ucap lanjut"
    " ujarnya katanya tegasnya ungkapnya jelasnya tuturnya tambahnya terangnya paparnya imbuhnya tandasnya"
    " pungkasnya tutupnya sebutnya ucapnya lanjutnya",
)
SPEAKS = word_gate(
    r"(?:^|\W)dari\b[^.;,]{3,60}\bdi(?:sampaikan|laporkan|usulkan|peroleh|informasikan|jelaskan)\b"
    r"|\b(?:menyampaikan|mengatakan|menegaskan|menjelaskan|melaporkan|menyatakan"
    r"|memaparkan|menyebut(?:kan)?|mengungkapkan|menekankan|mengingatkan|menyoroti|memuji|menilai|mengakui"
    r"|mencatat"
    r"|menerangkan|menambahkan|menuturkan|menyambut|membeberkan|mengumumkan|menanggapi|mengeluhkan"
    r"|mengusulkan|menyanggupi|menjawab|menimpali|membenarkan|memastikan|berjanji|mengonfirmasi|mengungkap"
    r"|memohon|meyakinkan"
    r"|sambutan(?:nya)?)\b|\((?:sdri?|dr)",
    "menyampaikan mengatakan menegaskan menjelaskan melaporkan menyatakan memaparkan menyebut menyebutkan"
    " mengungkapkan menekankan mengingatkan menyoroti memuji menilai mengakui mencatat menerangkan"
    " menambahkan"
    " menuturkan menyambut membeberkan mengumumkan menanggapi mengeluhkan mengusulkan menyanggupi sambutan"
    " sambutannya"
    " menjawab menimpali membenarkan memastikan berjanji mengonfirmasi mengungkap memohon meyakinkan"
    " disampaikan dilaporkan diusulkan diperoleh diinformasikan dijelaskan",
    "(sdr (dr",
)

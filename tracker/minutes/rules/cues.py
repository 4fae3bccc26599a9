"""The words that announce a commitment, strongest first, and on which side of them its owner stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.minutes.rules.proposal import Kind
from tracker.minutes.rules.sorts import Cue, Hit, Side, Sort
from tracker.minutes.rules.verbs import INTENDS, NO_DEED, PASSIVE, ROOTS, TRY

_AGAR = r"(?:agar|supaya)\b"


def _cue(sort: Sort, kind: Kind, side: Side, words: str, pattern: str) -> Cue:
    return Cue(sort, kind, side, re.compile(pattern, re.I), frozenset(words.split()))


CUES: tuple[Cue, ...] = (
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "instruksikan menginstruksikan memerintahkan menugaskan menugasi mewajibkan mendesak tugaskan menuntut"
        " mengharuskan mengamanatkan memandatkan menyuruh",
        r"\b(?:meng)?instruksikan\b|\bmemerintahkan\b|\b(?:me)?nugas(?:kan|i)\b|\btugaskan\b|\bmewajibkan\b"
        r"|\bmendesak\b|\b(?:menuntut|mengharuskan|mengamanatkan|memandatkan|menyuruh)\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "memberi memberikan kasih beri berikan",
        r"\b(?:(?:saya|kami)\s+)?(?:memberi(?:kan)?|kasih|beri(?:kan)?)\s+(?:\w+\s+){0,2}?(?:tenggat|waktu|tempo"
        r"|kesempatan|tugas|mandat|pekerjaan\s+rumah|pr)\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.EITHER,
        "minta perintahkan tugaskan",
        r"\b(?:saya|kami)\s+(?:minta|perintahkan|tugaskan)\b(?!\s+(?:waktu|tambahan\s+waktu|izin|maaf|kepada|agar\s+"
        r"(?:dinas|kepala)|dinas|para|seluruh|setiap|semua|kepala|camat|puskesmas))",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.EITHER,
        "mau maunya ingin",
        r"\bsaya\s+(?:mau|maunya|ingin)\s+(?=(?:[^.;?]{0,60}\b)?(?:sebelum|paling|minggu|bulan|tanggal|tgl"
        r"|besok|lusa)\b)",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "meminta minta berpesan mengarahkan menghendaki menitipkan memesankan",
        r"\bmeminta\b|\b(?:menitip|memesan)kan\b|\bminta\b(?!\s+(?:maaf|izin|(?:tambahan\s+|tenggang\s+"
        r"|sedikit\s+)?(?:waktu|tempo)\b))|\bberpesan\b|\bmengarahkan\b"
        r"|\bmenghendaki\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.BEFORE,
        "diminta diinstruksikan diperintahkan ditugaskan ditugasi diwajibkan diarahkan ditunjuk"
        " berkewajiban bertugas diberi diberikan dituntut diharuskan didesak diamanatkan diamanati diingatkan"
        " dilibatkan dipersilakan dititipi dititipkan diserahi dibebani dipercaya dimandatkan ditunjuki",
        r"\b(?:dititip(?:i|kan)|diserahi|dibebani|dipercaya(?=\s+(?:untuk|me))|dimandatkan|diminta"
        r"|diinstruksikan|diperintahkan|ditugas(?:kan|i)|diwajibkan|diarahkan"
        r"|ditunjuk|berkewajiban|bertugas(?!\s+(?:di|sebagai)\b)|dituntut|diharuskan|didesak|diamanat(?:kan|i)"
        r"|diingatkan(?=\s+(?:\w+\s+)?(?:agar|untuk|supaya)\b)|dilibatkan|dipersilakan(?=\s+(?:untuk\s+)?me)"
        r"|diberi(?:kan)?\s+(?:tugas|catatan|waktu|kesempatan|tenggat|tempo|batas|mandat|deadline))\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "pr tugas pekerjaan",
        r"\b(?:pr|tugas|pekerjaan\s+rumah)\s+(?:bagi|untuk|buat)\s+(?=[^.;]{3,50}\b(?:adalah|ialah|yaitu|yakni)\b)",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.EITHER,
        "titip nitip",
        rf"\b(?:ti|ni)tip(?:\s+(?:juga|pesan))*\s*,?\s+(?=(?:agar|supaya|untuk|me\w{{3,}}|di\w{{3,}}|"
        rf"{'|'.join(ROOTS)})\b)",
    ),
    _cue(
        Sort.AWAITED,
        Kind.DIRECTIVE,
        Side.EITHER,
        "tunggu ditunggu nantikan",
        r"\b(?:saya|kami|beliau|bupati|pimpinan|sekda)\s+(?:tunggu|nantikan)\b|\bditunggu\b",
    ),
    _cue(Sort.ORDER, Kind.DIRECTIVE, Side.EITHER, "tolong coba", r"\btolong\b|" + TRY),
    _cue(
        Sort.ORDER,
        Kind.APPEAL,
        Side.EITHER,
        "kiranya berkenan",
        r"\bkiranya\b|\bberkenan\b(?=\s+(?:me|untuk))",
    ),
    _cue(
        Sort.APPEAL,
        Kind.APPEAL,
        Side.AFTER,
        "imbau himbau mengimbau menghimbau mengajak mendorong mohon memohon usulkan mengusulkan"
        " menyarankan merekomendasikan",
        rf"\b(?:meng)?h?imbau\b|\bmengajak\b|\bmendorong\s+(?={_AGAR}|para\b|seluruh\b"
        rf"|setiap\b|semua\b|dinas\b|dinkes\b|dinsos\b|disdukcapil\b|puskesmas\b|bpjs\b"
        rf"|camat\b|pem\w+|kepala\b|opd\b|perusahaan\b|badan\s+usaha\b|masyarakat\b)"
        rf"|\b(?:memohon|mohon)\b(?!\s+(?:maaf|izin|ijin|doa|ampun))|\b(?:meng)?usulkan\s+"
        rf"(?={_AGAR}|kepada\b)|\bmenyarankan\b|\bmerekomendasikan\b",
    ),
    _cue(
        Sort.APPEAL,
        Kind.APPEAL,
        Side.BEFORE,
        "dihimbau diimbau diajak didorong dimohon dimohonkan disarankan direkomendasikan",
        r"\b(?:dihimbau|diimbau|diajak|didorong|dimohon(?:kan)?|disarankan|direkomendasikan)\b",
    ),
    _cue(Sort.EXPECT, Kind.DIRECTIVE, Side.EITHER, "diharap diharapkan", r"\bdiharap(?:kan)?\b"),
    _cue(
        Sort.NEED,
        Kind.DIRECTIVE,
        Side.NONE,
        "pentingnya perlunya",
        r"\b(?:menekankan|menyoroti|mengingatkan|menegaskan|menggarisbawahi|menyampaikan)\s+"
        r"(?:kembali\s+|akan\s+|tentang\s+|juga\s+)?(?:pentingnya|perlunya)\b",
    ),
    _cue(
        Sort.ORDER,
        Kind.DIRECTIVE,
        Side.AFTER,
        "menekankan mengingatkan menegaskan",
        rf"\b(?:menekankan|mengingatkan|menegaskan)\s+(?:(?:kepada\s+)?[^.;]{{0,80}}?)\b{_AGAR}",
    ),
    _cue(
        Sort.HOPE,
        Kind.APPEAL,
        Side.AFTER,
        "berharap mengharapkan harapkan harap",
        r"\b(?:saya\s+|kami\s+)?(?:berharap|mengharapkan|harapkan|harap)\b",
    ),
    _cue(
        Sort.MUST,
        Kind.DIRECTIVE,
        Side.BEFORE,
        "harus haruslah wajib mesti hendaknya sebaiknya seyogianya seyogyanya perlu",
        r"(?<!yang\s)(?<!tidak\s)(?<!tak\s)(?<!tanpa\s)(?<!iuran\s)\b(?:harus(?:lah)?"
        r"|wajib|mesti|hendaknya|sebaiknya|seyogi?y?anya|perlu(?=\s+(?:segera\s+|juga\s+|terus\s+)?(?:me"
        r"|di|ber|mem|agar)\w*))\b",
    ),
    _cue(Sort.ADDRESSED, Kind.DIRECTIVE, Side.EITHER, "agar supaya jangan", rf"\b{_AGAR}|\bjangan\b"),
    _cue(
        Sort.WILL,
        Kind.PLAN,
        Side.BEFORE,
        "akan minta nanti berjanji menjanjikan berencana merencanakan menyanggupi bersedia bertekad"
        " menargetkan ditargetkan ditarget direncanakan dijadwalkan nantinya siap janji janjinya sanggup biar biarlah"
        " insyaallah rencananya rencana target mau perlu butuh memerlukan meminta ambil mengambil",
        INTENDS
        + r"|\b(?:minta|perlu|butuh|memerlukan|meminta)\s+(?:tambahan\s+|tenggang\s+|sedikit\s+)?(?:waktu|tempo)\b"
        r"|\bakan\s+(?=\w)|\bnanti\s+(?:saya|kami)\s+(?=\w)|\b(?:berjanji|menjanjikan|(?<!keluarga )berencana|merencanakan"
        r"|menyanggupi"
        r"|bersedia|bertekad|menargetkan|ditarget(?:kan)?|direncanakan|dijadwalkan|nantinya|insyaallah)\b"
        r"|\b(?:meng)?ambil\s+(?:peran|bagian|alih)\b|\bbiar(?:lah)?\s+(?:kami|saya)\b"
        r"|\bnanti\b(?=[^.;]{0,40}\b(?:kami|saya)\b)|(?<=saya )nanti\b"
        r"|(?<=kami )nanti\b|\b(?:siap|sanggup)\s+(?=me|ber|"
        + PASSIVE
        + r")|\bjanji(?:nya)?,?\s+(?!serupa|itu\b|tersebut|yang\b|lama\b)(?=\w)",
    ),
    _cue(
        Sort.COMMITTED,
        Kind.PLAN,
        Side.BEFORE,
        "berkomitmen bekomitmen commit",
        r"\bber?komitmen\b|\bcommit\b",
    ),
    _cue(
        Sort.MORE,
        Kind.PLAN,
        Side.NONE,
        "tambahan penambahan",
        r"\b(?:masih\s+)?(?:diperlukan|dibutuhkan|memerlukan|membutuhkan|butuh|perlu)\s+"
        r"(?=(?:tambahan|penambahan)\b)",
    ),
    _cue(Sort.TASK, Kind.PLAN, Side.NONE, "bagaimana", r"\bbagaimana\s+(?:cara(?:nya)?\s+)?(?=me)"),
    _cue(
        Sort.AGREED,
        Kind.DIRECTIVE,
        Side.EITHER,
        "disepakati menyepakati bersepakat sepakat diputuskan memutuskan menyetujui disetujui menetapkan",
        r"\b(?:rapat|forum|peserta|pimpinan|pihak|musyawarah)\s+(?:juga\s+|pun\s+|kemudian\s+)?(?:menyetujui"
        r"|menetapkan)\b|(?<!yang\s)(?<!telah\s)(?<!sudah\s)\b(?:disepakati|diputuskan|menyepakati"
        r"|bersepakat|memutuskan|sepakat)\b",
    ),
    _cue(
        Sort.OURS,
        Kind.PLAN,
        Side.BEFORE,
        "kami kita saya memastikan menjamin pihaknya instansinya lembaganya jajarannya timnya kantornya dinasnya",
        r"\b(?:memastikan|menjamin)\b|(?<!ke )(?<!kepada )(?<!oleh )(?<!dari )(?<!bagi )\b(?:kami|kita"
        r"|saya)\s+"
        rf"(?:yang\s+)?(?:segera\s+|juga\s+|langsung\s+|usahakan\s+)?(?!{NO_DEED})"
        r"[a-z]{3,}|\b(?:pihaknya|instansinya|lembaganya|jajarannya|timnya|kantornya|dinasnya)\s+(?:juga\s+"
        r"|segera\s+)?(?=(?:me[a-z]{3,}"
        rf"|{'|'.join(ROOTS)})\b)"
        r"|\bkami\s+(?:dari|selaku|di)\s+[^,.;:]{3,40}?\s+(?=me[a-z]{3,}\b)",
    ),
    _cue(
        Sort.RUNNING,
        Kind.ONGOING,
        Side.BEFORE,
        "tengah sedang rutin terus teruskan lanjutkan lengkapi kerjakan proses susun siapkan benahi",
        r"\bmasih\s+(?:kami|saya)\s+(?=(?:teruskan|lanjutkan|lengkapi|kerjakan|proses|susun|siapkan|benahi)\b)|"
        r"\b(?:(?-i:tengah)|sedang|rutin|terus)\s+(?=me\w{3,})",
    ),
    _cue(Sort.SOON, Kind.DIRECTIVE, Side.BEFORE, "segera", r"\bsegera\s+(?=(?:me|ber|di)\w{3,})"),
    _cue(
        Sort.DATED,
        Kind.DIRECTIVE,
        Side.EITHER,
        "paling selambat selambatlambatnya batas maksimal maks rampung tuntas beres kelar",
        r"\bpaling\s+(?:lambat|telat|lama)\b|\bmaks(?:imal)?\b|\bselambat(?:-|\s)?lambatnya\b"
        r"|\bbatas\s+waktu\b|(?<!belum )(?<!sudah )(?<!telah )\b(?:rampung|tuntas|beres|kelar)\b",
    ),
)

_ANNOUNCING = frozenset().union(*(cue.words for cue in CUES))


def hits(text: str, start: int, end: int, cues: Sequence[Cue] = CUES) -> list[Hit]:
    """Every cue within start:end, strongest first."""
    return [
        Hit(cue, found.start(), found.end())
        for cue in cues
        for found in cue.pattern.finditer(text, start, end)
    ]


def possible(words: frozenset[str]) -> list[Cue]:
    """The cues that a text of these small-lettered words may hold: nearly always few or none."""
    if words.isdisjoint(_ANNOUNCING):
        return []
    return [cue for cue in CUES if not cue.words.isdisjoint(words)]

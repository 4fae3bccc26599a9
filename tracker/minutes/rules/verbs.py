"""How Indonesian verbs look by their prefixes, so that no list of known verbs is needed."""

from __future__ import annotations

_NO_DEEDS = (
    "minta perintahkan tugaskan harap harapkan yakin mengapresiasi laporkan sampaikan teruskan ucapkan"
    " doakan beritahukan sudah telah belum tidak juga masih semua sendiri hadir menilai akui ada dari di"
    " ke pada dengan untuk yang ini itu dan atau agar bisa dapat mau ingin akan harus wajib perlu punya"
    " sangat lihat dengar terima tahu kira rasa catat tunggu nanti mohon paham dukung hargai habis hanya"
    " berharap bangga senang sepakat setuju saat pun bukan memang tadi sekalian selaku sebagai sejak"
    " selalu sempat sedang seperti sering"
).split()
NO_DEED = rf"(?:(?:{'|'.join(_NO_DEEDS)}|kirim\s+catatan|(?:naik|turun)\s+\d)\b)"
"""What behind "kami" or "saya" is nothing that the speaker will do."""

_NO_PASSIVE = (
    r"(?!n(?:as|kes|sos|hub|ik|du|per|ding|gin)|s(?:hub|dik|nak|kom|duk|par|trik|ku|ab|dag|per|kes|pora|ipl"
    r"|tri|posi)"
    r"|rek|rut|alog|are|agnos|gital|visi|mensi|nami|mana|antara|atas|bawah|samping|sini|situ|banding"
    r"|karenakan|sebabkan)"
)
PASSIVE = rf"di{_NO_PASSIVE}[a-z]{{4,}}"
""" "disiapkan", "ditempel": a passive; never "dinas", "Dishub", "distrik" or "diskusi"."""

ROOTS = (
    "adakan ajak ajukan aktifkan ambil angkut antar atur awasi bagi bagikan bantu bayar bentuk benahi bereskan"
    " beri bersihkan bikin buat buka cari catat cek cetak dampingi data datangi evaluasi finalisasi fogging"
    " ganti gandeng gelar geser hapus hitung hubungi ikut input isi jadwal jaga jalankan jemput kasih kawal"
    " kejar kelola kirim koordinasi koordinir kumpul kunjungi lapor latih lengkapi lunasi monitor muat padamkan"
    " panggil pantau pasang patroli percepat perbaiki perbanyak perbarui perhatikan perkuat perluas persiapkan"
    " pertahankan pertegas petakan pindah razia rekam rekap rekon rekrut review sebar setor sewa share siapkan"
    " rangkum ringkas himpun kaji olah pilah sortir bawa tata rapikan rawat ubah bina gelar"
    " siaga sisir sosialisasi standby surati survei susun tagih tambah tandai tarik tebang telusuri teliti"
    " tempel temui"
    " tinjau tulis tunjuk turun uji ukur umumkan undang update urus urai usul usulkan validasi verifikasi verval"
).split()
""" Verbs as they are spoken and jotted, without their prefix."""

INTENDS = (
    r"\brencananya\b|\b(?:rencana|target)\s+kami\b|\b(?:kami|kita)\s+(?:mau|rencana(?:nya)?)\s+"
    r"(?!(?:tanya|bertanya|sampaikan|lapor|usul|minta|bilang)\w*\b)(?=\w)"
)
""" "Rencananya lelang ulang Oktober", "kami mau kejar 60 persen": said aloud."""
TRY = (
    r"\bcoba\s+(?:\w+\s+)?(?=(?:me\w{3,}|"
    + PASSIVE
    + r"|konsultasi|koordinasi|cek|minta|kirim|hitung|\w{3,}kan)\b)"
)
""" "Coba konsultasi dulu": an order said aloud."""

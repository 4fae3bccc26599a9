"""Invented words of the data set: names, offices, promises of about 200 characters, reports."""

from __future__ import annotations

from random import Random

from tracker.forums.rules import Rhythm
from tracker.regions.rules import OfficeKind

GIVEN = (
    "Andi Budi Citra Dewi Eko Fitri Gunawan Hasan Indah Joko Kartika Laksmi Made Nur Oktavia Putri Rahmat Sari Taufik "
    "Umar Wahyu Yusuf Zainab Agus Bambang Ratna Slamet Tri Yuliana Hendra"
).split()
FAMILY = (
    "Saputra Wijaya Lestari Hidayat Santoso Siregar Nasution Lubis Wibowo Kusuma Rahman Hakim Pratama Utami Setiawan "
    "Simanjuntak Mandala Tanjung Harahap Permana Suryani Anwar Maulana Ginting Halim Basri Lapian Tuasikal Karim Noor"
).split()

DINAS = {
    "Kesehatan": "Dinkes",
    "Sosial": "Dinsos",
    "Pendidikan": "Disdik",
    "Kependudukan dan Pencatatan Sipil": "Dukcapil",
    "Tenaga Kerja": "Disnaker",
    "Pemberdayaan Masyarakat dan Desa": "DPMD",
    "Penanaman Modal dan Pelayanan Terpadu Satu Pintu": "DPMPTSP",
    "Perhubungan": "Dishub",
    "Pekerjaan Umum": "DPU",
    "Perumahan dan Permukiman": "Disperkim",
    "Lingkungan Hidup": "DLH",
    "Pertanian": "Distan",
    "Perikanan": "Diskan",
    "Koperasi dan Usaha Kecil": "Dinkop",
    "Perdagangan": "Disdag",
    "Pariwisata": "Dispar",
    "Pemuda dan Olahraga": "Dispora",
    "Perpustakaan": "Disperpus",
    "Pengendalian Penduduk dan Keluarga Berencana": "DPPKB",
    "Ketahanan Pangan": "DKP",
}
BADAN = {
    "Perencanaan Pembangunan Daerah": "Bappeda",
    "Keuangan dan Aset Daerah": "BKAD",
    "Pendapatan Daerah": "Bapenda",
    "Kepegawaian Daerah": "BKD",
    "Penanggulangan Bencana Daerah": "BPBD",
}
PLANTS = (
    "Melati Mawar Kenanga Cempaka Anggrek Dahlia Flamboyan Seruni Teratai Bougenvil Kamboja Soka Tanjung Kemuning "
    "Cendana Meranti"
).split()
VILLAGES = "Sukamaju Sukasari Sidomulyo Karanganyar Bangunrejo Mekarjaya Tanjungsari Muara Padang Lembah Bukit".split()

OWNERS: list[tuple[str, str, OfficeKind, str]] = [
    *((f"Dinas {name}", short, OfficeKind.DINAS, f"Kepala Dinas {name}") for name, short in DINAS.items()),
    *((f"Badan {name}", short, OfficeKind.BADAN, f"Kepala Badan {name}") for name, short in BADAN.items()),
    (
        "BPJS Kesehatan Kantor Cabang",
        "BPJS Kesehatan",
        OfficeKind.BPJS,
        "Kepala Kantor Cabang BPJS Kesehatan",
    ),
    ("RSUD Sehat Sentosa", "RSUD", OfficeKind.RSUD, "Direktur RSUD Sehat Sentosa"),
    *(
        (f"Puskesmas {name}", f"PKM {name}", OfficeKind.PUSKESMAS, f"Kepala Puskesmas {name}")
        for name in PLANTS
    ),
    *((f"Kecamatan {name}", f"Kec. {name}", OfficeKind.KECAMATAN, f"Camat {name}") for name in VILLAGES),
]
"""(name, short name, kind, the head's post) of the 54 offices that owe something in each region."""

ACTIONS = [
    "Memadankan data {n} peserta PBI nonaktif dengan data kependudukan",
    "Mendaftarkan {n} pekerja perusahaan yang belum menjadi peserta JKN",
    "Menganggarkan iuran {n} peserta PBPU Pemda dalam APBD perubahan",
    "Menyelesaikan tunggakan iuran {n} kepala desa dan perangkatnya",
    "Menambah {n} tempat tidur kelas rawat inap standar di rumah sakit daerah",
    "Menyosialisasikan antrean daring kepada {n} pengunjung loket setiap bulan",
    "Melengkapi {n} tenaga dokter gigi dan analis di puskesmas yang masih kosong",
    "Menindaklanjuti {n} pengaduan peserta tentang pelayanan dan biaya tambahan",
    "Memutakhirkan alamat dan NIK {n} bayi baru lahir agar segera menjadi peserta",
    "Menyusun peraturan kepala daerah tentang kepatuhan {n} badan usaha",
]
SCOPES = [
    "di seluruh kecamatan",
    "di wilayah kerja puskesmas terpencil",
    "bersama kantor cabang BPJS Kesehatan",
    "dengan dukungan camat dan kepala desa",
    "melalui tim koordinasi tingkat daerah",
    "berdasarkan hasil verifikasi lapangan",
]
WAYS = [
    "serta melaporkan hasilnya kepada Sekretaris Daerah setiap akhir bulan untuk dibahas dalam forum berikutnya",
    "dan menyampaikan daftar nama beserta kendalanya kepada sekretariat forum sebelum rapat evaluasi triwulan",
    "sehingga cakupan kepesertaan aktif mencapai target daerah dan tidak ada warga yang tertolak di loket layanan",
    "dengan jadwal, penanggung jawab, dan kebutuhan anggaran yang disepakati semua instansi terkait",
]
REPORTS = [
    "Sudah {n} berkas diperiksa bersama petugas kecamatan; sisanya dijadwalkan pekan depan.",
    "Rapat koordinasi terlaksana dan {n} data telah dikirim ke kantor cabang.",
    "Usulan anggaran untuk {n} peserta masuk dalam rancangan perubahan.",
    "Kunjungan lapangan ke {n} lokasi selesai, berita acara sedang disusun.",
]
OBSTACLES = ["Anggaran belum tersedia", "Data dari desa belum lengkap", "Petugas entri berganti"]
REASONS = [
    "Bukti dukung belum memuat seluruh kecamatan.",
    "Daftar nama belum ditandatangani kepala instansi.",
]
SERIES = {
    "Forum Kemitraan Pengelolaan JKN": Rhythm.YEARLY,
    "Forum Komunikasi Pemangku Kepentingan Utama": Rhythm.HALF_YEARLY,
    "Rapat Monitoring dan Evaluasi": Rhythm.QUARTERLY,
}


def name(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"


def action(random: Random) -> str:
    """A promise as minutes word it, about 200 characters."""
    what = random.choice(ACTIONS).format(n=random.randrange(20, 2000))
    return f"{what} {random.choice(SCOPES)} {random.choice(WAYS)}"


def report(random: Random) -> str:
    return random.choice(REPORTS).format(n=random.randrange(5, 900))

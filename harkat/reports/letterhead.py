"""What stands at the top of every printed report."""

OFFICE = ("PEMERINTAH KOTA JAMBI", "SEKRETARIAT DAERAH", "BAGIAN PEREKONOMIAN")
SIGNED_BY = "Kepala Bagian Perekonomian"
CITY = "Jambi"

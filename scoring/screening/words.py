"""The words that tell what a statement line is about: a loan, a shop, wages, a wallet, a note, a bank's own phrase."""

import re

from scoring.screening.word_patterns import WordPattern


def word_set(text: str) -> frozenset[str]:
    """Split a text into the set of its words."""
    return frozenset(text.split())


LOAN = WordPattern(
    r"\b(pinjam\w*|pinjol|minjam|pencairan|dicairkan|cair|angsuran|angsr\w*|angs|cicil\w*|nyicil|tagihan|"
    r"pelunasan|lunas|melunasi|"
    r"tenor|jatuh tempo|pay ?later|h?utang|ngutang|loan\w*|disburse\w*|repay\w*|instal?lments?|kasbon|talangan|"
    r"bayar kredit|kredit online|"
    r"ke ?\d{1,2} ?(?:dari|/) ?\d{1,3}|(?:angsuran|cicilan|setoran|bayar(?:an)?) ke ?\d{1,3})\b"
)
INSTALLMENT = WordPattern(
    r"\b(angsuran|angsr\w*|angs|cicil\w*|nyicil|setoran pinjaman|bayar (?:pinjaman|h?utang|bank keliling)|"
    r"pinjaman|bank keliling|bangke|"
    r"bank (?:emok|plecit|titil|thitil|cuil)|koperasi harian|ke \d{1,3})\b"
)
GOODS = WordPattern(
    r"\b(motor|mobil|hp|handphone|rumah|tanah|kulkas|tv|kios|ruko|laptop|gerobak|sofa|lemari|emas|barang|"
    r"tupperware|baju|kasur|perabot)\b"
)
SETTLED = WordPattern(
    r"\b(pelunasan|lunas|dilunasi|melunasi|settlement pinjaman|full repayment|paid off|lunas dipercepat)\b"
)
WAGES = WordPattern(r"\b(gaji\w*|salary|payroll|upah|honor\w*|thr|bonus|insentif|komisi|lembur|tunjangan|slip)\b")
REFUND = WordPattern(
    r"\b(refund\w*|pengembalian|kembalian|cash ?back|reversal|retur\w*|koreksi|kompensasi|hadiah|promo|voucher|"
    r"reward|batal\w*)\b"
)
FUNDER = WordPattern(
    r"\b(lender|pemberi dana|funder|funding|pendana\w*|danai|imbal ?hasil|investasi|invest\w*|bagi hasil|rdl|"
    r"withdraw\w*|penarikan (?:dana|saldo)|"
    r"tarik (?:dana|saldo)|deposit|top ?up|setor dana|hasil|return|profit|dividen|yield|portofolio|modal lender|"
    r"simpan dana)\b"
)
SHOP = word_set(
    "toko tk warung wr kedai rm bengkel apotek salon laundry londri bakery cafe kafe kopi coffee catering "
    "katering butik konveksi fotocopy cell ponsel motor mart swalayan minimarket supermarket jaya abadi "
    "makmur collection fashion store shop barbershop barber juice jus bakso mie ayam sate nasi roti kue "
    "cake bunga florist furniture mebel meubel elektronik advertising percetakan printing travel tour "
    "hotel klinik optik studio gym fitness pasar agen distributor grosir sembako ud cv hijab petshop "
    "garage variasi teknik material bangunan tani ternak sayur buah bumbu plastik gas air galon depot "
    "pangkas resto restoran snack frozen "
)
PURCHASE = WordPattern(
    r"\b(qris\w*|qr|edc\w*|kartu debit|transaksi debit|debit card|merchant|belanja|pembelian|e ?commerce|vap|"
    r"ecommerce|pos)\b"
)
PAYOUT = WordPattern(
    r"\b(settlement\w*|qris|mid|payout|pay out|penjualan|penjual|merchant|omset|omzet|gofood|grabfood|"
    r"shopeefood|gobiz|seller|"
    r"pencairan (?:saldo|penjualan|merchant|qris|toko|hasil|omset|seller|dana penjual\w*)|ddr|order\w*|pesanan|"
    r"invoice|inv)\b"
)
TRADE = WordPattern(
    r"\b(order\w*|pesanan|invoice|inv|faktur|nota|po|barang|bahan|supplier|stok|kulakan|sewa|kontrak\w*|iklan|"
    r"ads|jasa|langganan|premi|"
    r"polis|asuransi|dp|kain|jahit|servis|service|belanja|beras|gula|kemasan|tepung|telur|ongkir|"
    r"kirim(?:an)? barang)\b"
)
FEE = WordPattern(r"\b(biaya|by trx|by adm|admin fee|bea|provisi|fee|adm)\b")
TOPUP = WordPattern(r"\b(top ?up|topup|isi saldo|gopay customer|danatopup)\b")
BILL = WordPattern(
    r"\b(ftfva|briva|virtual account|va|byr via|bill payment|pembayaran|payment|bayar|tagihan|autodebe?t\w*|"
    r"auto debit)\b"
)
SAVING_AND_RENT = WordPattern(
    r"\b(arisan|tabung\w*|nabung|simpan\w*|titip\w*|konsinyasi|sewa|kontrak\w*|kost?|kosan|iuran|listrik|spp|"
    r"sekolah|les|infaq?|sedekah|zakat|"
    r"belanja|jajan|uang saku|makan|nafkah|gaji|upah|bensin|ongkos|parkir|retribusi|sampah|keamanan|"
    r"setoran (?:toko|warung|ojek|angkot|penjualan|jualan)|"
    r"bahan|barang|order|kue|sayur|ikan|ayam|gas|galon|es|susu|roti|telur|tahu|tempe|kerupuk)\b"
)

BOILERPLATE = word_set(
    "trsf e banking ebanking db cr dr transfer trf tf kirim terima ke dari bi fast bifast fst ftscy ftfva ws "
    "kbi mybca via brimo livin mobile nbmb brmb to esb esbnbmb rtgs llg sknbi kliring kr otomatis switching "
    "tanggal tgl byr wsid mcm inhousetrf inhouse cs inw cn fee pemindahan pay top up topup echannel sdr sdri "
    "bpk ibu bapak ibuk bp rek rekening no va briva virtual account pembayaran bayar payment bill biller antar "
    "sesama online internet ib mb atm wib qris qr edc bfst brva txn trx ft ref id ovb ib2atm ibft cms cms2 pb "
    "bca bni bri bsi mandiri btn cimb niaga bank central asia rakyat indonesia negara syariah permata danamon "
    "mega panin seabank jago bpd jambi sinarmas muamalat ocbc nisp maybank btpn nasional neo commerce tabungan "
    "uob dbs kas masuk keluar dana"
)
NOTES = word_set(
    "saldo coins keliling bangke emok plecit titil thitil cuil makasih thx ya "
    "pinjaman pinjam pencairan cair angsuran cicilan tagihan pelunasan lunas bayar byr pembayaran ke pertama "
    "kedua ketiga terakhir bulan minggu hari tgl tanggal untuk utk buat uang dana tf transfer titip kredit "
    "disbursement disburse repayment loan installment instalment cust customer tenor no nomor ref va dan via "
    "jatuh tempo bukan total order belanja dp upah jahit servis bahan kemasan gula beras kain sisa setoran "
    "harian mingguan bulanan utang hutang lagi pak bu bang kak mas mbak jan feb mar apr mei jun jul agu agt "
    "aug sep okt oct nov des dec"
)
COMPANY = WordPattern(
    r"\b(pt|cv|ud|pd|tbk|toko|tk|warung|agen|koperasi|ksp|kspps|ksu|bmt|bank|bpr|bprs|pasar|bengkel|apotek|rm|"
    r"yayasan|dinas|kantor|universitas|"
    r"sdn?|smpn?|sman?|smkn?|rs|rsud|klinik|masjid|gereja|finance|indonesia|grup|group|mart|store|shop|cell|"
    r"jaya|distributor|supplier|"
    r"pegadaian|pln|pdam|telkom\w*|bpjs|shopee|tokopedia|gopay|ovo|dana|grab|gojek|digital|teknologi)\b"
)
COOPERATIVE = WordPattern(
    r"\b(koperasi|ksp|kspps|ksu|kopdit|kopkar|bmt|koppas|kopontren|credit union|cu|usp|primkop\w*|kpri)\b"
)
MONEY_BEGIN = re.compile(
    r"pinjam|pinjem|pinjol|tunai|cash|kredit|credit|kredi|rupiah|uang|duit|dana|kas(?:ku|bon|kas|saya)?$|modal|cicil|utang|loan|"
    r"saku|dompet|cair|fulus|doku|kta$|pitih|rp$|money|coin|koin|kasbon|kantong|untung|gajah?rp"
)
MONEY_END = re.compile(
    r"(?:tunai|pinjam|pinjaman|cash|kredit|rupiah|duit|dompet|loan|fulus|pinjol|money|kasbon|pinjemin)$"
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
VOID = word_set(
    "pinjaman pinjam cicilan kredit angsuran uang dana tunai cash online kur bri bni bca btn bsi mandiri bank "
    "usaha modal "
    "mikro kecil kta tarik setor jajan saku bunga pegadaian p2p bulan terbaru umkm indonesia app"
)
GENERIC = word_set(
    "pinjaman pinjam pinjol tunai cash kredit credit rupiah uang duit dana kas modal cicilan cicil utang loan "
    "loans saku dompet cair cepat kilat mudah online aman pintar usaha indonesia bersama kita ku plus pro "
    "super langsung instan baru murah bank jaminan tanpa agunan kta kur mandiri bri bni bca bunga ringan "
    "rendah dan yang di dengan untuk pribadi personal anda go easy fast now one syariah jajan tarik setor mini "
    "kecil teman sahabat mitra solusi terpercaya ok oke tambah"
)

"""Rights over applications, loans, the facility and the reports; a bank's reach is its own, economics sees sums."""

from harkat.rights.kinds import ANYBODY, Matter, Right

APPLICATIONS: tuple[Right, ...] = (
    Right(
        "Membaca produk dan mencoba hitungan",
        Matter.OPEN,
        ANYBODY,
        "product.show simulation.show simulation.picture simulation.download",
    ),
    Right(
        "Membaca permohonan",
        Matter.APPLICATION,
        "officer head bank auditor",
        "applications.index applications.show estimates.show estimates.picture estimates.download minutes.printed "
        "signing.show signing.power signing.explanation member_events.show letters.joint_liability "
        "letters.recommendation issued_letters.show issued_letters.download bank_schedules.show "
        "member_joinings.show",
    ),
    Right(
        "Mengunduh lampiran dan berkas lengkap",
        Matter.APPLICATION,
        "officer head bank",
        "attachments.download letters.dossier",
    ),
    Right(
        "Menyusun dan mengajukan permohonan",
        Matter.APPLICATION,
        "officer",
        "applications.new applications.create applications.amend applications.do_amend applications.check "
        "applications.submit applications.submitted applications.slip minutes.new minutes.record late_scans.show "
        "late_scans.keep business_visits.new business_visits.record application_members.leave "
        "application_members.do_leave application_members.go_ahead member_events.record signing.sign signing.explain "
        "signing.spouse application_notices.pass_on application_queue.claim member_joinings.ask score_consents.answer",
    ),
    Right("Membaca syarat kelayakan", Matter.APPLICATION, "officer head auditor", "checks.show"),
    Right("Memeriksa syarat kelayakan", Matter.APPLICATION, "officer", "checks.record checks.take_list"),
    Right(
        "Memeriksa dan merekomendasikan",
        Matter.APPLICATION,
        "officer",
        "advice.verify advice.do_verify advice.recommend advice.do_recommend advice.withdraw advice.do_withdraw",
    ),
    Right("Mengembalikan kepada pemohon", Matter.APPLICATION, "officer head", "advice.send_back advice.do_send_back"),
    Right("Mengesahkan rekomendasi", Matter.APPLICATION, "head", "advice.confirm advice.do_confirm"),
    Right(
        "Membaca antrean, kabar, dan loket",
        Matter.APPLICATION,
        "officer head",
        "application_queue.index application_notices.index counter.index counter.board counter.slip",
    ),
    Right(
        "Membagi pekerjaan dan menulis catatan",
        Matter.APPLICATION,
        "officer head",
        "application_queue.release application_handling.hand_over application_handling.do_hand_over "
        "application_handling.write_note",
    ),
    Right(
        "Melayani loket",
        Matter.APPLICATION,
        "officer",
        "counter.draw counter.call_next counter.call_again counter.finish",
    ),
    Right(
        "Membuat dan menandatangani surat",
        Matter.APPLICATION,
        "officer head",
        "issued_letters.make issued_letters.sign",
    ),
    Right("Mencabut surat", Matter.APPLICATION, "head", "issued_letters.revoke"),
    Right(
        "Memutuskan permohonan",
        Matter.APPLICATION,
        "bank",
        "decisions.approve decisions.do_approve decisions.refuse decisions.do_refuse decisions.ask_more "
        "decisions.do_ask_more corrections.new corrections.correct decision_files.index decision_files.download "
        "decision_files.upload decision_files.show decision_files.mend member_events.consent member_events.release "
        "member_joinings.agree member_joinings.refuse",
    ),
    Right(
        "Mencatat jawaban pemohon atas tawaran",
        Matter.APPLICATION,
        "officer bank",
        "contracts.accept contracts.do_accept contracts.decline contracts.do_decline",
    ),
    Right(
        "Mencatat akad dan pencairan",
        Matter.APPLICATION,
        "bank",
        "contracts.contract contracts.do_contract payouts.disburse payouts.do_disburse payouts.part payouts.do_part "
        "payouts.stop bank_schedules.keep bank_schedules.blank",
    ),
    Right("Membaca uang diterima", Matter.APPLICATION, "officer head auditor", "receipts.index receipts.show"),
    Right("Mencatat uang diterima", Matter.APPLICATION, "officer head", "receipts.record"),
)

MONEY: tuple[Right, ...] = (
    Right(
        "Membaca pinjaman dan pembayaran",
        Matter.MONEY,
        "officer head bank auditor",
        "loans.index loans.show loan_members.show loan_members.printed loan_papers.download loan_papers.picture "
        "repayments.show paying_orders.index deaths.show",
    ),
    Right("Mengatur urutan pembayaran bank", Matter.MONEY, "head", "paying_orders.create"),
    Right("Mencatat peminjam meninggal dan klaimnya", Matter.MONEY, "officer bank", "deaths.report deaths.step"),
    Right(
        "Membaca setoran kelompok",
        Matter.MONEY,
        "officer head bank auditor mentor",
        "collections.index collections.show collections.photo collections.sheet collections.card collections.late",
    ),
    Right(
        "Mencatat setoran kelompok",
        Matter.MONEY,
        "officer mentor",
        "collections.new collections.create collections.drop",
    ),
    Right("Mencocokkan setoran dengan pembayaran bank", Matter.MONEY, "officer mentor bank", "collections.tie"),
    Right(
        "Membaca tagihan subsidi bunga",
        Matter.SUMS,
        "economics head bank auditor",
        "subsidies.index subsidies.show subsidies.sheet",
    ),
    Right(
        "Menyusun, memeriksa, dan membayar subsidi bunga",
        Matter.SUMS,
        "economics head",
        "subsidies.draw_up subsidies.check subsidies.pay",
    ),
    Right("Membaca penagihan", Matter.MONEY, "officer head", "reminding.index"),
    Right("Mencatat kontak penagihan", Matter.MONEY, "officer", "reminding.new reminding.create"),
    Right(
        "Mencatat pembayaran, restrukturisasi, dan hapus buku",
        Matter.MONEY,
        "bank",
        "repayments.new repayments.check repayments.create repayments.ask_reversal repayments.reverse "
        "restructuring.ask restructuring.check restructuring.restructure restructuring.ask_write_off "
        "restructuring.write_off restructuring.ask_take_back restructuring.take_back openings.ask_outside "
        "openings.open_outside openings.ask_take_over openings.take_over",
    ),
    Right("Membaca potongan pinjaman", Matter.MONEY, "bank head auditor", "loan_parts.index"),
    Right("Menutup temuan potongan", Matter.MONEY, "auditor", "loan_parts.ask_close loan_parts.close"),
    Right(
        "Membaca berkas bank", Matter.MONEY, "bank head auditor", "bank_files.index bank_files.show bank_files.refused"
    ),
    Right(
        "Mengunggah berkas bank",
        Matter.MONEY,
        "bank",
        "bank_files.upload bank_files.match bank_files.begin bank_files.go_on",
    ),
    Right("Menyelesaikan selisih", Matter.MONEY, "bank officer head", "reconciling.ask reconciling.settle"),
    Right(
        "Membaca rekonsiliasi",
        Matter.SUMS,
        "bank officer head auditor economics",
        "reconciling.index reconciling.month_end",
    ),
)

SUMS: tuple[Right, ...] = (
    Right(
        "Membaca fasilitas",
        Matter.SUMS,
        "economics head auditor bank",
        "facility.index facility.transfers facility.chain proposals.exception_list",
    ),
    Right("Memeriksa pembukuan fasilitas", Matter.SUMS, "economics head auditor", "facility.check"),
    Right(
        "Membaca usulan plafon",
        Matter.SUMS,
        "economics head auditor admin",
        "proposals.index proposals.show proposals.document",
    ),
    Right(
        "Mengusulkan plafon dan penyelesaian pengecualian",
        Matter.SUMS,
        "economics head admin",
        "proposals.new proposals.create proposals.withdraw proposals.ask_settlement proposals.settle "
        "proposals.ask_taking_back proposals.take_back",
    ),
    Right("Memutuskan usulan, orang kedua", Matter.SUMS, "economics head", "proposals.decide"),
    Right(
        "Membaca dan mengunduh laporan",
        Matter.SUMS,
        "economics head auditor",
        "reports.index reports.way reports.applications reports.persons reports.held report_debts.index "
        "report_ways_out.index report_files.sheet report_files.table report_files.download report_files.workbook "
        "breakdowns.index breakdowns.cases breakdowns.table breakdowns.everything "
        "report_forecast.index report_forecast.table briefs.index briefs.show briefs.late briefs.sheet briefs.workbook "
        "quality.index",
    ),
    Right(
        "Membaca kinerja, akhir bulan yang dibekukan, dan data terbuka",
        Matter.SUMS,
        "economics head auditor",
        "targets.index targets.report snapshots.index snapshots.show snapshots.download open_data.index "
        "open_data.download open_data.description",
    ),
    Right(
        "Mengisi indikator kinerja dan realisasinya",
        Matter.SUMS,
        "economics head",
        "targets.new targets.create targets.edit targets.change targets.fill targets.realise",
    ),
    Right("Menerbitkan data terbuka", Matter.SUMS, "economics head", "open_data.give_out"),
    Right(
        "Mengundi uji petik dan membaca daftarnya",
        Matter.SUMS,
        "economics head auditor",
        "audit_samples.index audit_samples.draw audit_samples.show audit_samples.sheet",
    ),
    Right("Mengambil berkas uji petik", Matter.MONEY, "head auditor", "audit_samples.papers"),
    Right(
        "Mencatat dokumen sumber dan menautkannya",
        Matter.SUMS,
        "economics head admin",
        "sources.new sources.create sources.link_ceiling sources.link_span sources.link_chosen",
    ),
    Right(
        "Menyusun dan menerbitkan lembar untuk Wali Kota",
        Matter.SUMS,
        "economics head",
        "briefs.create briefs.edit briefs.revise briefs.discard briefs.check briefs.issue",
    ),
    Right(
        "Membaca dokumen sumber",
        Matter.SUMS,
        "economics head auditor admin",
        "sources.index sources.show sources.scan",
    ),
)

"""The areas of Kota Jambi: kecamatan and kelurahan."""

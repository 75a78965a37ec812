"""Work that is due without anybody clicking: each job once per business date, whoever starts it."""

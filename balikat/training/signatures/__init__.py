"""Signing certificates: by hand with a scan, or electronically with the signed PDFs matched by number."""

"""Turns tables and sheets of plain values into CSV, Excel, PDF and pictures."""

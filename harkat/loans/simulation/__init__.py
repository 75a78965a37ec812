"""Simulasi angsuran: what a loan would cost, for anybody, before anything is asked of them."""

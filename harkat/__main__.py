"""`python -m harkat`, the same as the console command."""

from harkat.commands import main

main()

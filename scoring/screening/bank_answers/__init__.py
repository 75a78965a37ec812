"""What a bank answers about a person's SLIK in a code, with the consent and the basis it was asked on."""

"""What happens to members after the contract: only with the bank's consent, and liable until it lets go."""

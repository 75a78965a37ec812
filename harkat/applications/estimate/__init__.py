"""What an application would be repaid in, before any money is paid out."""

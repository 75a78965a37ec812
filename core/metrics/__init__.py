"""What an operator watches: numbers of this installation in the Prometheus text form, never public."""

"""What applicants ask, object to and hand in, and the officers who answer."""

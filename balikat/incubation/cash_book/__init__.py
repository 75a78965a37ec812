"""The cash book a tenant keeps week by week."""

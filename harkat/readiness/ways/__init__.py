"""Where each step toward READY begins: the page behind it and the next course with a seat."""

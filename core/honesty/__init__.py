"""Service without illegal levies: the promise on every paper, one question about money, and complaints."""

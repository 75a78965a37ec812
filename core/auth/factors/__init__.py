"""The second factor of signing in, and the browsers an account is signed in with."""

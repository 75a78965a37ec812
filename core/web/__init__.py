"""The plumbing of pages: who may enter, reading forms, answering, lists, panels and the security of the browser."""

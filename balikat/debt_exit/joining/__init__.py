"""What the way out puts on other pages: panels beside a person and their screening, work on the start pages."""

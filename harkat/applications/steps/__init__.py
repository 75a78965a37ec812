"""One step of an application: locked, checked against the states, written down and audited."""

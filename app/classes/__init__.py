"""Classes: people who joined by a code, with the runs they make and the tasks they have done."""

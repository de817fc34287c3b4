"""What every page shares: the words a template is given, and how an answer is rendered."""

"""From what is stored to what is shown, without asking anybody."""

"""How each kind of effect is called, looked up and settled."""

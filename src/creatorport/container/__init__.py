"""The composition root: the one place that knows every adapter and every use case, and joins them."""

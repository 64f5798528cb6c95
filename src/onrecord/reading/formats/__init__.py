"""One module per format, each with `read(data, where, …) -> Extracted`."""

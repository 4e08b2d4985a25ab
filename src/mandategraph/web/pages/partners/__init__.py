"""Who works with whom, as a table and a picture; and two side by side."""

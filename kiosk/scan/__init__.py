"""From light to a person: text from scanners and pictures, and passes verified offline. Knows only the core."""

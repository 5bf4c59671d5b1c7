"""Who of the staff may do what: the roster, and PINs judged without haste."""

"""Arabic, with the digits 0 to 9 that the interface has: CLDR's `latn` writes 1,234.5 with them."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","

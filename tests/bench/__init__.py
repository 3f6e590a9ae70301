"""What is measured rather than tested: `make bench` runs every script here, `make bench-NAME` one of them."""

"""The story as a page: one HTML file that needs no server, no network and no library."""

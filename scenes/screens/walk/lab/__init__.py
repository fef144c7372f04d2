"""The lab beside the walk: what can be turned, and what it did."""

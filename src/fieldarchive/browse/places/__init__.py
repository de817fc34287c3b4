"""The places: by city and between the banks, and a page for each."""

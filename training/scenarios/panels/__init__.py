"""A panel of experts grades the options of a draft, each alone; the key and a pass mark follow."""

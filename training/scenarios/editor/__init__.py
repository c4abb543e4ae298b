"""Writing a scenario by forms or as text: a draft is read as plain values, edited, and written back."""

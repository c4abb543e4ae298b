"""How much of a sheet is taken in, and what the process that reads it may use. Data only."""

from typing import Final

MEGABYTE: Final = 1024 * 1024
MAX_BYTES: Final = 20 * MEGABYTE
MAX_UNPACKED: Final = 300 * MEGABYTE
MAX_ROWS: Final = 30_000
MAX_COLUMNS: Final = 200
LONGEST_CELL: Final = 500
WALL_SECONDS: Final = 60
CPU_SECONDS: Final = 50
ADDRESS_SPACE: Final = 1024 * MEGABYTE
# As many values of a column as a meaning is guessed from, and as many as are shown.
LOOKED_AT: Final = 300
SHOWN: Final = 10
SHOWN_LENGTH: Final = 60

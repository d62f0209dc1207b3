"""Files as received -> a document folder for a person to check: the words, a reading edition, and what to look at.

`convert_file` reads PDF, Word, PowerPoint, HTML, Markdown and text in a process of its own, with limits on time and
memory, and `write_draft` lays the result down as `source.txt` and `document.md`. Nothing is indexed here.
"""

from ingest.convert.converting import CONVERTIBLE, ConvertError, Details, convert_file, write_draft
from ingest.convert.rough import ConversionNotice, Piece, Rough

__all__ = [
    "CONVERTIBLE",
    "ConversionNotice",
    "ConvertError",
    "Details",
    "Piece",
    "Rough",
    "convert_file",
    "write_draft",
]

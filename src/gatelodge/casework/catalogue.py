"""Authorities to hold that a court or office lodges and that have no form of their own.

Each by its row of the catalogue (`record.facts.authorities`), in the words that staff choose from.
Remands, sentences, recalls and immigration detention have forms of their own.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LODGED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "B12": "Default of a fine",
        "B13": "Default of a confiscation order",
        "B14": "Contempt of court",
        "B15": "Civil debt or maintenance",
        "A04": "Remand to police custody",
        "A14": "Bail of magistrates, under appeal by the prosecution",
        "A15": "Bail of the Crown Court, under appeal by the prosecution",
        "A17": "Arrest for a breach of bail",
        "B03": "Short detention ordered by magistrates",
        "A16": "Bail in extradition, under appeal by the prosecution",
        "E01": "Arrest on an extradition warrant (Part 1)",
        "E02": "Extradition ordered (Part 1)",
        "E03": "Provisional arrest for extradition (Part 2)",
        "E04": "Waiting for the extradition hearing (Part 2)",
        "E05": "Extradition ordered (Part 2)",
        "E06": "Extradition under appeal",
        "E07": "Extradition put off for other proceedings",
        "B16": "Sentence of a court abroad, served here",
        "B17": "Sentence of the International Criminal Court",
        "B18": "Sentence of a service court",
        "B19": "Sentence of Scotland, Northern Ireland or the Islands, on transfer",
        "A22": "Remand to hospital",
        "F01": "Hospital direction for somebody sentenced",
        "F02": "Hospital direction for somebody not sentenced",
        "F03": "Hospital and limitation direction",
        "F04": "Hospital order, waiting for a bed",
    }
)
"""Row and words: money and contempt, bail, extradition, sentences of other courts, hospital."""

DETENTION: Final[Mapping[str, str]] = MappingProxyType(
    {
        "D01": "Examination or removal",
        "D02": "A court recommended deportation",
        "D03": "A notice of deportation, or a deportation order in force",
        "D04": "Automatic deportation after a sentence is considered",
        "D05": "Family of somebody who is deported",
    }
)
"""What immigration detention is for, by row of the catalogue."""

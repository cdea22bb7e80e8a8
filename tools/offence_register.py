"""Write the offence register's tables from the folder of facts that they were read from.

    python tools/offence_register.py ../shared/law

Writes codes.csv, entries.csv and successions.csv into the package. What a person decides stands
beside them and is written by hand: lists.toml, marks.toml, sources.toml.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Row = dict[str, str]

OUT = Path(__file__).parent.parent / "src/gatelodge/sentencing/law/offences"
# Rules about sentences or proportions, which other law files hold; they name no offence.
NO_OFFENCES = {
    "ERS_EXCLUSION",
    "HDC_AFTER_PM",
    "HDC_EXCLUSION",
    "PM_RATIO",
    "PM_SA2026",
    "PM_WOULD_BE_SDS_PLUS",
    "SDS40_VIOLENT",
    "SDS_PLUS_TRIGGER",
}
SCHEDULE_13_PART_3_SINCE = "2026-03-22"
SUFFIXES = ("", "A", "B", "C", "I")
CIVIL = "ZZ01001 ZZ01002 ZZ01003 ZZ01004 ZZ01005 ZZ01008 ZZ01010 XX00000-016N"
CODE = re.compile(
    r"[A-Z]{2}[A-Z0-9]{2}\d{3}[A-Z]?|[A-Z]{2}\d{5}[A-Z]?-\d{3}[A-Z]{1,2}|COML\d{3}[A-Z]?"
)
LETTER = re.compile(r"([A-D])(\??)")
KINDS = {
    "re-coded, maximum raised": "re-coded",
    "ended, successor to find": "ended",
    "new offence beside the old": "beside",
    "maximum raised": "maximum",
    "maximum unchanged": "maximum",
    "data corrected": "corrected",
}
CANDIDATES = re.compile(r"no code known \(([A-Z0-9, ]+) carr")


def read(path: Path) -> list[Row]:
    """Read a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, fields: tuple[str, ...], rows: Iterable[Iterable[str]]) -> None:
    """Write a table of the register."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)


def codes(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Give the lines of codes.csv."""
    for row in rows:
        sure = "" if row["parent_basis"] != "suffix" else "?"
        yield (
            row["code"],
            row["in_force_from"],
            row["in_force_to"],
            row["max_on_indictment"],
            row["parent"] + (sure if row["parent"] else ""),
            "" if row["title_basis"] == "corpus" else row["title"],
        )


Entry = tuple[str, str, str, str, str, str, str, str, str]


def entries(rows: list[Row], known: list[Row]) -> Iterator[Entry]:
    """Give the lines of entries.csv."""
    paragraphs = {
        row["provision"].partition(":")[0]: row["cjs_codes"]
        for row in rows
        if row["list_id"] == "CJA2003_SCH15_P1"
    }
    listed: dict[str, set[str]] = {}
    for row in rows:
        if row["list_id"] in NO_OFFENCES or row["list_id"].startswith("SDS_PLUS"):
            continue
        found = _codes_of(row, paragraphs, listed)
        listed.setdefault(row["list_id"], set()).update(found)
        certainty = _certainty(row)
        candidate = CANDIDATES.match(row["condition"])
        if candidate:
            found, certainty = candidate[1].split(", "), "asked"
        yield (
            row["list_id"],
            _provision(row),
            row["offence"],
            SCHEDULE_13_PART_3_SINCE if row["from"].startswith("when") else row["from"],
            row["to"],
            certainty,
            _when(row),
            _source(row["source"]),
            " ".join(found),
        )
    yield from _by_category(known, listed)
    yield from _two_thirds(known, rows)
    yield (
        "CIVIL_CONTEMPT", "civil codes", "committal for civil contempt", "", "", "inferred", "",
        "practice", CIVIL,
    )  # fmt: skip


def _provision(row: Row) -> str:
    return "" if row["provision"] in {"none found", "no paragraph found"} else row["provision"]


def _codes_of(row: Row, paragraphs: dict[str, str], listed: dict[str, set[str]]) -> list[str]:
    said = row["cjs_codes"]
    if said.startswith("see CJA2003_SCH15_P1 "):
        said = paragraphs.get(said.removeprefix("see CJA2003_SCH15_P1 "), "")
    if said == "see CJA2003_SCH15_P2":
        return sorted(listed["CJA2003_SCH15_P2"])
    return [code for code in said.split(";") if CODE.fullmatch(code)]


def _certainty(row: Row) -> str:
    condition = row["condition"]
    if row["list_id"] == "SC2020_SCH18_P2" or condition.startswith("161 codes"):
        return "inferred"
    if condition.startswith("codes by act prefix") or row["list_id"] == "PM_SCH13_P3":
        return "inferred"
    if row["provision"] in {"none found", "no paragraph found"}:
        return "asked"
    if row["list_id"] in {"SC2020_SCH17A_P1", "SC2020_SCH17A_P2"}:
        return "asked"
    if row["list_id"] == "SOA2003_SCH3":
        return "asked"
    return "named"


def _when(row: Row) -> str:
    if row["list_id"] == "TORERA_19ZA_LEGACY":
        return "terrorist_connection"
    if "MS15003" not in row["cjs_codes"].split(";"):
        return ""
    if row["list_id"] in {"SDS40_SEXUAL", "CJA2003_SCH15_P2"} and "E" not in row["cjs_codes"]:
        return "sexual_exploitation"
    if row["list_id"] == "CJA2003_SCH15_P1" and row["condition"] == "not sexual exploitation":
        return "no_sexual_exploitation"
    return ""


def _source(said: str) -> str:
    return "practice" if said.startswith("rules") else said.partition(" ")[0].replace(";", " ")


def _by_category(known: list[Row], listed: dict[str, set[str]]) -> Iterator[Entry]:
    named = "S.I. 2024/844 art. 3(7) and titles"
    for mark, certainty in (("SEXUAL", "named"), ("SEXUAL?", "inferred")):
        found = sorted(
            row["code"]
            for row in known
            if mark in row["sds40_categories"].split(";")
            and row["code"] not in listed["SDS40_SEXUAL"]
        )
        yield (
            "SDS40_SEXUAL", named, "forms of the offences above", "2024-09-10", "2026-10-01?",
            certainty, "", "M1", " ".join(found),
        )  # fmt: skip


def _two_thirds(known: list[Row], rows: list[Row]) -> Iterator[Entry]:
    since = {"A": "2020-04-01", "B": "2022-06-28", "C": "2022-06-28", "D": "2022-06-28"}
    for letter, day in since.items():
        for mark, certainty in (("", "named"), ("?", "asked" if letter == "A" else "inferred")):
            found = [
                row["code"] for row in known if (letter, mark) in LETTER.findall(row["pcsc_lists"])
            ]
            if found:
                yield (
                    f"SDS_PLUS_{letter}", "service rule", "", day, "", certainty, "", "M1",
                    " ".join(found),
                )  # fmt: skip
    extra = next(row for row in rows if row["list_id"] == "SDS_PLUS_EXTRA_D")
    found = [code + suffix for code in extra["cjs_codes"].split(";") for suffix in SUFFIXES]
    yield (
        "SDS_PLUS_EXTRA_D", "service rule", "", "2022-06-28", "", "inferred", "", "practice",
        " ".join(found),
    )  # fmt: skip


def successions(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    """Give the lines of successions.csv."""
    authority = ""
    for row in rows:
        authority = authority if row["authority"] == "as above" else row["authority"]
        if "(" in row["kind"]:
            continue  # a sentence, a list or a finding, not an offence
        confirmed = row["confirmed"]
        tags = re.findall(r"\b(?:S\d+|M1)\b", confirmed)
        yield (
            " ".join(_spread(row["from_codes"])),
            " ".join(_spread(row["to_codes"])),
            KINDS.get(row["kind"], row["kind"]),
            row["effective"],
            row["test_day"],
            "practice of the offence service" if authority.startswith("rules") else authority,
            "yes" if tags and tags[0] != "M1" and "unconfirmed" not in confirmed else "no",
            " ".join(tags) or ("practice" if "rules" in confirmed else "memory"),
            "" if row["from_provision"].startswith("code ended") else row["from_provision"],
            "" if row["to_provision"] in {"-", "same title"} else row["to_provision"],
        )


def _spread(said: str) -> list[str]:
    first, dots, last = said.partition("..")
    if dots:
        head, begin, end = first[:4], int(first[4:]), int(last[4:])
        return [f"{head}{number:03d}" for number in range(begin, end + 1)]
    return [code for code in said.replace("?", "").split(";") if CODE.fullmatch(code)]


def main() -> None:
    """Write the three tables."""
    folder = Path(sys.argv[1])
    known = read(folder / "offence-codes.csv")
    lists = read(folder / "offence-lists.csv")
    write("codes.csv", ("code", "from", "to", "maximum", "parent", "title"), codes(known))
    write(
        "entries.csv",
        ("list", "provision", "offence", "from", "to", "certainty", "when", "source", "codes"),
        entries(lists, known),
    )
    write(
        "successions.csv",
        ("from", "to", "kind", "effective", "test_day", "authority", "confirmed", "source",
         "from_provision", "to_provision"),
        successions(read(folder / "offence-successions.csv")),
    )  # fmt: skip


if __name__ == "__main__":
    main()

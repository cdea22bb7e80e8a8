"""The one builder of invented people: the same number gives the same person for ever.

Nobody here exists. Names are put together from lists by counting, never drawn by chance, and take
every shape that a form must take: one name, apostrophes, hyphens, long names, names in their own
script beside the transliteration, and many of one surname. Prison numbers have the shape A0000AA
and lie in the range whose last two letters begin with Z, which is marked as invented here.
"""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from gatelodge.record.facts import Detail

INVENTED_LETTERS = ("ZX", "ZY", "ZW", "ZV")
"""Ends of prison numbers that are invented, in the order in which they are given out."""

ONE_NAME_EVERY = 61
OWN_SCRIPT_EVERY = 23
ALIAS_EVERY = 7
PELL_EVERY = 37
"""Somebody of one surname, so that people can be taken for each other."""

_SURNAMES = (
    "Adeyemi", "Ainscough", "Akhtar", "Allardyce", "Amoah", "Ap Rhys", "Ashdown", "Aziz",
    "Bainbrigge", "Balogun", "Banerjee-Holt", "Barlow", "Bevan", "Birdsall", "Bodnar", "Brannigan",
    "Cadwallader", "Castellano", "Chaudhry", "Chikwanda", "Clegg", "Coombes", "Corrigan", "Crake",
    "D'Arcy", "Dacosta", "Dragomir", "Dunstable", "Ebanks", "Eccleshall", "Ekwueme", "Evans",
    "Farrah", "Fenwick", "Fitzgibbon", "Garside", "Gbadebo", "Georgiou", "Goldsworthy", "Grewal",
    "Hakimi", "Halloran", "Hargreave", "Hewson", "Hossain", "Hoxha", "Ibbotson", "Iqbal",
    "Jankowski", "Jellicoe", "Jones", "Kamara", "Kelleher", "Khatun", "Kowalczyk", "Kovalenko",
    "Lathom", "Le Breton", "Lindqvist", "Llewellyn", "Lomax", "MacAskill", "Mahmood", "Marchetti",
    "McGlinchey", "Mensah", "Moriarty-Webb", "Mulvaney", "Murtagh", "N'Diaye", "Nakamura", "Ncube",
    "Nguyen", "Novak", "O'Hanlon", "O'Shaughnessy", "Okonjo", "Oduya", "Omar", "Osei-Bonsu",
    "Pankhurst-Lee", "Patel", "Pereira", "Petrov", "Pickersgill", "Pryce", "Quarshie", "Quinlan",
    "Rafferty", "Rahman", "Ramsbottom", "Rees", "Rostami", "Rowntree", "Saleh", "Sandhu",
    "Scargill", "Semedo", "Shackleton", "Singh", "Smith", "St John", "Stanczak", "Szabo",
    "Taiwo", "Tattersall", "Tehrani", "Thistlewood", "Tran", "Uddin", "Ukwuoma", "Underhill",
    "Van der Berg", "Vasquez", "Venkataraman", "Wadsworth", "Warburton", "Weekes", "Whittle", "Wu",
    "Yardley", "Yeboah", "Yilmaz", "Zahawi", "Zhang", "Zielinski", "Featherstonehaugh-Cholmondeley",
)  # fmt: skip
_FORENAMES = (
    "Aaron", "Abdul Karim", "Adrian", "Ahmed", "Alun", "Amrit", "Andrei", "Anthony Paul",
    "Barnaby", "Bilal", "Bogdan", "Callum", "Carl", "Chidi", "Ciarán", "Connor James",
    "Daniel", "Darren", "Dafydd", "Delroy", "Dominik", "Edwin", "Emeka", "Emrys",
    "Farid", "Finbar", "Florin", "Francis Xavier", "Gareth", "Gerald", "Godwin", "Gurpreet",
    "Hamza", "Harvinder", "Hugh", "Idris", "Ifan", "Ivo", "Jamal", "Jean-Luc",
    "Jerome", "Joel", "Jordan", "Kamil", "Keiron", "Kofi", "Kwame Nkrabea", "Lamar",
    "Lee", "Liam", "Lorcan", "Luca", "Marlon", "Mateusz", "Mehmet", "Mihai",
    "Mohammed Rashid", "Naveed", "Neil", "Obinna", "Oisín", "Oluwaseun", "Omari", "Owain",
    "Patrick", "Pavel", "Peredur", "Quentin", "Rajesh", "Reece", "Rhodri", "Robel",
    "Ryan", "Samir", "Sean-Paul", "Selwyn", "Stefan", "Tariq", "Tendai", "Tobias",
    "Trevor", "Tyrone", "Usman", "Viktor", "Wayne", "Winston", "Xiang", "Yusuf",
    "Zachary", "Zoltan",
)  # fmt: skip
_ONE_NAMES = ("Sukhdev", "Abebe", "Thandeka", "Wirayuda", "Tenzin", "Suharjo", "Bhekisisa", "Mado")
_OWN_SCRIPT = (
    ("Kovalchuk", "Mykhailo", "Ковальчук", "Михайло"),
    ("Al-Rashidi", "Yousef", "الراشدي", "يوسف"),
    ("Papadakis", "Nikolaos", "Παπαδάκης", "Νικόλαος"),
    ("Lin", "Weiming", "林", "伟明"),
    ("Gebremariam", "Tesfaye", "ገብረማርያም", "ተስፋዬ"),
    ("Chakraborty", "Anirban", "চক্রবর্তী", "অনির্বাণ"),
    ("Dimitrova-Stoyanov", "Kiril", "Димитрова-Стоянов", "Кирил"),
    ("Haile", "Mebrahtu", "ሃይለ", "መብራህቱ"),
)
_PELLS = ("Joshua", "Jordan", "Josh", "Joshua", "Jamie", "Leon")
_COURT_NUMBERS = uuid.UUID("5f0c1f5e-6f0f-4c52-9f0e-7c1d4be3a001")
"""The namespace in which the practice court numbers people too."""
_PLACES = ("Fernlea", "Dunmere", "Ashcombe", "Saltmarsh", "Harrow Lane", "Quayside", "Millbeck")
_NICKNAMES = ("Smudge", "Taff", "Baz", "Jonno", "Scouse Lee", "Big Kev", "Dougie", "Mo")


class OtherName(msgspec.Struct, frozen=True, kw_only=True):
    """Another name that the person is known by; their own script is one of them."""

    surname: str
    forenames: str


class InventedPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who does not exist. One name stands in the surname's place."""

    number: int
    surname: str
    forenames: str
    born_on: date
    prison_number: str
    pnc: str
    master_defendant_id: str
    """The court's own number for the person, in the shape of a UUID."""
    other_names: tuple[OtherName, ...] = ()


def person(number: int) -> InventedPerson:
    """Give the invented person of this number, counted from 1.

    Raises `ValueError` beyond the invented range of prison numbers.
    """
    surname, forenames, other_names = _names(number)
    born_on = date(1961, 1, 9) + timedelta(days=(number * 6_421) % 16_000)
    return InventedPerson(
        number=number,
        surname=surname,
        forenames=forenames,
        born_on=born_on,
        prison_number=_prison_number(number),
        pnc=f"{2001 + number % 24}/{(number * 7919) % 10_000_000:07d}Z",
        master_defendant_id=court_number(surname, forenames, born_on),
        other_names=other_names,
    )


def detail(number: int, about: Detail) -> str:
    """What the invented person of this number says of themselves."""
    place = _PLACES[number % len(_PLACES)]
    match about:
        case Detail.MOTHERS_NAME:
            return _SURNAMES[(number * 61) % len(_SURNAMES)]
        case Detail.FIRST_SCHOOL:
            return f"{place} Primary"
        case Detail.NEXT_OF_KIN:
            return f"A sister, {_FORENAMES[(number * 29) % len(_FORENAMES)]}"
        case Detail.ADDRESS:
            return f"{number % 90 + 1} Mill Lane, {place}"
        case Detail.BIRTHPLACE:
            return place
        case Detail.BORN_ON:
            return f"{person(number).born_on:%d/%m/%Y}"


def court_number(surname: str, forenames: str, born_on: date) -> str:
    """The court's number of an invented person: the one that the practice court gives them.

    Whoever plays the court types name and birth date, and need not know the number.
    """
    return str(uuid.uuid5(_COURT_NUMBERS, f"{surname}|{forenames}|{born_on}".casefold()))


def people(count: int, *, first: int = 1) -> Iterator[InventedPerson]:
    """Give so many invented people, from the number `first` on."""
    return (person(number) for number in range(first, first + count))


def _prison_number(number: int) -> str:
    block, place = divmod(number - 1, 9_999)
    if number < 1 or block >= len(INVENTED_LETTERS):
        raise ValueError(f"there is no invented prison number {number}")
    return f"A{place + 1:04d}{INVENTED_LETTERS[block]}"


def _names(number: int) -> tuple[str, str, tuple[OtherName, ...]]:
    if number % OWN_SCRIPT_EVERY == 0:
        choice = _OWN_SCRIPT[(number // OWN_SCRIPT_EVERY) % len(_OWN_SCRIPT)]
        return choice[0], choice[1], (OtherName(surname=choice[2], forenames=choice[3]),)
    if number % ONE_NAME_EVERY == 0:
        return _ONE_NAMES[(number // ONE_NAME_EVERY) % len(_ONE_NAMES)], "", ()
    if number % PELL_EVERY == 0:
        return "Pell", _PELLS[(number // PELL_EVERY) % len(_PELLS)], ()
    surname = _SURNAMES[(number * 37) % len(_SURNAMES)]
    forenames = _FORENAMES[(number * 53 + number // len(_FORENAMES)) % len(_FORENAMES)]
    if number % ALIAS_EVERY == 0:
        nickname = _NICKNAMES[(number // ALIAS_EVERY) % len(_NICKNAMES)]
        return surname, forenames, (OtherName(surname=surname, forenames=nickname),)
    return surname, forenames, ()

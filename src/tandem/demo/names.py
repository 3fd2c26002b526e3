"""Made-up people around a made-up workshop near Bristol, with numbers kept free for stories."""

import random
from dataclasses import dataclass

from tandem.people.persons.words import Contact

FIRST_NAMES = (
    "Abigail", "Adam", "Aisha", "Alan", "Alice", "Amelia", "Andrew", "Angela", "Anil", "Anna", "Anwen",
    "Arthur", "Barbara", "Ben", "Bridget", "Callum", "Carol", "Catrin", "Charlotte", "Chloe", "Christine",
    "Claire", "Colin", "Dafydd", "Daisy", "Darren", "David", "Deborah", "Dilip", "Dominic", "Dorothy",
    "Edith", "Eleanor", "Elin", "Emily", "Eric", "Esther", "Fatima", "Fiona", "Frank", "Gareth", "Gemma",
    "George", "Gillian", "Graham", "Gwen", "Hannah", "Harriet", "Harry", "Heather", "Hugh", "Ian",
    "Imogen", "Isla", "Jack", "Jamal", "James", "Jane", "Janet", "Jasmine", "Joan", "Joyce", "Judith",
    "Kamal", "Karen", "Keith", "Kirsty", "Laura", "Leila", "Leo", "Liam", "Linda", "Louise", "Lucy",
    "Malcolm", "Margaret", "Marcus", "Martin", "Mary", "Maureen", "Megan", "Mohammed", "Molly", "Morag",
    "Nadia", "Nathan", "Neil", "Niamh", "Nicola", "Nigel", "Olivia", "Oscar", "Pamela", "Patricia",
    "Paul", "Peter", "Philippa", "Rachel", "Rajesh", "Rebecca", "Rhys", "Richard", "Robert", "Rosemary",
    "Rowan", "Sally", "Samira", "Sandra", "Sara", "Sean", "Sheila", "Sian", "Simon", "Sophie", "Stanley",
    "Stella", "Susan", "Sunita", "Tamsin", "Teresa", "Theo", "Tracy", "Trevor", "Una", "Valerie", "Vera",
    "Victor", "Vivienne", "Wendy", "William", "Yasmin", "Zara",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Ahmed", "Ainsworth", "Allen", "Andrews", "Armitage", "Atkins", "Bailey", "Baker",
    "Banerjee", "Barker", "Barlow", "Bassett", "Begum", "Bell", "Bevan", "Birch", "Blackwood", "Bowen",
    "Bradley", "Brook", "Burgess", "Butcher", "Carter", "Chandler", "Chapman", "Choudhury", "Clarke",
    "Coles", "Cooper", "Corbett", "Cox", "Crawford", "Dale", "Davies", "Dawson", "Dean", "Desai", "Dixon",
    "Doyle", "Drew", "Dyer", "Eaton", "Edwards", "Elliott", "Ellis", "Evans", "Farrow", "Fenwick",
    "Fisher", "Fletcher", "Ford", "Foster", "Fox", "Frost", "Garner", "Gibbs", "Gill", "Goddard", "Gough",
    "Graves", "Gray", "Green", "Griffiths", "Gupta", "Hale", "Hamer", "Hancock", "Harding", "Hart",
    "Hayes", "Heath", "Hobbs", "Holland", "Hooper", "Howell", "Hughes", "Hussain", "Iqbal", "Jarvis",
    "Jenkins", "Jones", "Joshi", "Kaur", "Kemp", "Kendall", "Khan", "Knight", "Lane", "Langley", "Lewis",
    "Lloyd", "Lowe", "Mason", "Mehta", "Miles", "Mitchell", "Moore", "Morgan", "Morris", "Murphy", "Nash",
    "Newton", "Noble", "Norris", "Oakley", "O’Brien", "Okafor", "Osborne", "Page", "Palmer", "Parsons",
    "Patel", "Perry", "Phillips", "Pike", "Pope", "Potter", "Powell", "Price", "Quinn", "Rahman", "Read",
    "Reeves", "Reid", "Rhodes", "Robson", "Rogers", "Rose", "Russell", "Savage", "Sharma", "Shaw",
    "Silva", "Simmons", "Slater", "Spencer", "Stevens", "Stone", "Sutton", "Tanner", "Taylor", "Thorne",
    "Todd", "Townsend", "Tucker", "Turner", "Vaughan", "Wade", "Walker", "Ward", "Watts", "Weaver",
    "Webb", "Weston", "White", "Wilkins", "Williams", "Winter", "Wood", "Wyatt", "Yates", "Young",
)  # fmt: skip
# A place, how many miles it is from the workshop, and the outward part of its postcode.
NEAR: tuple[tuple[str, int, str], ...] = (
    ("Clifton", 3, "BS8"),
    ("Bedminster", 2, "BS3"),
    ("Southville", 2, "BS3"),
    ("Redland", 3, "BS6"),
    ("Bishopston", 4, "BS7"),
    ("Almondsbury", 8, "BS32"),
    ("Thornbury", 9, "BS35"),
    ("Yate", 11, "BS37"),
    ("Chipping Sodbury", 12, "BS37"),
    ("Keynsham", 6, "BS31"),
    ("Saltford", 8, "BS31"),
    ("Long Ashton", 4, "BS41"),
    ("Nailsea", 9, "BS48"),
    ("Portishead", 11, "BS20"),
    ("Clevedon", 14, "BS21"),
    ("Winscombe", 16, "BS25"),
    ("Bath", 13, "BA1"),
    ("Bradford-on-Avon", 20, "BA15"),
    ("Wotton-under-Edge", 18, "GL12"),
    ("Dursley", 22, "GL11"),
    ("Tetbury", 26, "GL8"),
    ("Chepstow", 17, "NP16"),
)
FAR: tuple[tuple[str, int, str], ...] = (
    ("Reading", 78, "RG1"),
    ("Swansea", 80, "SA1"),
    ("Exeter", 79, "EX1"),
    ("Cheltenham", 43, "GL50"),
    ("Worcester", 62, "WR1"),
    ("Oxford", 74, "OX1"),
    ("Salisbury", 53, "SP1"),
    ("Birmingham", 90, "B1"),
)
# Firms and clubs that ask, and what kind of customer they are.
ORGANISATIONS: tuple[tuple[str, str], ...] = (
    ("Three Tuns", "Cafés and pubs"),
    ("The Lock Keeper’s Tearoom", "Cafés and pubs"),
    ("Harbourside Bistro", "Cafés and pubs"),
    ("Old Vicarage Guest House", "Cafés and pubs"),
    ("The Railway Arms", "Cafés and pubs"),
    ("Sandpit Nursery School", "Halls and schools"),
    ("Westbury Players", "Halls and schools"),
    ("Hill Street Chapel", "Halls and schools"),
    ("Avonside Music School", "Halls and schools"),
    ("St Mary’s Parish Hall", "Halls and schools"),
    ("Quayside Dental Practice", "Offices and shops"),
    ("Bellwether Books", "Offices and shops"),
    ("Fenn & Daughter, solicitors", "Offices and shops"),
    ("Saltmarsh Interiors", "Interior designers"),
    ("Juniper Rooms", "Interior designers"),
    ("Studio Larch", "Interior designers"),
    ("Drift Narrowboats", "Boats and caravans"),
    ("Mendip View Caravans", "Boats and caravans"),
)
HOMES = "Homes"


@dataclass(frozen=True)
class Somebody:
    """One made-up person, with the miles to them and the kind of customer they are."""

    contact: Contact
    miles: int
    segment: str = HOMES

    @property
    def is_far(self) -> bool:
        return self.miles > 30


class Directory:
    """Gives each person a name, a number and an address that nobody else has."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
        self.names = chance.sample(names, 1200)
        # Ofcom keeps these two ranges free for films and books: nobody ever answers there.
        self.mobiles = [f"07700 900{number:03}" for number in chance.sample(range(900), 900)]
        self.landlines = [f"020 7946 0{number:03}" for number in chance.sample(range(200, 1000), 800)]
        self.organisations = list(ORGANISATIONS)

    def somebody(self, *, far: float = 0.06, organisation: float = 0.08) -> Somebody:
        """A person whom nobody knows yet. Most leave a phone number, fewer an e-mail address too."""
        name = self.names.pop()
        place, miles, outward = self.chance.choice(FAR if self.chance.random() < far else NEAR)
        works_for, segment = "", HOMES
        if self.chance.random() < organisation:
            works_for, segment = self.chance.choice(self.organisations)
        by_phone, by_mail = self.chance.random() < 0.82, self.chance.random() < 0.72
        contact = Contact(
            name=name,
            emails=(self.address(name),) if by_mail or not by_phone else (),
            phones=(self.number(),) if by_phone else (),
            organisation=works_for,
            place=place,
            postcode=outward,
        )
        return Somebody(contact, miles, segment)

    def number(self) -> str:
        return (self.mobiles if self.chance.random() < 0.7 else self.landlines).pop()

    def address(self, name: str) -> str:
        first, last = name.lower().replace("’", "").split(" ", 1)
        domain = self.chance.choice(("example.org", "example.com"))
        return f"{first}.{last.replace(' ', '.')}@{domain}"

"""Which tool wrote a file, told from the names of its columns."""

from tandem.exchange.reading.folding import fold

ENOUGH = 0.6
SIGNATURES: dict[str, tuple[str, ...]] = {
    "HubSpot": (
        """Record ID, First Name, Last Name, Email, Phone Number, Contact owner, Lead Status,
        Lifecycle Stage, Create Date""",
        "Record ID, Company name, Company Domain Name, Company owner, Create Date",
        "Record ID, Deal Name, Deal Stage, Amount, Deal owner",
    ),
    "Pipedrive": (
        "Deal - Title, Deal - Value, Deal - Owner, Deal - Stage, Deal - Status, Deal - Deal created",
        "Person - Name, Person - Phone, Person - Email, Organization - Name, Deal - Title, Deal - Value",
        "Person - Name, Person - Email - Work, Person - Phone - Work, Person - Organization",
    ),
    "Zoho": (
        """Record Id, Lead Owner, Company, First Name, Last Name, Email, Lead Source, Lead Status,
        Created Time, Modified Time""",
    ),
    "Google Contacts": (
        """First Name, Middle Name, Last Name, File As, Organization Name, Labels, E-mail 1 - Value,
        Phone 1 - Value""",
        "Name, Given Name, Family Name, Group Membership, E-mail 1 - Value, Phone 1 - Value",
    ),
    "Outlook": (
        """First Name, Middle Name, Last Name, Company, E-mail Address, Business Phone, Mobile Phone,
        Business Street""",
    ),
    "Mailchimp": (
        "Email Address, MEMBER_RATING, OPTIN_TIME, CONFIRM_TIME, CONFIRM_IP, LAST_CHANGED, LEID, EUID",
    ),
    "Meta lead ads": (
        """id, created_time, ad_id, ad_name, adset_id, campaign_id, campaign_name, form_id, is_organic,
        platform""",
    ),
    "LinkedIn": ("First Name, Last Name, URL, Company, Position, Connected On",),
    "Xero": (
        """ContactName, EmailAddress, InvoiceNumber, InvoiceDate, DueDate, Quantity, UnitAmount,
        AccountCode""",
    ),
}


def exporter_of(headers: tuple[str, ...]) -> str:
    """The tool of which at least three in five telling columns are there, or ''."""
    present = {fold(header) for header in headers}
    shares = {
        tool: max(_share(signature, present) for signature in signatures)
        for tool, signatures in SIGNATURES.items()
    }
    tool = max(shares, key=lambda name: shares[name])
    return tool if shares[tool] >= ENOUGH else ""


def _share(signature: str, present: set[str]) -> float:
    wanted = [fold(name) for name in signature.split(",")]
    return sum(name in present for name in wanted) / len(wanted)

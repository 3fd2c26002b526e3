import pytest

from tandem.exchange.reading.headers import recognise
from tandem.exchange.reading.refusals import FileRefused
from tandem.exchange.reading.unread import require_fields


def mapped(source, kind="enquiries", by_hand=None):
    return recognise(source, kind, by_hand).as_dict()


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "Datum der Anfrage;Quelle;Zuständig;Auftragswert;Währung;Ergebnis",
            "03.05.2026;Messe;Anna;480,00;EUR;gewonnen",
            {"heard_at": 0, "channel": 1, "owner": 2, "amount": 3, "currency": 4, "outcome": 5},
        ),
        (
            "Date de la demande;Provenance;Vendeur;Montant;Statut;Prénom;Nom de famille;Courriel",
            "03/05/2026;salon;Anne;480,00;gagné;René;Roux;r@roux.example",
            {
                "heard_at": 0,
                "channel": 1,
                "owner": 2,
                "amount": 3,
                "outcome": 4,
                "first_name": 5,
                "last_name": 6,
                "email": 7,
            },
        ),
        (
            "Fecha de consulta;Origen;Vendedor;Importe;Estado;Teléfono;Empresa",
            "03/05/2026;feria;Ana;480,00;ganado;+34 600 000 000;Roble SL",
            {
                "heard_at": 0,
                "channel": 1,
                "owner": 2,
                "amount": 3,
                "outcome": 4,
                "phone": 5,
                "organisation": 6,
            },
        ),
        (
            "Data do primeiro contato;Origem;Responsável;Valor;Situação;E-mail",
            "03/05/2026;feira;Ana;480,00;ganho;a@r.example",
            {"heard_at": 0, "channel": 1, "owner": 2, "amount": 3, "outcome": 4, "email": 5},
        ),
        (
            "Aanvraagdatum;Herkomst;Verkoper;Bedrag;Uitkomst;Telefoonnummer;Bedrijf",
            "03-05-2026;beurs;Anna;480,00;gewonnen;+31 6 12345678;Eik BV",
            {
                "heard_at": 0,
                "channel": 1,
                "owner": 2,
                "amount": 3,
                "outcome": 4,
                "phone": 5,
                "organisation": 6,
            },
        ),
        (
            (
                "Record ID,Create Date,Original Source,Contact owner,Lifecycle Stage,Email,First Name,"
                "Last Name,Company Name"
            ),
            "101,2026-05-03 10:00,Organic Search,Anna,customer,a@r.example,Ann,Rowe,Oak Ltd",
            {
                "id": 0,
                "heard_at": 1,
                "channel": 2,
                "owner": 3,
                "outcome": 4,
                "email": 5,
                "first_name": 6,
                "last_name": 7,
                "organisation": 8,
            },
        ),
        (
            (
                "Deal - ID,Deal - Title,Deal - Value,Deal - Currency of value,Deal - Contact person,"
                "Deal - Owner,Deal - Status,Deal - Deal created,Deal - Expected close date,"
                "Deal - Won time,Deal - Lost time"
            ),
            "1,Sofa,480,GBP,Ann Rowe,Anna,Won,2026-05-03 10:00:00,2026-06-01,2026-05-20 10:00:00,",
            {
                "id": 0,
                "amount": 2,
                "currency": 3,
                "person": 4,
                "owner": 5,
                "outcome": 6,
                "heard_at": 7,
                "closed_at": 9,
                "lost_at": 10,
            },
        ),
        (
            (
                "Record Id,Lead Owner,Company,First Name,Last Name,Email,Phone,Lead Source,Lead Status,"
                "Created Time,Modified Time"
            ),
            (
                "z1,Anna,Oak,Ann,Rowe,a@r.example,+44 1225 000000,Fair,Contacted,2026-05-03 10:00:00,"
                "2026-05-04 10:00:00"
            ),
            {
                "id": 0,
                "owner": 1,
                "organisation": 2,
                "first_name": 3,
                "last_name": 4,
                "email": 5,
                "phone": 6,
                "channel": 7,
                "outcome": 8,
                "heard_at": 9,
            },
        ),
        (
            (
                ""
                ""
                "id\tcreated_time\tad_name\tcampaign_name\tform_name\tis_organic\tplatform\tfull_name\tphone_number\temail"
                ""
                ""
            ),
            (
                ""
                ""
                "l:1\t2026-05-03T10:00:00+02:00\tx\tSpring\tSofa form\tfalse\tfb\tAnn Rowe\t"
                "p:+441225000000\ta@r.example"
                ""
                ""
            ),
            {
                "id": 0,
                "heard_at": 1,
                "campaign": 3,
                "interest": 4,
                "channel": 6,
                "name": 7,
                "phone": 8,
                "email": 9,
            },
        ),
        (
            "Submitted,utm_source,utm_medium,utm_campaign,Message",
            "2026-05-03,google,cpc,spring,A sofa please",
            {"heard_at": 0, "source": 1, "medium": 2, "campaign": 3, "words": 4},
        ),
    ],
)
def test_lists_of_enquiries_are_recognised(table, header, row, expected):
    source = table(f"{header}\n{row}\n")

    columns = {field: source.headers.index(column) for field, column in mapped(source).items()}

    assert columns == expected


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            (
                "First Name,Middle Name,Last Name,File As,Organization Name,Notes,Labels,"
                "E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value,Address 1 - City"
            ),
            "Ann,,Rowe,,Oak,hi,* myContacts,Work,a@r.example,b@r.example,+44 1225 000000,Bath",
            {
                "first_name": [0],
                "last_name": [2],
                "name": [3],
                "organisation": [4],
                "note": [5],
                "email": [8, 9],
                "phone": [10],
                "place": [11],
            },
        ),
        (
            (
                "First Name,Last Name,E-mail Address,E-mail 2 Address,Business Phone,Mobile Phone,"
                "Company,Job Title,Business City,Business Postal Code"
            ),
            "Ann,Rowe,a@r.example,,01225 000000,07700 900123,Oak,Owner,Bath,BA1 1AA",
            {
                "first_name": [0],
                "last_name": [1],
                "email": [2, 3],
                "phone": [4, 5],
                "organisation": [6],
                "job_title": [7],
                "place": [8],
                "postcode": [9],
            },
        ),
        (
            (
                "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,CONFIRM_IP,"
                "LAST_CHANGED,LEID,EUID,UNSUB_TIME"
            ),
            (
                "a@r.example,Ann,Rowe,2,2025-01-01 10:00:00,2025-01-01 10:00:00,192.0.2.1,"
                "2025-01-01 10:00:00,1,ab,2026-05-03 10:00:00"
            ),
            {"email": [0], "first_name": [1], "last_name": [2], "id": [9], "opt_out": [10]},
        ),
        (
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
            "Ann,Rowe,https://x.example,a@r.example,Oak,Owner,03 May 2026",
            {"first_name": [0], "last_name": [1], "email": [3], "organisation": [4], "job_title": [5]},
        ),
        (
            (
                "Person - Name*,Person - Phone - Work,Person - Phone - Mobile,Person - Email - Work,"
                "Person - Organization,Person - Marketing status"
            ),
            "Ann Rowe,01225 000000,07700 900123,a@r.example,Oak,unsubscribed",
            {"name": [0], "phone": [1, 2], "email": [3], "organisation": [4], "opt_out": [5]},
        ),
    ],
)
def test_address_books_are_recognised(table, header, row, expected):
    source = table(f"{header}\n{row}\n")
    mapping = recognise(source, "persons")

    found: dict[str, list[int]] = {}
    for choice in mapping.choices:
        found.setdefault(choice.field, []).append(source.headers.index(choice.column))

    assert found == expected


def test_the_exporter_is_told(table):
    source = table("First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAnn,Rowe,,,,,\n")

    assert recognise(source, "persons").exporter == "LinkedIn"


def test_consent_is_never_taken_and_that_is_said(table):
    source = table("Email,Newsletter consent,Marketing opt in\na@r.example,yes,yes\n")

    mapping = recognise(source, "persons")

    assert mapping.as_dict() == {"email": "Email"}
    assert mapping.left_over == ("Newsletter consent", "Marketing opt in")
    assert "consent is never taken from a file" in mapping.remarks[0]


def test_every_choice_says_why_and_what_else_there_was(table):
    source = table("Created,First contact date,Won date\n2026-05-01,2026-05-03,\n2026-05-02,2026-05-04,\n")

    (heard, _closed) = recognise(source, "enquiries").choices

    assert (heard.column, heard.others) == ("First contact date", ("Created",))
    assert heard.why == (
        "The header says “First contact date”. 2 of 2 values looked at are dates. "
        "It was taken before “Created”, because its name says it more clearly."
    )


def test_the_earnings_of_the_enquirer_are_not_the_amount(table):
    source = table("date,declared_monthly_revenue\n2026-05-03,5000\n")

    mapping = recognise(source, "enquiries")

    assert mapping.as_dict() == {"heard_at": "date"}
    assert "the enquirer’s own business earns" in mapping.remarks[0]


def test_a_column_filled_only_for_wins_is_no_segment(table):
    rows = "".join(f"2026-05-{day:02},,\n" for day in range(1, 11)) + "2026-05-11,2026-05-20,pets\n" * 6
    source = table("date,won_date,business_segment\n" + rows)

    mapping = recognise(source, "enquiries")

    assert mapping.as_dict() == {"heard_at": "date", "closed_at": "won_date"}
    assert "written down after the enquiry was decided" in mapping.remarks[0]


def test_a_header_is_not_believed_against_its_values(table):
    source = table("date,accepted,state,reference\n2026-05-03,yes,CA,a\n2026-05-04,no,NY,b\n")

    assert mapped(source) == {"heard_at": "date", "id": "reference"}


def test_dates_and_addresses_are_found_by_their_values(table):
    source = table("x,y,Birthday\n" + "2026-05-04,b@r.example,1981-01-01\n" * 3)

    assert mapped(source) == {"heard_at": "x", "email": "y"}


def test_columns_named_by_hand_are_taken_whatever_they_are_called(table):
    source = table("Date,Where From,Kunde\n2026-05-03,fair,Ann\n")

    mapping = recognise(source, "enquiries", {"channel": "kunde", "person": "", "campaign": "where_from"})

    assert mapping.as_dict() == {"heard_at": "Date", "channel": "Kunde", "campaign": "Where From"}
    assert mapping.choices[1].by_hand is True


def test_a_wrong_column_or_field_by_hand_is_refused_with_what_is_there(table):
    source = table("Date,Source\n2026-05-03,fair\n")

    with pytest.raises(FileRefused, match=r"has no column “Chanel”\. Its columns are “Date”, “Source”"):
        recognise(source, "enquiries", {"channel": "Chanel"})
    with pytest.raises(FileRefused, match="no field “chanel”"):
        recognise(source, "enquiries", {"chanel": "Source"})


def test_a_required_field_without_a_column_is_refused_with_what_was_looked_for(table):
    source = table("Name,Source\nAnn,fair\n")

    with pytest.raises(FileRefused) as refused:
        require_fields(recognise(source, "enquiries"), source)

    assert refused.value.sentence == (
        "No column for heard_at was found. Looked for names such as “heard at”, “first contact date”, "
        "“first contact”, “first contact at”; the file has “Name”, “Source”."
    )
    assert refused.value.by_option == "Say which one it is with --map heard_at=COLUMN."


def test_spending_is_recognised(table):
    source = table("Monat;Kanal;Kosten\n2026-04;Messe;480,00\n")

    assert mapped(source, "spend") == {"month": "Monat", "channel": "Kanal", "amount": "Kosten"}


def test_a_column_of_amounts_that_cannot_be_read_is_told(table):
    source = table("date,channel,amount,sale notes\n" + "2026-05-03,fair,about 480,x\n" * 3)

    mapping = recognise(source, "enquiries")

    assert mapping.column("amount") is None
    assert mapping.remarks == (
        "“amount” was not taken as amount: of 3 values looked at 0 can be read as amounts, and “about 480” "
        "cannot.",
    )


def test_nothing_is_told_of_such_a_column_where_another_one_has_the_amounts(table):
    source = table("date,channel,sale,amount\n" + "2026-05-03,fair,chairs,480\n" * 3)

    mapping = recognise(source, "enquiries")

    assert mapping.column("amount") == "amount"
    assert mapping.remarks == ()


def test_a_column_with_values_and_no_name_is_told_with_its_neighbour(table):
    # given columns without a name: a number of the row, owners, and one without values
    rows = "".join(f"{number},2026-05-03,Fair,Ann,,open\n" for number in range(9))
    source = table(f",Date,Channel,,,Outcome\n{rows}")

    mapping = recognise(source, "enquiries")

    assert mapping.remarks == (
        "“column 4” was not read: it has values but no name of its own, as where one name spans two columns "
        "(“Channel” stands left of it). Give it a name.",
    )
    assert recognise(source, "enquiries", {"owner": "column 4"}).remarks == ()


def test_beside_another_column_without_a_name_no_neighbour_is_told(table):
    source = table(",,Date,Channel,Outcome\n" + "1,Ann,2026-05-03,Fair,open\n" * 9)

    mapping = recognise(source, "enquiries")

    assert mapping.remarks == ("“column 2” was not read: it has values but no name. Give it one.",)

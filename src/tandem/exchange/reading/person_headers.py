"""What the columns of persons, organisations, offers, sales and spending are called; see enquiry_headers."""

from tandem.exchange.reading.enquiry_headers import HEADERS as ENQUIRY

STREET = """street|address|street address|address line #|poaddress line #|mailing street|
        business street|home street|address # street|address # formatted|organisation address|strasse|
        anschrift|adresse|strasse und hausnummer|rue|calle|direccion|rua|endereco|morada|straat|adres"""
PLACE = """place|city|town|pocity|mailing city|business city|home city|address # city|ort|
        stadt|wohnort|ville|commune|ciudad|localidad|poblacion|cidade|localidade|plaats|woonplaats|stad"""
POSTCODE = """postcode|post code|postal code|zip|zip code|zip postal code|popostal code|
        mailing zip|business postal code|home postal code|address # postal code|plz|postleitzahl|
        code postal|codigo postal|cep"""
COUNTRY = """country|country region|pocountry|mailing country|business country|home country|
        country code|address # country|land|pays|pais"""
EMAIL = (
    ENQUIRY["email"]
    + """|email # address|email home|email other|home email|email personal|personal email|
        other email|secondary email|email private|private email|additional email addresses"""
)
PHONE = (
    ENQUIRY["phone"]
    + """|primary phone|home phone|home phone #|business phone|business phone #|
        work phone|phone home|phone other|other phone|main phone|company main phone|telefon privat|
        telefon geschaftlich"""
)
NOTE = """note|notes|comment|comments|remarks|note content|description|background|
        bemerkung|bemerkungen|notiz|notizen|kommentar|remarque|remarques|commentaire|nota|notas|
        comentario|observaciones|observacoes|opmerking|opmerkingen|notitie"""
WEBSITE = """website|website url|web page|web site|url|homepage|company domain name|domain|
        web|website # value|webseite|site web|site internet|sitio web|pagina web|site"""
EXTERNAL_ID = """id|external id|record id|person id|contact id|customer id|customer number|
        contact number id|organisation id|company id|account number|euid|leid|kundennummer|kennung|
        identifiant|numero client|identificador|numero de cliente|numero do cliente|klantnummer|reference"""

PERSONS: dict[str, str] = {
    "id": EXTERNAL_ID,
    "name": ENQUIRY["name"] + "|file as|display name",
    "first_name": ENQUIRY["first_name"],
    "last_name": ENQUIRY["last_name"],
    "email": EMAIL,
    "phone": PHONE,
    "organisation": ENQUIRY["organisation"] + "|organisation # name",
    "job_title": """job title|position|organisation title|organisation # title|role|function|beruf|
        funktion|poste|fonction|cargo|puesto|functie""",
    "street": STREET,
    "place": PLACE,
    "postcode": POSTCODE,
    "country": COUNTRY,
    "note": NOTE,
    "opt_out": """opt out|opted out|email opt out|opt out email|unsubscribed|
        unsubscribed from all email|unsubscribe|unsub time|unsubscribe date|unsubscribed at|do not email|
        do not contact|do not mail|no marketing|marketing status|objected|abgemeldet|abgemeldet am|
        widerspruch|keine werbung|desinscrit|desabonne|ne pas contacter|dado de baja|baja|no contactar|
        descadastrado|nao contactar|cancelou inscricao|uitgeschreven|afgemeld|niet benaderen""",
}
ORGANISATIONS: dict[str, str] = {
    "id": EXTERNAL_ID,
    "name": ENQUIRY["organisation"] + "|name|nom|nombre|nome|naam",
    "website": WEBSITE,
    "email": EMAIL,
    "phone": PHONE,
    "street": STREET,
    "place": PLACE,
    "postcode": POSTCODE,
    "country": COUNTRY,
    "tax_number": """tax number|vat number|vat id|tax id|vat|ust id|ust idnr|umsatzsteuer id|
        steuernummer|numero de tva|tva|nif|cif|rfc|cnpj|nipc|btw nummer""",
    "segment": ENQUIRY["segment"],
    "note": NOTE,
}
OFFERS: dict[str, str] = {
    "id": """id|external id|sku|code|item code|inventory item code|product code|
        article number|artikelnummer|codigo""",
    "name": """name|title|product|product name|item|item name|service|offer|artikel|produkt|
        bezeichnung|produit|nom|producto|nombre|produto|nome|naam|omschrijving""",
    "kind": "kind|type|category|product or service|art|typ|type de produit|tipo|soort",
    "price": """price|unit price|unit amount|sales price|sale price|net price|amount|preis|
        verkaufspreis|einzelpreis|prix|prix unitaire|precio|preco|prijs""",
    "currency": ENQUIRY["currency"],
    "unit": "unit|unit of measure|per|einheit|unite|unidad|unidade|eenheid",
    "tax_rate": """tax rate|vat rate|tax|vat|tax type|steuersatz|mwst|ust|taux de tva|tva|iva|
        tipo de iva|taxa de iva|btw|btw tarief""",
    "cost": """cost|unit cost|cost price|purchase price|buying price|einkaufspreis|ek|prix d achat|
        precio de compra|preco de compra|inkoopprijs""",
    "needs": "needs|need|solves|helps with|bedarf|besoin|necesidad|necessidade|behoefte",
    "price_list": "list|price list|pricelist|preisliste|liste de prix|lista de precios|prijslijst",
    "valid_from": "valid from|starts on|price from|gueltig ab|valable a partir de|valido desde|geldig vanaf",
    "parts": "parts|contents|components|bestandteile|composants|componentes|onderdelen",
    "description": "description|details|text|beschreibung|descripcion|descricao|beschrijving",
}
SALES: dict[str, str] = {
    "sold_at": """sold at|sold on|sale date|date sold|order date|ordered at|invoice date|date|
        closed at|won date|won time|purchase date|paid at|created at|datum|verkaufsdatum|rechnungsdatum|
        auftragsdatum|date de vente|date de facture|date de commande|fecha|fecha de venta|
        fecha de factura|data|data da venda|data da fatura|verkoopdatum|factuurdatum|besteldatum""",
    "id": """id|sale id|order id|order number|invoice number|reference|number|
        rechnungsnummer|auftragsnummer|numero de facture|numero de commande|numero de factura|
        numero de pedido|numero da fatura|factuurnummer""",
    "enquiry_id": "enquiry id|inquiry id|lead id|mql id|deal id|anfrage id",
    "name": ENQUIRY["name"],
    "first_name": ENQUIRY["first_name"],
    "last_name": ENQUIRY["last_name"],
    "person": ENQUIRY["person"],
    "email": ENQUIRY["email"],
    "phone": ENQUIRY["phone"],
    "organisation": ENQUIRY["organisation"],
    "offer": OFFERS["name"] + "|description|inventory item code",
    "quantity": "quantity|qty|number of units|menge|anzahl|quantite|cantidad|quantidade|aantal",
    "unit_price": "unit amount|unit price|einzelpreis|prix unitaire|precio unitario|preco unitario|stukprijs",
    "amount": ENQUIRY["amount"],
    "currency": ENQUIRY["currency"],
    "owner": ENQUIRY["owner"],
}
SPEND: dict[str, str] = {
    "month": """month|date|period|day|month starting|reporting starts|monat|datum|zeitraum|mois|
        date de debut|mes|fecha|periodo|data|maand|periode""",
    "channel": ENQUIRY["channel"],
    "campaign": ENQUIRY["campaign"],
    "amount": """amount|spend|cost|costs|amount spent|spent|ad spend|total cost|budget|expense|
        kosten|ausgaben|betrag|depense|depenses|cout|montant|gasto|coste|costo|importe|gastos|custo|
        valor gasto|valor|uitgaven|bedrag""",
    "currency": ENQUIRY["currency"],
}

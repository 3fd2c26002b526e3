"""What the columns of a list of enquiries are called, the most telling name first, by field.

English first, then German, French, Spanish, Portuguese and Dutch. A # stands for a number.
"""

HEADERS: dict[str, str] = {
    "heard_at": """heard at|first contact date|first contact|
        first contact at|first contact on|asked on|when they asked|
        first contacted|enquiry date|inquiry date|date of enquiry|date of inquiry|enquired at|enquired on|
        enquiry at|lead date|lead created|lead created at|lead created date|received at|received on|
        date received|submitted at|submitted on|submission date|created time|created at|create date|
        created date|created on|creation date|date created|deal created|add time|added at|added on|
        date added|added time|received|submitted|came in|enquiry time|timestamp|contact date|start date|
        opened at|open date|date|datetime|created|day|invoice date|anfragedatum|anfrage am|
        datum der anfrage|erstkontakt|erstkontakt am|erster kontakt|eingang|eingangsdatum|eingegangen am|
        erstellt am|erstellungsdatum|erstelldatum|angelegt am|kontaktdatum|erstellt|datum|
        date de la demande|date de demande|demande le|premier contact|date du premier contact|
        date de premier contact|recu le|date de reception|date de creation|cree le|date d ajout|
        fecha de consulta|fecha de la consulta|fecha de solicitud|fecha de la solicitud|primer contacto|
        fecha de primer contacto|fecha del primer contacto|fecha de recepcion|fecha de creacion|recibido|
        creado el|creado|fecha|data do primeiro contato|data do primeiro contacto|
        data de primeiro contato|primeiro contato|primeiro contacto|data do pedido|data da solicitacao|
        data de criacao|criado em|data de recebimento|recebido em|data|datum aanvraag|aanvraagdatum|
        eerste contact|datum eerste contact|ontvangen op|ontvangstdatum|aangemaakt op|aanmaakdatum|
        aangemaakt""",
    "id": """id|enquiry id|inquiry id|lead id|mql id|record id|deal id|external id|reference|
        ref|enquiry number|enquiry no|lead number|lead no|number|no|key|uuid|guid|anfragenummer|
        anfrage id|nummer|kennung|
        vorgangsnummer|identifiant|numero|numero de demande|identificador|numero de consulta|codigo|
        numero do pedido|aanvraagnummer|kenmerk""",
    "channel": """channel|where from|promotion channel|marketing channel|lead source|original source|
        original traffic source|enquiry source|source channel|origin|utm source|traffic source|
        acquisition channel|how did you hear|how did you hear about us|heard about us|where from|
        came from|found us|lead origin|source|platform|kanal|herkunft|quelle|leadquelle|lead quelle|woher|
        aufmerksam geworden durch|canal|canal d acquisition|origine|provenance|source du prospect|
        comment nous avez vous connu|canal de origen|origen|fuente|procedencia|como nos conocio|
        canal de origem|origem|fonte|como nos conheceu|kanaal|herkomst|bron|leadbron|hoe gevonden|
        hoe heeft u ons gevonden""",
    "medium": "medium|utm medium|source medium|marketing medium|moyen|medio|meio",
    "source": "source|utm source|quelle|fuente|fonte|bron",
    "campaign": """campaign|campaign name|utm campaign|marketing campaign|campaign title|
        ad campaign|first campaign|kampagne|kampagnenname|aktion|campagne|nom de la campagne|campana|
        nombre de la campana|campanha|nome da campanha|campagnenaam""",
    "segment": """segment|customer segment|business segment|market segment|industry|sector|
        customer type|branche|kundensegment|kundentyp|secteur|secteur d activite|type de client|segmento|
        industria|tipo de cliente|setor|segmento de mercado|klantsegment|sector klant""",
    "owner": """owner|seller|sales rep|sales representative|salesperson|sales person|sr id|rep|
        account executive|closer|closed by|deal owner|lead owner|contact owner|record owner|
        opportunity owner|assigned to|assigned|assignee|handled by|agent|sold by|sdr id|sdr|responsible|
        user|verkaufer|verkauferin|zustandig|bearbeiter|verantwortlich|inhaber|betreuer|zugewiesen an|
        vertriebsmitarbeiter|vendeur|commercial|responsable|proprietaire|attribue a|vendedor|vendedora|
        comercial|propietario|asignado a|responsavel|proprietario|atribuido a|verkoper|verantwoordelijke|
        eigenaar|toegewezen aan|behandelaar""",
    "passed_at": """passed at|passed on|passed|handed over|handed over at|handover date|
        handoff date|sent to sales|sent to sales at|sql date|assigned at|assigned on|date assigned|
        assigned date|ubergeben am|ubergabe|transmis le|date de transmission|traspasado el|
        fecha de traspaso|passado em|data de passagem|overgedragen op|overdrachtsdatum""",
    "first_response_at": """first response at|first response|first response date|first answer|
        first answered|first answer at|first reply|first reply at|responded at|answered at|replied at|
        response date|first contacted by sales|erste antwort|beantwortet am|premiere reponse|repondu le|
        primera respuesta|respondido el|primeira resposta|respondido em|eerste reactie|beantwoord op""",
    "accepted_at": """accepted at|accepted on|accepted|accepted date|date accepted|qualified at|
        qualified on|qualified date|sal date|angenommen am|akzeptiert am|accepte le|date d acceptation|
        aceptado el|fecha de aceptacion|aceito em|data de aceitacao|geaccepteerd op""",
    "declined_at": """declined at|declined on|declined|declined date|rejected at|rejected on|
        rejected date|disqualified at|disqualified date|abgelehnt am|refuse le|date de refus|rechazado el|
        fecha de rechazo|recusado em|data de recusa|afgewezen op""",
    "decline_reason": """decline reason|declined reason|reason declined|rejection reason|reject reason|
        disqualification reason|unqualified reason|reason for declining|ablehnungsgrund|motif de refus|
        motivo de rechazo|motivo da recusa|reden van afwijzing|reden afwijzing""",
    "outcome": """outcome|what became of it|result|deal status|won lost|won or lost|won|is won|is closed won|
        is converted|converted|became customer|is customer|opportunity status|status|lead status|
        enquiry status|deal stage|stage|lifecycle stage|pipeline stage|state|conversion|ergebnis|ausgang|
        gewonnen|abschluss|phase|resultat|statut|issue|gagne|etape|etat|resultado|estado|ganado|etapa|
        situacao|desfecho|ganho|uitkomst|resultaat|fase|gewonnen deal""",
    "closed_at": """closed at|won date|won at|won on|won time|date won|closed won date|
        deal won date|became a customer date|customer since|closed on|closed date|close date|date closed|
        closing date|closed|deal closed|conversion date|converted at|converted on|converted date|
        sale date|sold at|sold on|date sold|purchase date|purchased at|order date|ordered at|
        abschlussdatum|abgeschlossen am|gewonnen am|verkauft am|verkaufsdatum|kaufdatum|auftragsdatum|
        date de cloture|cloture le|gagne le|date de vente|vendu le|date d achat|date de commande|
        fecha de cierre|cerrado el|ganado el|fecha de venta|fecha de compra|data de fechamento|
        data de fecho|fechado em|ganho em|data da venda|data de compra|gesloten op|afsluitdatum|
        gewonnen op|verkoopdatum|besteldatum|datum verkoop""",
    "lost_at": """lost at|lost on|lost time|lost date|date lost|deal lost date|verloren am|
        perdu le|date de perte|perdido el|perdido em|verloren op""",
    "amount": """amount|deal amount|deal value|won amount|sale amount|sales amount|sale value|
        first sale|order value|order total|order amount|closed amount|amount won|contract value|value|
        price|total|revenue|sale|sales|net amount|amount net|amount in company currency|betrag|
        auftragswert|umsatz|wert|verkaufspreis|preis|summe|nettobetrag|montant|montant de la vente|valeur|
        prix|chiffre d affaires|importe|monto|importe de venta|valor de venta|valor|precio|ingresos|
        valor da venda|montante|preco|receita|bedrag|waarde|orderwaarde|verkoopbedrag|prijs|omzet""",
    "currency": """currency|currency code|currency of value|deal currency|iso currency|wahrung|
        waehrung|devise|monnaie|moneda|divisa|moeda|valuta|munt""",
    "person": """person|contact|contact person|customer|client|lead|who|requester|enquirer|buyer|
        kontakt|ansprechpartner|kunde|kundin|contact client|personne|interlocuteur|contacto|persona|
        cliente|contato|pessoa|contactpersoon|klant|persoon""",
    "name": """name|full name|contact name|person name|lead name|customer name|client name|
        your name|vollstandiger name|vor und nachname|kundenname|nom complet|nom et prenom|prenom et nom|
        nombre completo|nombre y apellidos|nome completo|volledige naam|naam|nombre|nome""",
    "first_name": """first name|firstname|given name|forename|vorname|prenom|nombre de pila|
        primeiro nome|nome proprio|voornaam""",
    "last_name": """last name|lastname|surname|family name|nachname|familienname|nom de famille|
        apellido|apellidos|sobrenome|apelido|ultimo nome|achternaam""",
    "email": """email|email address|email #|work email|email work|email # value|contact email|
        customer email|person email|your email|mail|email id|mailadresse|email adresse|adresse email|
        adresse electronique|courriel|correo|correo electronico|direccion de correo|endereco de email|
        correio eletronico|emailadres""",
    "phone": """phone|phone number|mobile|mobile phone|mobile number|telephone|telephone number|
        phone #|phone # value|phone work|phone mobile|tel|cell|cell phone|contact number|whatsapp|telefon|
        telefonnummer|handy|mobil|mobilnummer|rufnummer|telephone portable|portable|numero de telephone|
        telefono|movil|celular|numero de telefono|telefone|telemovel|numero de telefone|telefoon|
        telefoonnummer|mobiel|gsm""",
    "organisation": """organisation|organisation name|company|company name|business|business name|firm|
        account|account name|associated company|employer|firma|firmenname|unternehmen|organisation de|
        entreprise|societe|raison sociale|nom de l entreprise|empresa|nombre de la empresa|compania|
        organizacion|nome da empresa|organizacao|bedrijf|bedrijfsnaam|organisatie""",
    "interest": """interest|interested in|product|service|product interest|topic|subject|
        enquiry type|inquiry type|product of interest|form name|produkt|leistung|interesse|thema|betreff|
        produit|prestation|interet|sujet|objet|producto|servicio|interes|tema|asunto|produto|servico|
        assunto|dienst|onderwerp|belangstelling""",
    "words": """words|message|their words|enquiry|inquiry|comments|comment|question|request|
        enquiry text|description|notes|note|body|details|nachricht|anfrage|anfragetext|bemerkung|
        kommentar|frage|notizen|demande|commentaire|commentaires|remarque|mensaje|consulta|comentario|
        comentarios|notas|pregunta|mensagem|solicitacao|bericht|aanvraag|opmerking|opmerkingen|vraag""",
    "door": """door|came by|how it came|enquiry door|contact method|form of contact|
        eingangsweg|kontaktweg|voie de contact""",
    "next_step": """next step|next action|next activity|follow up|todo|nachster schritt|
        wiedervorlage|prochaine etape|proximo paso|siguiente paso|proximo passo|volgende stap""",
    "next_step_on": """next step on|next step date|next activity date|follow up date|follow up on|
        next contact|due date|wiedervorlage am|nachster schritt am|date de relance|prochaine etape le|
        fecha de seguimiento|proximo paso el|data de acompanhamento|volgende stap op""",
}

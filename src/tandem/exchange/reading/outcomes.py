"""What became of an enquiry, from the words that six languages and the usual tools have for it."""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from tandem.exchange.reading.folding import fold


class Outcome(StrEnum):
    """NO is a recorded “no”, as of `converted: no`: lost where it has a closing date, else still open."""

    WON = "won"
    LOST = "lost"
    OPEN = "open"
    NO = "no"


WON = (
    "won|closed won|deal won|yes|y|true|1|x|win|sold|sale|bought|purchased|purchase|ordered|order|"
    "customer|client|converted|conversion|success|successful|signed|paid|evangelist|existing customer|"
    "closedwon|gewonnen|ja|j|wahr|verkauft|kunde|gekauft|bestellt|beauftragt|auftrag|"
    "abgeschlossen gewonnen|erfolgreich|gagne|gagnee|oui|o|vrai|vendu|client gagne|signe|achete|conclu|"
    "ganado|ganada|si|s|verdadero|vendido|vendida|cliente|comprado|cerrado ganado|convertido|ganho|"
    "ganha|sim|verdadeiro|comprou|fechado ganho|fechado|convertida|gewonnen deal|waar|verkocht|klant|"
    "gekocht|besteld"
)
LOST = (
    "lost|closed lost|deal lost|dead|loss|declined|rejected|cancelled|canceled|refused|unqualified|"
    "disqualified|not interested|no sale|junk|bad fit|bad timing|closedlost|junk lead|lost lead|"
    "abandoned|verloren|abgelehnt|abgesagt|storniert|kein interesse|abgeschlossen verloren|"
    "nicht qualifiziert|perdu|perdue|refuse|refusee|annule|annulee|pas interesse|non qualifie|perdido|"
    "perdida|rechazado|rechazada|cancelado|cancelada|no interesado|cerrado perdido|recusado|recusada|"
    "nao interessado|fechado perdido|afgewezen|geannuleerd|geen interesse"
)
OPEN = (
    "open|new|in progress|working|pending|contacted|attempted to contact|connected|open deal|qualified|"
    "subscriber|lead|marketing qualified lead|sales qualified lead|opportunity|proposal|quoted|"
    "negotiation|undecided|waiting|not contacted|pre qualified|contact in future|created|intake|"
    "on hold|offen|neu|in bearbeitung|laufend|wartend|kontaktiert|ouvert|ouverte|nouveau|nouvelle|"
    "en cours|en attente|abierto|abierta|nuevo|nueva|en curso|en proceso|pendiente|aberto|aberta|novo|"
    "nova|em andamento|pendente|nieuw|in behandeling|lopend|in afwachting"
)
NO = "no|n|false|0|not converted|unconverted|not yet|nein|falsch|noch nicht|non|faux|falso|nao|nee|onwaar"
WORDS: dict[str, Outcome] = {
    word: outcome
    for outcome, words in ((Outcome.OPEN, OPEN), (Outcome.NO, NO), (Outcome.LOST, LOST), (Outcome.WON, WON))
    for word in words.split("|")
}
# Within a longer name of a stage, such as “Deal won - repeat”.
TELLING = {
    word: outcome
    for outcome, words in (
        (Outcome.LOST, "lost verloren perdu perdue perdido perdida"),
        (Outcome.WON, "won gewonnen gagne gagnee ganado ganada ganho ganha"),
    )
    for word in words.split()
}


@lru_cache(maxsize=4096)
def read_outcome(text: str) -> Outcome | None:
    """None for a word that nobody told us, such as the name of a stage."""
    folded = fold(text)
    if folded in WORDS:
        return WORDS[folded]
    found = {TELLING[word] for word in folded.split() if word in TELLING}
    if len(found) == 1 and not {"not", "nicht", "pas", "no", "nao", "niet"} & set(folded.split()):
        return found.pop()
    return None


def counted_as_open(unknown: Mapping[str, int]) -> str:
    """One sentence for words that nobody knows, with how many rows have each."""
    words = ", ".join(f"“{word}” ({count:,})" for word, count in unknown.items())
    return _("These outcomes are not known, so their enquiries count as open: %(words)s.") % {"words": words}

from tandem.office.files.models import StoredFile
from tandem.sales.paper.models import OurPaper
from tandem.sales.paper.words import LOGO_KINDS, Logo


def our_paper() -> OurPaper:
    """What was set; the usual where nothing was."""
    return OurPaper.objects.filter(pk=1).first() or OurPaper(pk=1)


def logo_of(file_id: int | None) -> Logo | None:
    """The picture that a document was made with; None where it is not there any more."""
    stored = StoredFile.objects.filter(pk=file_id, kind__in=LOGO_KINDS).first() if file_id else None
    if stored is None:
        return None
    try:
        return Logo(stored.kind, stored.path.read_bytes())
    except FileNotFoundError:
        return None

"""What an export leaves out, and why."""

from django.utils.translation import gettext_lazy as _

FORMAT = "tandem.export/1"
EVERYTHING = "everything.json"
README = "README.txt"
FILES = "files"

_SECRET = _("it is a secret")
_OWN_WORK = _("it is the program’s own work, not the business’s")
_OWN = _("it is each person’s own, who takes it along from the page of their hours")
_OWN_LIST = _("it is each person’s own: what they noted of their month")
_OWN_PRACTICE = _("it is each person’s own: what they practised")
_ANEW = _("it is made anew from the other tables")
# By label of the model. A new model is in the export, unless it is named here.
LEFT_OUT = {
    "office.OneTimeKey": _OWN_WORK,
    "office.Session": _SECRET,
    "office.PublicToken": _SECRET,
    # Mails on their way hold links that sign somebody in.
    "office.OutboxRow": _SECRET,
    "office.ClockTick": _OWN_WORK,
    "office.Job": _OWN_WORK,
    "office.LimitBucket": _OWN_WORK,
    "office.SearchDocument": _ANEW,
    "exchange.KeyedWrite": _OWN_WORK,
    # How each stands is with its row of the outbox, which is not given out.
    "exchange.Delivery": _OWN_WORK,
    "people.SuppressedAddress": _SECRET,
    "together.EnquiryFact": _ANEW,
    "together.OrderFact": _ANEW,
    "together.EnquiryStatistic": _ANEW,
    "together.EnquiryMonth": _ANEW,
    "together.RevenueStatistic": _ANEW,
    "marketing.Activity": _OWN_LIST,
    "sales.PracticeCard": _OWN_PRACTICE,
    "together.Stretch": _OWN,
    "together.Correction": _OWN,
    "together.DataVersion": _OWN_WORK,
    "together.Estimate": _ANEW,
    "auth.Permission": _OWN_WORK,
    "auth.Group": _OWN_WORK,
    "auth.Group_permissions": _OWN_WORK,
    "contenttypes.ContentType": _OWN_WORK,
    "account.EmailAddress": _OWN_WORK,
    "account.EmailConfirmation": _SECRET,
    "mfa.Authenticator": _SECRET,
    "django_tasks_database.DBTaskResult": _OWN_WORK,
}
SECRET_COLUMNS = {
    # Hours are of nobody's business but one's own.
    "office.User": {"password", "hat_since"},
    "office.ApiKey": {"digest"},
    # Under this name the bytes lie on the server.
    "office.StoredFile": {"key"},
    "office.Mailbox": {"password_sealed"},
    "exchange.ImportRun": {"stored_as"},
    "exchange.Webhook": {"secret", "old_secret", "old_secret_until"},
}


class ExportRefused(Exception):
    """The export cannot be written; the message says why."""

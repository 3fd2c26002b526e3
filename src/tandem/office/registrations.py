"""What the office itself puts into its registries: sentences and undo of the journal, recurring work."""

import datetime

from django.utils.translation import gettext_lazy as _

from tandem.office.accounts.jobs import forget_sessions
from tandem.office.backup import jobs as backup_jobs
from tandem.office.business.actions import undo_close_day, undo_open_day
from tandem.office.changes import among
from tandem.office.changes.jobs import forget_keys
from tandem.office.clock import actions as clock
from tandem.office.files.actions import sweep
from tandem.office.jobs.actions import forget_queue
from tandem.office.journal.actions import register_label, register_sentence, register_undo
from tandem.office.limits.actions import forget_full
from tandem.office.mail import jobs as mail_jobs
from tandem.office.mailboxes import jobs as mailbox_jobs
from tandem.office.mailboxes.actions import undo_leave, undo_switch
from tandem.office.mailboxes.slots import mail_today
from tandem.office.outbox.actions import forget_payloads
from tandem.office.passkeys.slots import passkeys_as_second_step, passkeys_at_the_door
from tandem.office.settings import jobs as settings_jobs
from tandem.office.users.actions import undo_change_user
from tandem.ui import slots

SENTENCES = {
    "office.business.begun": _("Began with the own business"),
    "office.business.changed": _("Changed the business"),
    "office.day.closed": _("Closed on a day"),
    "office.day.opened": _("Took a closed day out of the list"),
    "office.user.added": _("Made %(title)s a user"),
    "office.user.changed": _("Changed %(title)s’s account"),
    "office.user.invited": _("Invited %(title)s"),
    "office.user.uninvited": _("Withdrew the invitation of %(title)s"),
    "office.user.joined": _("%(title)s joined"),
    "office.profile.changed": _("Changed their own account"),
    "office.session.ended": _("Signed out another browser of theirs"),
    "office.passkey.added": _("Added the passkey %(title)s"),
    "office.passkey.renamed": _("Gave a passkey another name, %(title)s"),
    "office.passkey.removed": _("Removed the passkey %(title)s"),
    "office.key.made": _("Made the key %(title)s"),
    "office.key.revoked": _("Revoked the key %(title)s"),
    "office.outbox.sent_again": _("Let a mail be sent again"),
    "office.outbox.tried_again": _("Let something be tried again that was given up"),
    "office.outbox.came_back": _("A mail that was sent came back"),
    "office.outbox.left": _("Left a mail unsent"),
    "office.mailbox.added": _("Mail to %(title)s is read"),
    "office.mailbox.changed": _("Changed how mail to %(title)s is read"),
    "office.mailbox.switched": _("Began or stopped reading mail to %(title)s"),
    "office.message.left": _("Left a received message as it is"),
}


def register_all() -> None:
    among.register()
    for verb, sentence in SENTENCES.items():
        register_sentence(verb, sentence)
    register_label("week", _("Working hours"))
    register_undo("office.day.closed", undo_close_day)
    register_undo("office.day.opened", undo_open_day)
    register_undo("office.user.changed", undo_change_user)
    clock.register("office.changes.keys", forget_keys, every=datetime.timedelta(hours=1))
    clock.register("office.accounts.sessions", forget_sessions, daily=datetime.time(3, 30))
    settings_jobs.register()
    backup_jobs.register()
    mail_jobs.register()
    mailbox_jobs.register()
    slots.register("today", mail_today, order=5)
    slots.register("entrance", passkeys_at_the_door)
    slots.register("second_step", passkeys_as_second_step)
    register_undo("office.mailbox.switched", undo_switch)
    register_undo("office.message.left", undo_leave)
    register_label("password_changed", _("New password"))
    clock.register("office.clock.ticks", clock.prune, daily=datetime.time(4))
    clock.register("office.files.sweep", sweep, daily=datetime.time(4))
    clock.register("office.jobs.queue", forget_queue, daily=datetime.time(4))
    clock.register("office.limits", forget_full, every=datetime.timedelta(hours=1))
    clock.register("office.outbox.payloads", forget_payloads, daily=datetime.time(4))

from django.urls import path

from tandem.office.business import views as business
from tandem.office.files import views as files
from tandem.office.jobs import views as jobs
from tandem.office.journal import views as journal
from tandem.office.keys import views as keys
from tandem.office.mailboxes import views as mailboxes
from tandem.office.passkeys import views as passkeys
from tandem.office.profile import views as profile
from tandem.office.search import views as search
from tandem.office.settings import views as settings
from tandem.office.users import views as users

app_name = "office"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:pk>/undo/", journal.undo, name="undo"),
    path("settings/", settings.settings, name="settings"),
    path("settings/backup/", settings.backup_now, name="backup_now"),
    path("settings/backup/<str:name>", settings.backup, name="backup"),
    path("settings/mail/<int:pk>/again/", settings.send_again, name="send_again"),
    path("settings/mail/<int:pk>/leave/", settings.leave_unsent, name="leave_unsent"),
    path("mailboxes/", mailboxes.mailboxes, name="mailboxes"),
    path("mailboxes/<int:pk>/", mailboxes.mailbox, name="mailbox"),
    path("mailboxes/<int:pk>/try/", mailboxes.mailbox_try, name="mailbox_try"),
    path("mailboxes/<int:pk>/switch/", mailboxes.mailbox_switch, name="mailbox_switch"),
    path("messages/", mailboxes.messages, name="messages"),
    path("messages/<int:pk>/", mailboxes.message, name="message"),
    path("messages/<int:pk>/leave/", mailboxes.message_leave, name="message_leave"),
    path("messages/<int:pk>/files/<int:file>/", mailboxes.message_file, name="message_file"),
    path("business/", business.business, name="business"),
    path("business/closed/", business.close_day, name="close_day"),
    path("business/closed/<int:pk>/", business.open_day, name="open_day"),
    path("users/", users.users, name="users"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/switch/", users.switch, name="switch_user"),
    path("users/invitations/<int:pk>/link/", users.new_link, name="new_link"),
    path("users/invitations/<int:pk>/withdraw/", users.withdraw, name="withdraw"),
    path("link/<str:token>/", users.link, name="link"),
    path("join/<str:token>/", users.join, name="join"),
    path("profile/", profile.profile, name="profile"),
    path("profile/hat/", profile.hat, name="hat"),
    path("profile/theme/", profile.theme, name="theme"),
    path("profile/sessions/", profile.end_other_sessions, name="end_other_sessions"),
    path("profile/sessions/<str:handle>/", profile.end_session, name="end_session"),
    path("passkeys/", passkeys.passkeys, name="passkeys"),
    path("passkeys/add/", passkeys.add, name="passkey_add"),
    path("passkeys/add/options/", passkeys.options, name="passkey_options"),
    path("passkeys/<int:pk>/", passkeys.rename, name="passkey"),
    path("passkeys/<int:pk>/remove/", passkeys.remove, name="passkey_remove"),
    path("passkeys/sign-in/options/", passkeys.sign_in_options, name="passkey_sign_in_options"),
    path("passkeys/sign-in/", passkeys.sign_in, name="passkey_sign_in"),
    path("keys/", keys.keys, name="keys"),
    path("keys/<int:pk>/revoke/", keys.revoke, name="revoke_key"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("files/<str:key>/", files.download, name="file"),
]

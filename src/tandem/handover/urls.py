from django.urls import URLPattern, URLResolver, path

from tandem.handover.again import views as again
from tandem.handover.agreeing import answering as proposals
from tandem.handover.agreeing import views as agreement
from tandem.handover.assigning import views as assigning
from tandem.handover.conversation import views as conversation
from tandem.handover.inbox import views as inbox
from tandem.handover.passing import views as passing
from tandem.handover.promises import views as promises
from tandem.handover.reasons import views as reasons
from tandem.handover.reminders import views as reminders

app_name = "handover"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("sent-back/", inbox.sent_back, name="sent_back"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/next/", agreement.edit, name="agreement_edit"),
    path("promises/", promises.promises, name="promises"),
    path("why-not/", reasons.reasons, name="reasons"),
    path("conversation/", conversation.conversation, name="conversation"),
    path("conversation/<int:year>/<int:month>/", conversation.of_month, name="conversation_of"),
    path("agreement/next/with/", agreement.kit, name="agreement_kit"),
    path("agreement/alone/", agreement.alone, name="agreement_alone"),
    path("agreement/versions/", agreement.versions, name="versions"),
    path("agreement/proposals/<int:pk>/agree/", proposals.agree, name="proposal_agree"),
    path("agreement/proposals/<int:pk>/send-back/", proposals.send_back, name="proposal_send_back"),
    path("agreement/proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal_withdraw"),
    path("sharing/", assigning.sharing_out, name="sharing"),
    path("sharing/me/", assigning.my_part, name="my_part"),
    path("sharing/<int:pk>/", assigning.part, name="part"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("again/", again.again, name="again"),
    path("again/<int:pk>/", again.spoken, name="spoken"),
    path("<int:pk>/", inbox.waiting, name="waiting"),
    path("<int:pk>/tick/", passing.tick, name="tick"),
    path("<int:pk>/pass/", assigning.pass_on, name="pass"),
    path("<int:pk>/pass-and-accept/", passing.pass_and_accept, name="pass_and_accept"),
    path("<int:pk>/accept/", passing.accept, name="accept"),
    path("<int:pk>/decline/", passing.decline, name="decline"),
    path("<int:pk>/assign/", passing.assign, name="assign"),
    path("<int:pk>/join/", passing.join, name="join"),
]

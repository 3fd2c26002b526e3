from django.urls import URLPattern, URLResolver, path

from tandem.marketing.arrivals import views as arrivals
from tandem.marketing.by_hand import views as by_hand
from tandem.marketing.campaigns import views as campaigns
from tandem.marketing.care import views as care
from tandem.marketing.channels import views as channels
from tandem.marketing.coach import views as coach
from tandem.marketing.codes import views as codes
from tandem.marketing.debrief import views as debrief
from tandem.marketing.desk import views as desk
from tandem.marketing.enquiries import views as enquiries
from tandem.marketing.forms import views as forms
from tandem.marketing.links import views as links
from tandem.marketing.mail_door import views as mail_door
from tandem.marketing.piles import views as piles

app_name = "marketing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.desk, name="desk"),
    path("capture/", by_hand.capture, name="capture"),
    path("capture/card/", by_hand.card, name="capture_card"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("kept-aside/", arrivals.kept_aside, name="kept_aside"),
    path("kept-aside/<int:pk>/let-in/", arrivals.let_in, name="arrival_let_in"),
    path("kept-aside/<int:pk>/drop/", arrivals.drop, name="arrival_drop"),
    path("enquiries/<int:pk>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<int:pk>/correct/", enquiries.correct, name="enquiry_correct"),
    path("enquiries/<int:pk>/join/", enquiries.join, name="enquiry_join"),
    path("enquiries/<int:pk>/set-aside/", enquiries.set_aside, name="enquiry_set_aside"),
    path("enquiries/<int:pk>/take-up/", enquiries.take_up, name="enquiry_take_up"),
    path("mail/<int:pk>/", mail_door.make, name="mail_enquiry"),
    path("campaigns/", desk.campaigns, name="campaigns"),
    path("campaigns/add/", campaigns.add, name="campaign_add"),
    path("campaigns/<int:pk>/", desk.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="campaign_edit"),
    path("campaigns/<int:pk>/hush/", campaigns.hush, name="campaign_hush"),
    path("campaigns/<int:pk>/links/add/", links.add, name="link_add"),
    path("campaigns/<int:pk>/places/add/", codes.add, name="place_add"),
    path("campaigns/<int:pk>/debrief/", debrief.debrief, name="debrief"),
    path("campaigns/<int:pk>/debrief/hush/", debrief.hush, name="debrief_hush"),
    path("campaigns/<int:pk>/follow-ups/", debrief.plan, name="follow_ups"),
    path("follow-ups/<int:pk>/done/", debrief.done_with, name="follow_up_done"),
    path("links/<int:pk>/", links.link, name="link"),
    path("links/<int:pk>/edit/", links.edit, name="link_edit"),
    path("links/<int:pk>/put-away/", links.put_away, name="link_put_away"),
    path("places/<int:pk>/", codes.place, name="place"),
    path("places/<int:pk>/edit/", codes.edit, name="place_edit"),
    path("places/<int:pk>/put-away/", codes.put_away, name="place_put_away"),
    path("places/<int:pk>/code.png", codes.picture, {"kind": "png"}, name="place_png"),
    path("places/<int:pk>/code.svg", codes.picture, {"kind": "svg"}, name="place_svg"),
    path("places/<int:pk>/a4.pdf", codes.sheet, {"paper": "a4"}, name="place_a4"),
    path("places/<int:pk>/a6.pdf", codes.sheet, {"paper": "a6"}, name="place_a6"),
    path("care/", care.care, name="care"),
    path("care/<int:pk>/", care.care_of, name="care_of"),
    path("care/<int:pk>/contact/", care.contact, name="care_contact"),
    path("care/<int:pk>/peace/", care.peace, name="care_peace"),
    path("care/peace/<int:pk>/end/", care.end_peace, name="care_end_peace"),
    path("advice/", coach.advice, name="advice"),
    path("channels/", desk.channels, name="channels"),
    path("channels/<int:pk>/", channels.rename, name="channel"),
    path("last-month/", piles.piles, name="piles"),
    path("last-month/put/", piles.put, name="pile_put"),
    path("last-month/<int:pk>/take-out/", piles.take_out, name="pile_take_out"),
    path("forms/", forms.forms, name="forms"),
    path("forms/add/", forms.add, name="form_add"),
    path("forms/<int:pk>/", forms.form, name="form"),
    path("forms/<int:pk>/edit/", forms.edit, name="form_edit"),
    path("forms/<int:pk>/switch/", forms.switch, name="form_switch"),
]

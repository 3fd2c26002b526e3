from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignKind(models.TextChoices):
    EVENT = "event", _("Event")
    NETWORKING = "networking", _("Networking")
    ADVERTISEMENT = "advertisement", _("Advertisement")
    WEBSITE = "website", _("Website")
    PUBLIC_RELATIONS = "public_relations", _("Public relations")
    REFERRAL = "referral", _("Recommendations")
    NEWSLETTER = "newsletter", _("Newsletter")
    SOCIAL = "social", _("Social media")
    PRINT = "print", _("Print")
    PARTNER = "partner", _("Partner")
    OTHER = "other", _("Something else")


KIND_ICONS: dict[str, str] = {
    CampaignKind.EVENT: "ticket",
    CampaignKind.NETWORKING: "users",
    CampaignKind.ADVERTISEMENT: "megaphone",
    CampaignKind.WEBSITE: "globe",
    CampaignKind.PUBLIC_RELATIONS: "newspaper",
    CampaignKind.REFERRAL: "hand-heart",
    CampaignKind.NEWSLETTER: "mail",
    CampaignKind.SOCIAL: "send",
    CampaignKind.PRINT: "newspaper",
    CampaignKind.PARTNER: "handshake",
    CampaignKind.OTHER: "tag",
}
# One stands there and talks to people, so that everything is written down on a phone.
MET_IN_PERSON = (CampaignKind.EVENT, CampaignKind.NETWORKING)

"""Which pile a line belongs to, by what people usually write. A suggestion: whoever did it knows better."""

import re

from django.utils.translation import gettext_lazy as _

from tandem.marketing.campaigns.words import CampaignKind
from tandem.marketing.piles.words import Suggestion
from tandem.people.timeline.words import Purpose

MANY = Suggestion(Purpose.MARKETING, _("Many may see or meet you by it, and nobody is asked to buy."))
ONE = Suggestion(Purpose.SELLING, _("It was for one person who had asked."))
AFTER = Suggestion(Purpose.CARE, _("They had bought already."))
UNKNOWN = Suggestion("", _("Was it for many, or for one person?"))

# Where many see it, whoever it tells of: “posted Mrs Shah's sofa on Instagram”.
SHOWN = (
    r"post(?:ed|s|ing)?\b(?! office)|instagram|facebook|linkedin|tiktok|pinterest|youtube|newsletter|mailing|"
    r"blog|podcast|web ?site|web ?page|google|advert\w*|\bads?\b|flyers?|leaflets?|posters?|brochures?"
)
CARE = (
    r"complain\w*|guarantee|warranty|birthday|christmas cards?|thank[- ]?you|testimonial|reviews?\b|"
    r"after (?:the )?(?:delivery|sale|job)|"
    r"(?:how|whether) (?:it|they|she|he|the \w+) (?:is|are|likes?|holds?)|"
    r"(?:old|past|existing|regular|former) (?:customers?|clients?)|"
    r"(?:asked|rang|called|visited) an? (?:customer|client)|servic(?:ed|ing)|put right"
)
SELLING = (
    r"r[aiu]ng back|call(?:ed)? back|phoned back|quot(?:e|ed|es|ing|ation)\b|estimates?\b|proposals?|"
    r"measur(?:e|ed|ing)|site visits?|follow(?:ed|ing)?[- ]?up|negotiat\w*|contracts?\b|deposits?\b|"
    r"appointments?|consultations?|sampl(?:e|es) to|test ride|(?:sales|discovery) calls?|closed|"
    r"answer(?:ed|ing)? (?:an? |the )?(?:enquir\w+|e-?mails?|questions?)|had asked|"
    r"talk(?:ed)? through|demo(?:nstration)? (?:to|for|at|with)"
)
SEEN = (
    r"network\w*|breakfast|chamber|meet-?ups?|club|conference|trade show|exhibitions?|\bfairs?\b|\bstands?\b|"
    r"\bstalls?\b|market\b|open (?:day|evening|house|studio)|\btalk\b|talk at|speech|workshop|demonstration|"
    r"radio|press|article|interview|magazine|newspaper|sponsor\w*|shop window|window display|"
    r"van\b|sign(?:s|age)?\b|"
    r"campaign|photos?|photograph\w*|videos?|seo|referral|recommend\w*|business cards|competition|partner\w*|"
    r"letterbox|letter ?drop|door to door"
)
# “Mr Hill”, “at Shah's”: somebody by name.
NAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]|\bat (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s?\b|"
    r"\b(?:[Rr]ang|[Mm]et|[Vv]isited|[Cc]alled|[Ss]aw|[Ww]rote to|[Ss]poke (?:to|with)|"
    r"[Tt]alk(?:ed)? (?:to|with)) [A-Z][a-z]+\b"
)


def holds(words: str, pattern: str) -> bool:
    return re.search(rf"\b(?:{pattern})", words, re.IGNORECASE) is not None


def suggestion_for(words: str) -> Suggestion:
    if holds(words, SHOWN):
        return MANY
    if holds(words, CARE):
        return AFTER
    if holds(words, SELLING) or NAMED.search(words):
        return ONE
    return MANY if holds(words, SEEN) else UNKNOWN


KINDS = (
    (CampaignKind.SOCIAL, r"post(?:ed|s|ing)?\b|instagram|facebook|linkedin|tiktok|pinterest|youtube|social"),
    (CampaignKind.NEWSLETTER, r"newsletter|mailing"),
    (CampaignKind.PRINT, r"flyers?|leaflets?|posters?|brochures?|letterbox|letter ?drop"),
    (CampaignKind.ADVERTISEMENT, r"advert\w*|\bads?\b|google"),
    (CampaignKind.WEBSITE, r"web ?site|web ?page|blog|seo"),
    (CampaignKind.PUBLIC_RELATIONS, r"press|radio|article|interview|magazine|newspaper"),
    (CampaignKind.REFERRAL, r"referral|recommend\w*"),
    (CampaignKind.NETWORKING, r"network\w*|breakfast|chamber|meet-?ups?|club"),
    (
        CampaignKind.EVENT,
        r"fairs?\b|stands?\b|stalls?\b|exhibition|trade show|open (?:day|evening)|talk\b|workshop",
    ),
    (CampaignKind.PARTNER, r"partner\w*"),
)


def kind_for(words: str) -> CampaignKind:
    """What kind of campaign a line would make."""
    return next((kind for kind, pattern in KINDS if holds(words, pattern)), CampaignKind.OTHER)

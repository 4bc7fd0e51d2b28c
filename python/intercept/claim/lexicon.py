"""The words of claims for kinds of object and for what became of them, and what each outcome counts."""

from __future__ import annotations

import re

# What each outcome counts. Only the first four are of what did not hit.
OUTCOMES = {
    "shot_down": "objects said to have been shot down",
    "intercepted": "intercepted: the word leaves open whether objects lost or jammed are counted",
    "lost": "objects lost, jammed or fallen without being shot down",
    "did_not_hit": "shot down, jammed or lost together: what did not hit",
    "hit": "objects that got through",
    "launched": "objects launched, detected or engaged: the number that rates are of",
}
DOWN = ("shot_down", "intercepted", "lost", "did_not_hit")

_VERBS = {
    "shot_down": r"sh(?:oo|o)t(?:ing|s)?(?: down)?(?! at)|(?:to |could |can |will |would )down|down(?:ed|ing|s)"
    r"|down(?=$|[,.;:]| out of| and\b)"
    r"|destroy(?:ed|s|ing)?|kill(?:ed|s|ing)?|(?:brought|bringing) down|eliminat(?:ed|es?|ing)"
    r"|tak(?:en|ing) (?:down|out)|took (?:down|out)|shootdowns?|knock(?:ed|ing) (?:down|out)"
    r"|hit by (?:[\w']+ ){0,2}?(?:defen[cs]es?|defenders|interceptors?|fighters?|helicopters?|gunners|air force)"
    r"|by (?:(?:anti-aircraft|gun|ground|air[- ]defen[cs]e|small[- ]arms) )?(?:fire|guns|gunfire)"
    r"|by (?:mobile (?:fire )?(?:teams|groups|units)|fighters?(?: jets| aircraft)?|helicopters|interceptors)",
    "intercepted": r"intercept(?:ed|s|ing|ions?)?|stop(?:ped|s|ping)?(?! or lost)|repel(?:led|s|ling)?"
    r"|repuls(?:ed?|ing)|foil(?:ed|s|ing)?|thwart(?:ed|s|ing)?|engaged successfully|block(?:ed|s|ing)"
    r"|fend(?:ed|ing) off|defeat(?:ed|s|ing)?|(?:beat|beaten|fought) (?:back|off)",
    "lost": r"(?:locationally |radar-?)?lost(?: (?:location|from radars?|track|sight|contact with)(?: of)?)?"
    r"|suppress(?:ed|es|ing)|jamm(?:ed|ing)|crash(?:ed|es|ing)|spoof(?:ed|ing)|divert(?:ed|ing)"
    r"|(?:fell|falling|fallen|landed|landing|crashed|came down|impacted)"
    r"(?: short| harmlessly| (?:in|into|on|at) (?:the |an? )?(?:sea|gulf|water|open (?:areas?|fields?|ground|sea)"
    r"|fields?|unpopulated areas?|uninhabited areas?|desert))"
    r"|fell|(?:veered|went|knocked|pushed) off course"
    r"|by (?:electronic warfare|jamming|ew)\b|imitators lost|disappeared(?: from radars?)?"
    r"|not reach(?:ed|ing)?(?: (?:its|their|the))? (?:targets?|goals?)"
    r"|(?:failed to|did not|didn't|failing to) reach(?: (?:its|their|the))?(?: targets?| goals?)?",
    "did_not_hit": r"neutrali[sz](?:ed|es?|ing)|rendered harmless|did not hit|stopped or lost",
    "hit": r"(?:got|gets?|getting|came|went|slip(?:ped|s|ping)?|slid|broke|breaks?|breaking|squeezed)"
    r" (?:through|past|by)|(?:made|makes?|making) it (?:through|past)"
    r"|(?:escap|evad|elud|dodg)(?:ed|es?|ing)(?: (?:interception|interceptors?))?"
    r"|leak(?:ed|ers?|ing)|penetrat(?:ed|ions?|ing)"
    r"|(?:reach|str[iu]ck|strik|hit|hitt)(?:ed|ing)?(?: (?:its|their|the))?(?: targets?| goals?)?|(?:direct )?hits"
    r"|(?:direct )?impact(?:ed|s|ing)?"
    r"|fell (?:on(?:to)?|(?:with)?in(?:side)?) (?:(?:the|its|our|\w+) )?(?:land|country|state|territory|emirates|soil)"
    r"|fell on(?:to)?|let(?:ting)?(?: through| past)?|allowed (?:through|past)"
    r"|strikes recorded|landed|missed by (?:the )?defen[cs]es?",
    "launched": r"(?:attack(?:ed|s|ing)?|struck|strik(?:es?|ing)|hit|pound(?:ed|ing)|bombard(?:ed|ing))"
    r" (?:(?!drone|missile|along|together|target|of |and |was |were )[a-z][\w'-]* ){0,4}?(?:with|using)"
    r"(?= (?:(?!debris)[a-z-]+ ){0,3}?\d)"
    r"|(?:attack(?:ed|ing)?|struck|strik(?:es?|ing)|hit) (?:with|using)|dealt with|engag(?:ed|ing)"
    r"|launch(?:ed|es|ing)?|fired|firing|sent|used|employed|unleashed|detected|tracked"
    r"|deployed|flew|flown|sending|lobbed|hurled|involved|comprised|consisted of|involving|comprising|consisting of",
}
# The longer before the shorter where one begins another; each ends at the end of a word.
_KINDS = {
    "one_way_attack_drone": r"(?:shahed(?:-?\s?13[16])?(?:[-\s]type)?s?|geran(?:-?\s?[12])?s?)"
    r"(?: (?:attack )?(?:drones?|uavs?))?|one-way attack (?:drones?|uavs?)",
    "jet_drone": r"jet(?:-powered)? (?:drones?|uavs?|shaheds?)|shahed-?\s?238s?|geran-?\s?3s?",
    "decoy_drone": r"decoy(?: drones?| uavs?)?s?|gerberas?|parodiyas?|imitators?|imitator drones?|simulator drones?",
    "drones": r"(?:(?:attack|strike|kamikaze|suicide|long-range) )?(?:drones?|uavs?)|loitering munitions?|uass?"
    r"|unmanned aerial (?:vehicles?|systems?)|unmanned aircraft",
    "subsonic_cruise": r"subsonic cruise(?: missiles?)?",
    "kh_101": r"(?:kh|x)-?(?:101|555?|55sm)s?(?:/(?:(?:kh|x)-?)?(?:101|555?|55sm)s?)*(?: cruise)?(?: missiles?)?",
    "kalibr": r"kalibrs?(?: cruise)?(?: missiles?)?",
    "iskander_k": r"iskander-ks?(?: cruise)?(?: missiles?)?",
    "kh_59": r"(?:kh|x)-?(?:59(?:mk2)?|69)s?(?:/(?:(?:kh|x)-?)?(?:59(?:mk2)?|69)s?)*(?: cruise)?(?: missiles?)?",
    "kh_35": r"(?:kh|x)-?35s?(?: missiles?)?",
    "banderol": r"banderols?(?: missiles?)?",
    "supersonic_cruise": r"supersonic(?: cruise)?(?: missiles?)?",
    "kh_22": r"(?:kh|x)-?22s?(?: missiles?)?",
    "kh_32": r"(?:kh|x)-?32s?(?: missiles?)?",
    "kh_31": r"(?:kh|x)-?31p?d?s?(?: missiles?)?",
    "oniks": r"(?:p-800 )?(?:on[iy]ks|onyx)(?: missiles?)?",
    "air_launched_aeroballistic": r"(?:air-launched )?aero-?ballistic(?: missiles?)?"
    r"|(?:kh-?47(?:m2)?|x-?47)?\s?k[iy]n[sz]h?[ah]ls?(?: missiles?)?|(?:kh|x)-?47(?:m2)?s?",
    "hypersonic_cruise": r"hypersonic cruise(?: missiles?)?|(?:3m22 )?(?:zircon|tsirkon)s?(?: missiles?)?",
    "hypersonic_glide": r"hypersonic glid(?:e|ers?)(?: vehicles?)?|glide vehicles?|avangards?",
    "quasi_ballistic": r"quasi-?ballistic(?: missiles?)?|iskanders?(?: (?:ballistic )?missiles?)?",
    "iskander_m": r"iskander-ms?(?: (?:ballistic )?missiles?)?",
    "kn_23": r"kn-?23s?(?: (?:ballistic )?missiles?)?",
    "short_range_ballistic": r"short-range ballistic(?: missiles?)?|srbms?",
    "s_300": r"[sc]-?300s?(?: missiles?)?",
    "s_400": r"[sc]-?400s?(?: missiles?)?",
    "medium_range_ballistic": r"medium-range ballistic(?: missiles?)?|mrbms?|oreshniks?",
    "cruise": r"cruise(?: missiles?)?",
    "ballistic": r"ballistics?(?: missiles?)?",
    "hypersonic": r"hypersonics?(?: missiles?| weapons?)?",
    "missiles": r"missiles?|rockets?",
    "targets": r"(?:aerial|air)(?: attack)? (?:targets?|objects?|threats?|weapons?|vehicles?)"
    r"|(?:means|weapons) of air attack|(?<=\d )(?:strike )?(?:weapons?|munitions?)"
    r"|targets?|objects?|threats?|projectiles?|incoming",
}


def _compiled(table: dict[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)) for name, words in table.items()]


VERBS, KINDS = _compiled(_VERBS), _compiled(_KINDS)

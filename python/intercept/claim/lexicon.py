"""The words of claims: kinds of object, outcomes and what each counts, words about numbers, words without weight."""

from __future__ import annotations

import re

# What each outcome counts. Only the first four are of what did not hit.
OUTCOMES = {
    "shot_down": "objects said to have been shot down; since August 2025 the daily posts include those lost or jammed",
    "intercepted": "intercepted: the word leaves open whether objects lost or jammed are counted",
    "lost": "objects lost, jammed or fallen without being shot down",
    "did_not_hit": "shot down, jammed or lost together: what did not hit",
    "hit": "objects that got through",
    "launched": "objects launched or detected: the number that rates are of",
}
DOWN = ("shot_down", "intercepted", "lost", "did_not_hit")

_VERBS = {
    "shot_down": r"sh(?:oo|o)t(?:ing)?(?:s)? down|downed|destroy(?:ed|s)?|kill(?:ed|s)?|brought down|eliminated"
    r"|taken (?:down|out)|took (?:down|out)|shootdowns?|knocked (?:down|out)"
    r"|hit by (?:the |our |its )?(?:air |missile )?(?:defen[cs]es?|defenders|interceptors?)",
    "intercepted": r"intercept(?:ed|s|ing|ions?)?|stop(?:ped|s|ping)?(?! or lost)|repel(?:led|s|ling)?|repulsed?"
    r"|foil(?:ed|s)?|thwart(?:ed|s)?|engaged successfully",
    "lost": r"(?:locationally |radar-?)?lost(?: (?:location|from radars?|track|sight|contact with)(?: of)?)?"
    r"|suppressed|jammed|crashed|fell(?: short| into the sea)?|spoofed|diverted|by electronic warfare|imitators lost"
    r"|(?:failed to|did not|didn't) reach(?: (?:its|their|the))?(?: targets?| goals?)?",
    "did_not_hit": r"neutrali[sz]ed|neutrali[sz](?:es|ing)|rendered harmless|did not hit|stopped or lost|dealt with",
    "hit": r"(?:got|gets?|getting|came|went|slip(?:ped|s)?|slid|broke|breaks?|squeezed) (?:through|past|by)"
    r"|(?:made|makes?) it (?:through|past)|(?:escap|evad|elud|dodg)(?:ed|es?|ing)(?: (?:interception|interceptors?))?"
    r"|leak(?:ed|ers?)|penetrat(?:ed|ions?)"
    r"|(?:reached|struck|hit)(?: (?:its|their|the))?(?: targets?| goals?)?|(?:direct )?hits|impact(?:ed|s)?"
    r"|fell (?:on land|(?:with)?in(?:side)? (?:the )?(?:country|state|territory|emirates))"
    r"|strikes recorded|landed|missed by (?:the )?defen[cs]es?",
    "launched": r"launch(?:ed|es|ing)?|fired|attacked with|sent|used|employed|unleashed|detected|tracked"
    r"|deployed|flew|flown",
}
# The longer before the shorter where one begins another; each ends at the end of a word.
_KINDS = {
    "one_way_attack_drone": r"(?:shahed(?:-?\s?13[16])?(?:[-\s]type)?s?|geran(?:-?\s?[12])?s?)"
    r"(?: (?:attack )?(?:drones?|uavs?))?|one-way attack (?:drones?|uavs?)",
    "jet_drone": r"jet(?:-powered)? (?:drones?|uavs?|shaheds?)|shahed-?\s?238s?|geran-?\s?3s?",
    "decoy_drone": r"decoy(?: drones?| uavs?)?s?|gerberas?|parodiyas?|imitators?|imitator drones?|simulator drones?",
    "drones": r"(?:(?:attack|strike|kamikaze|suicide|long-range) )?(?:drones?|uavs?)|loitering munitions?|uass?"
    r"|unmanned aerial (?:vehicles?|systems?)|unmanned aircraft",
    "subsonic_cruise": r"subsonic cruise(?: missiles?)?|(?:kh|x)-?(?:101|555?|55sm|59|69|35)s?(?: cruise)?"
    r"(?: missiles?)?|kalibrs?(?: cruise)?(?: missiles?)?|iskander-k(?: cruise)?(?: missiles?)?|banderols?",
    "supersonic_cruise": r"supersonic(?: cruise)?(?: missiles?)?|(?:kh|x)-?(?:22|32|31p?d?)s?(?: missiles?)?"
    r"|(?:p-800 )?on[iy]ks(?: missiles?)?|onyx(?: missiles?)?",
    "air_launched_aeroballistic": r"(?:air-launched )?aero-?ballistic(?: missiles?)?"
    r"|(?:kh-?47(?:m2)?|x-?47)?\s?k[iy]n[sz]h?[ah]ls?(?: missiles?)?|(?:kh|x)-?47(?:m2)?s?",
    "hypersonic_cruise": r"hypersonic cruise(?: missiles?)?|(?:3m22 )?(?:zircon|tsirkon)s?(?: missiles?)?",
    "hypersonic_glide": r"hypersonic glid(?:e|ers?)(?: vehicles?)?|glide vehicles?|avangards?",
    "quasi_ballistic": r"quasi-?ballistic(?: missiles?)?|iskander(?:-m)?s?(?: (?:ballistic )?missiles?)?"
    r"|kn-?23s?(?: missiles?)?",
    "short_range_ballistic": r"short-range ballistic(?: missiles?)?|srbms?|[sc]-?[34]00s?(?: missiles?)?",
    "medium_range_ballistic": r"medium-range ballistic(?: missiles?)?|mrbms?|oreshniks?",
    "cruise": r"cruise(?: missiles?)?",
    "ballistic": r"ballistics?(?: missiles?)?",
    "hypersonic": r"hypersonics?(?: missiles?| weapons?)?",
    "missiles": r"missiles?|rockets?",
    "targets": r"(?:aerial|air)(?: attack)? (?:targets?|objects?|threats?|weapons?|vehicles?)"
    r"|(?:means|weapons) of air attack|targets?|objects?|threats?|projectiles?|incoming",
}
_HOW = {
    "over": r">(?!=)"
    r"|(?:a (?:little|bit) |well |just |slightly )?(?:more than|over|above|upwards of|in excess of|greater than)",
    "under": r"<(?!=)|(?:just |slightly |well )?(?:fewer than|less than|under|below)",
    "at_least": r"≥|>=|at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of|minimum",
    "at_most": r"≤|<=|at most|up to|no more than|not more than|a maximum of|maximum",
    "nearly": r"nearly|almost|close to|just short of|approaching",
    "about": r"about|around|approximately|approx\.?|roughly|circa|ca\.?|some|an estimated|estimated|~|≈|or so",
}
_SMALL = {
    "all_but": r"all but|all except(?: for)?|all apart from|all (?:save|bar|minus|other than)(?: for)?",
    "except": r"except(?:ing)?(?: for)?|apart from|save(?: for)?|barring|bar|minus|excluding|other than|but for"
    r"|(?:with|at) the exception of|exceptions?",
    "idle": r"in all|all told|all in all|all (?:night|day|over|across|along|around)|not (?:only|just)|but also"
    r"|whether or not|at all|all of (?:ukraine|russia|the country)",
    "not_all": r"not (?:all|every(?: single)?|each)",
    "respectively": r"respectively|in (?:that|this) order",
    "nearly_all": r"(?:nearly|almost|virtually|practically|close to) (?:all|every(?: single)?(?: one)?)",
    "most": r"most|(?:a|the) (?:vast |large |clear )?majority|the (?:bulk|greater part)",
    "all": r"all|every(?: single)?(?: one)?|each(?: one)?|the entire|the whole",
    "none": r"none|not (?:a single|one)(?: one)?|no(?= )|neither",
    "them": r"(?:of|out of|among|amongst|from) (?:them|which)"
    r"|(?:of|out of|among|amongst|from) (?:these|those|that total|the total)(?! (?:\d|missil|dron|target))",
    "of": r"out of|of|from among|among|/(?= ?\d)",
    "and": r"and|plus|with|along with|together with|as well as|but|while|whereas|&|\+|or|/|,|:|\(|\)|-",
    "compared": r"(?:up|down) from|(?:as )?compared (?:with|to|against)|versus|vs\.?|rather than|instead of",
    "not": r"not|never|failed to|unable to|cannot"
    r"|(?:did|does|do|could|can|was|were|is|are|has|have|had|would|will)n['’]t|can['’]t|won['’]t",
    "included": r"includ(?:ing|ed|es?)|inclusive(?: of)?|as well|too",
    "record": r"record(?:-breaking)?"
    r"|(?:the )?(?:largest|biggest|most massive|heaviest|greatest)(?: \w+)? (?:so far|ever|yet|to date)"
    r"|(?:the )?(?:largest|biggest|most massive|heaviest|greatest)",
    "end": r"\.(?=\s|$)|;|!|\?|\n",
}


def _compiled(table: dict[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)) for name, words in table.items()]


def _marks(table: dict[str, str]) -> list[tuple[str, re.Pattern[str]]]:
    """Compile words and marks; a mark, such as a comma, may stand before a letter."""
    return [(name, re.compile(rf"(?:{words})(?:(?<=\W)|(?!\w))", re.IGNORECASE)) for name, words in table.items()]


VERBS, KINDS = _compiled(_VERBS), _compiled(_KINDS)
HOW, SMALL = _marks(_HOW), _marks(_SMALL)

# Words that change no number: passed over, and not listed as what was not understood.
_FILLERS = """
so far war ever yet date since beginning
a an the this that these those it its they their there we our us he she has have had having is are was were be been
being do does did which who whom by on in at to for from into against over during after before through last night
nights overnight day yesterday today morning evening early late hours air aerial defence defences defense defenses
defenders force forces military army command ministry unit units systems crews russia russian russians ukraine
ukrainian ukrainians enemy enemies country emirates emirati uae israel israeli iran iranian attack attacks attacking
raid raids strike strikes salvo barrage wave waves mass massive combined launching said says say saying claims
claimed claim reported reports report according announced announces announcing stated states state official
officials spokesman spokesperson statement total altogether overall combined also only just successfully success
rate interception interceptions ones one kind kinds type types incoming various different as then when where so now
new more what would will could should might can do happen happens expect expected if how many should tonight
"""
FILLERS = frozenset(_FILLERS.split())

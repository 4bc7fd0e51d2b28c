"""Words that change no number, and words for what is no object of a raid: people, places, costs, times, units."""

from __future__ import annotations

import re

_PREPOSITIONS = """
in at over across near on to by for from into through with within among against after before during between under above
about around of via towards toward off along without inside outside throughout despite amid per
"""
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
# Passed over, and not listed as what was not understood.
_FILLERS = """
a according across added adding additional adds aerial afp after afternoon again against agency aimed air aircrews
all-out along already also altogether amid among an announced announces announcing another anti-aircraft ap are army
as assessed assets at attack attacking attacks authorities authority aviation back barrage bbc be been before
beginning being between big bigger biggest both briefing bringing by came can carried centcom channel chief civilian
claim claimed claims combined come coming command commander commander-in-chief concerning conducted confirmed confirms
conflict coordinated could counted country country's crews critical daily data date dawn day defence defences
defenders defense defenses despite did different directed dnipro do does down during each early effectiveness
efficiency electronic emirates emirati enemies enemy energy entire estimated estimates evening ever every ew expect
expected explained extra facebook far figure figures fire for force forces from full full-scale further general giving
governor group groups gunners had happen happens has have having he heaviest heavy hours how huge iaf idf if in
including incoming independent infrastructure inside insisted interception interceptions into invasion iran iran's
iranian is israel israel's israeli it it's its jerusalem joint just kharkiv kind kinds kyiv large large-scale largest
last late latest launching least leaving long lviv maintained major making many mass massed massive mayor meaning
means media medium midday midnight might military minister ministry missile-defence mixed mobile mod more morning most
multiple national nationwide near new news night night's nights noon noted notes noting now number numbers odesa
odessa of off official officials on once one ones only operation operational operations or other others our out
outside over overall overnight overnight's own pentagon per percentage performance pilots place post posted posts
president previous proportion published raid raids range rate rates ratio record-breaking recorded regarding registered
reiterated remaining report reported reports rest result results reuters russia russia's russian russians said salvo
same say saying says share she short should since so social source sources spokesman spokesperson spokeswoman staff
spent state stated statement states still stressed strike strikes success successes successfully sumy surface-to-air
systems take taken targeting team teams tehran telegram tells that the their then there there's these they they've
this those through throughout to today told tonight took total toward towards type types uae ukraine ukraine's ukrainian
ukrainians unit units up update us use used using various via war warfare was wave waves way we we've well were what
when where which who whole whom will with within without would writes wrote yesterday yet zaporizhzhia
monday tuesday wednesday thursday friday saturday sunday weekend
under above about around
rose risen increased grew climbed jumped improved dropped declined decreased
"""
FILLERS = frozenset(_FILLERS.split())

_PLACES = (
    r"regions?|oblasts?|districts?|areas?|cities|city|towns?|villages?|settlements?|provinces?|directions?|locations?"
    r"|places?|sites?|sectors?|fronts?|countries|kilomet(?:er|re)s?|km|miles?|met(?:er|re)s?|feet|days?|nights?|weeks?"
    r"|months?|years?|hours?|times?|stages?|phases?|waves?|salvos?|barrages?|minutes?|seconds?"
)
_THINGS = (
    r"people|persons?|civilians?|residents?|children|child|wom[ae]n|m[ae]n|girls?|boys?|workers?|soldiers?|troops"
    r"|servicemen|servicem[ae]n|officers?|rescuers?|firefighters?|casualt(?:y|ies)|deaths?|dead|fatalit(?:y|ies)"
    r"|injur(?:y|ies)|wounded|injured|victims?|lives|buildings?|houses?|homes?|apartments?|flats?|facilit(?:y|ies)"
    r"|plants?|airfields?|airbases?|bases?|hospitals?|schools?|kindergartens?|shops?|cars?|trucks?|vehicles?|tanks?"
    r"|aircraft|airplanes?|planes?|jets?|fighters?|bombers?|helicopters?|f-?16s?|ships?|vessels?|boats?|launchers?"
    r"|batter(?:y|ies)|systems?|(?:guided |glide )?(?:aerial |air )?bombs?|shells?|guns?|units?|teams?|groups?|crews?"
    r"|strikes?|attacks?|raids?|assaults?|sorties?|operations?|alerts?|sirens?|explosions?|blasts?|fires"
    r"|defen[cs]es?|operators?|warnings?|dollars?|euros?|pounds?|hryvni?as?|rubles?|roubles?|dirhams?|shekels?"
    r"|(?:percentage )?points?|tons?|tonnes?|kilograms?|kg"
    r"|(?:patriot|interceptor|interception|surface-to-air|anti-aircraft|air-to-air|anti-air|air[- ]defen[cs]e|defensive"
    r"|pac-[23]|sam|thaad|arrow(?:[- ][23])?|iris-t|nasams|amraam|tamir) (?:missiles?|drones?|rockets?|munitions?)"
    r"|interceptors?|patriots"
)
_MONEY = (
    r"(?:us|[$€£₴₽₪])?[$€£₴₽₪] ?\d[\d.,]*(?: ?(?:million|billion|trillion|thousand|bn|mn|m|k)\b)?"
    r"|(?:debris|fragments?|wreckage|remains)(?: (?:of|from) (?:(?:the|an?|downed|destroyed|shot-down|fallen|\d+) )*"
    r"(?:drones?|uavs?|missiles?|rockets?|targets?|shaheds?))?"
    r"|\d[\d,]*(?:st|nd|rd|th)\b"
)
NOUN = re.compile(rf"(?:{_PLACES}|{_THINGS})(?![\w-])", re.IGNORECASE)
THING = re.compile(rf"(?:{_MONEY})(?!\w)", re.IGNORECASE)
_OF_PLACE = re.compile(rf"(?:{_PLACES})$", re.IGNORECASE)


def is_place(text: str) -> bool:
    """Whether a number of things is one of places or times, of which an outcome is never said."""
    return _OF_PLACE.search(text) is not None

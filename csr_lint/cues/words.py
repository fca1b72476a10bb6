"""The one table of canonical word forms: contractions, numbers, spellings, inflections."""

from __future__ import annotations

START, END = "‹", "›"
STOPS = frozenset((".", "?", "!"))
EDGES = STOPS | {START, END}

# A token as spaCy splits it (lower case) -> what it is read as, when it is glued to the token before it.
GLUED = {
    "n't": ("not",), "nt": ("not",), "'m": ("am",), "m": ("am",), "'re": ("are",), "re": ("are",), "'ve": ("have",),
    "ve": ("have",), "'ll": ("will",), "ll": ("will",), "'s": ("'s",), "s": ("'s",), "'d": ("'d",), "d": ("'d",),
    "na": ("to",), "ta": ("to",), "not": ("not",), "me": ("me",), "'em": ("them",), "'all": ("all",), "all": ("all",),
}  # fmt: skip
# … and whatever stands before it or alone.
ALONE = {
    "ca": ("can",), "wo": ("will",), "sha": ("shall",), "ai": ("is",), "gon": ("going",), "wan": ("want",),
    "lem": ("let",), "gim": ("give",), "y'": ("you",), "gonna": ("going", "to"), "wanna": ("want", "to"),
    "gotta": ("got", "to"), "lemme": ("let", "me"), "gimme": ("give", "me"), "cannot": ("can", "not"),
    "dunno": ("do", "not", "know"), "kinda": ("kind", "of"), "sorta": ("sort", "of"), "outta": ("out", "of"),
    "y'all": ("you", "all"), "yall": ("you", "all"), "'em": ("them",), "em": ("them",), "ya": ("you",),
    "u": ("you",), "r": ("are",), "ur": ("your",), "thx": ("thanks",), "thnx": ("thanks",), "tks": ("thanks",),
    "ty": ("thank", "you"), "pls": ("please",), "plz": ("please",), "ok": ("okay",), "o.k": ("okay",),
    "k": ("okay",), "okey": ("okay",), "yeah": ("yes",), "yep": ("yes",), "yup": ("yes",), "yea": ("yes",),
    "aye": ("yes",), "nope": ("no",), "nah": ("no",), "cuz": ("because",), "coz": ("because",), "cos": ("because",),
    "'cause": ("because",), "til": ("until",), "till": ("until",), "mum": ("mom",), "whats": ("what", "'s"),
    "thats": ("that", "'s"), "its": ("it", "'s"), "theres": ("there", "'s"), "heres": ("here", "'s"),
    "hes": ("he", "'s"), "shes": ("she", "'s"), "lets": ("let", "us"), "let's": ("let", "us"), "im": ("i", "am"),
    "ive": ("i", "have"), "youre": ("you", "are"), "youve": ("you", "have"), "youll": ("you", "will"),
    "theyre": ("they", "are"), "theyve": ("they", "have"), "theyll": ("they", "will"), "weve": ("we", "have"),
    "dont": ("do", "not"), "cant": ("can", "not"), "wont": ("will", "not"), "didnt": ("did", "not"),
    "doesnt": ("does", "not"), "isnt": ("is", "not"), "wasnt": ("was", "not"), "arent": ("are", "not"),
    "werent": ("were", "not"), "havent": ("have", "not"), "hasnt": ("has", "not"), "hadnt": ("had", "not"),
    "wouldnt": ("would", "not"), "couldnt": ("could", "not"), "shouldnt": ("should", "not"), "aint": ("is", "not"),
    "alright": ("all", "right"), "apologise": ("apologize",), "apologises": ("apologizes",),
    "apologised": ("apologized",), "apologising": ("apologizing",), "realise": ("realize",),
    "realised": ("realized",), "organise": ("organize",), "organised": ("organized",), "recognise": ("recognize",),
    "authorise": ("authorize",), "prioritise": ("prioritize",), "favour": ("favor",), "cheque": ("check",),
    "grey": ("gray",), "%": ("percent",), "&": ("and",), "w/": ("with",), "mr.": ("mr",), "mrs.": ("mrs",),
    "ms.": ("ms",), "dr.": ("dr",), "o.k.": ("okay",), "a.m.": ("am",), "p.m.": ("pm",),
}  # fmt: skip
# A pattern's word also matches these tokens, whose reading the text leaves open.
EITHER = {"is": ("'s",), "has": ("'s",), "us": ("'s",), "would": ("'d",), "had": ("'d",)}
MONEY = {"$": "dollars", "£": "pounds", "€": "euros"}

FILLERS = frozenset({"uh", "uhh", "um", "umm", "uhm", "er", "erm", "err", "ehm", "mm", "hm", "hmm", "hmmm", "mhm"})
_KIND_OF = set("what which any some this that the a every all my no same".split())
_PRAISED = {"you", "him", "her", "them", "your"}
# Fillers of two words, with the words before or after which they are no fillers.
LOOSE_FILLERS = {
    ("you", "know"): (
        set("do did if as let that what how to should would might could will because".split()),
        set("what how that why where if who when anything any about for as your .".split()),
    ),
    ("i", "mean"): ({"what", "how", "know", "that", "do"}, {"it", "that", "this"}),
    ("kind", "of"): (_KIND_OF, _PRAISED),
    ("sort", "of"): (_KIND_OF, _PRAISED),
}
# "ill", "id": the recogniser's spelling of "I'll", "I'd" before such words.
BARE_AUXILIARY = {
    "ill": ("i", "will"),
    "id": ("i", "'d"),
}
VERBS_AFTER = frozenset(
    "be get go do have make take give send put call check see look let try just also need want like love rather "
    "appreciate say think transfer connect pass email text find ask tell talk speak go stay wait hold hang follow "
    "personally gladly definitely never probably note add change update cancel refund process arrange book".split()
)

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
NUMBERS = {word: n for n, word in enumerate(_UNITS.split())}
TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
TENS["fourty"] = 40
SCALES = {"hundred": 100, "thousand": 1000}

# One verb or noun after the other: the word, a colon, its inflected forms.
_IRREGULAR = """
be: am is are was were been being; have: has had having; do: does did done doing; go: goes went gone going;
get: gets got gotten getting; put: puts putting; make: makes made making; take: takes took taken taking; give:
gives gave given giving; send: sends sent sending; speak: speaks spoke spoken speaking; tell: tells told
telling; say: says said saying; see: sees saw seen seeing; find: finds found finding; know: knows knew known
knowing; think: thinks thought thinking; feel: feels felt feeling; hear: hears heard hearing; leave: leaves
left leaving; lose: loses lost losing; pay: pays paid paying; keep: keeps kept keeping; hold: holds held
holding; let: lets letting; come: comes came coming; run: runs ran running; break: breaks broke broken
breaking; write: writes wrote written writing; ring: rings rang rung ringing; bring: brings brought bringing;
buy: buys bought buying; cut: cuts cutting; hang: hangs hung hanging; sit: sits sat sitting; stand: stands
stood standing; understand: understands understood understanding; forget: forgets forgot forgotten forgetting;
shut: shuts shutting; set: sets setting; sell: sells sold selling; read: reads reading; mean: means meant
meaning; meet: meets met meeting; wear: wears wore worn wearing; swear: swears swore sworn swearing; steal:
steals stole stolen stealing; choose: chooses chose chosen choosing; drive: drives drove driven driving; fall:
falls fell fallen falling; begin: begins began begun beginning; show: shows showed shown showing; throw:
throws threw thrown throwing; mistake: mistakes mistook mistaken mistaking; dump: dumps dumped dumping; quit:
quits quitting; screw: screws screwed screwing; spend: spends spent spending; wake: wakes woke woken waking;
fix: fixes fixed fixing; refer: refers referred referring; transfer: transfers transferred transfered
transferring transfering; cancel: cancels cancelled canceled cancelling canceling; admit: admits admitted
admitting; lie: lies lied lying; die: dies died dying; sort: sorts sorted sorting; apologize: apologizes
apologized apologizing; commit: commits committed committing; forward: forwards forwarded forwarding; patch:
patches patched patching; happen: happens happened happening; offer: offers offered offering; visit: visits
visited visiting; credit: credits credited crediting; email: emails emailed emailing; answer: answers answered
answering; open: opens opened opening; travel: travels travelled traveled travelling traveling; label: labels
labelled labeled labelling labeling; order: orders ordered ordering; deliver: delivers delivered delivering;
wait: waits waited waiting; repeat: repeats repeated repeating; explain: explains explained explaining;
person: persons people; child: children; man: men; woman: women
"""
IRREGULAR = {word.strip(): forms.strip() for word, forms in (x.split(":") for x in _IRREGULAR.split(";"))}

_VOWELS = "aeiou"


def inflections(word: str) -> tuple[str, ...]:
    """A word with its inflected forms (regular by rule, irregular by table), the word itself first."""
    if word in IRREGULAR:
        return (word, *IRREGULAR[word].split())
    if word.endswith("e"):
        return (word, word + "s", word + "d", word[:-1] + "ing")
    if word.endswith("y") and len(word) > 2 and word[-2] not in _VOWELS:
        return (word, word[:-1] + "ies", word[:-1] + "ied", word + "ing")
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return (word, word + "es", word + "ed", word + "ing")
    stem = word + word[-1] if _doubles(word) else word
    return (word, word + "s", stem + "ed", stem + "ing")


def _doubles(word: str) -> bool:
    """Short words of consonant, vowel, consonant double the last letter: stop, stopped."""
    if len(word) < 3 or len(word) > 4 or word[-1] in _VOWELS + "wxy":
        return False
    return word[-2] in _VOWELS and word[-3] not in _VOWELS

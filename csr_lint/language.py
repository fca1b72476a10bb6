"""Whether words are English at all: a rough test by very common words, not a language identifier."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_FEWEST = 20  # words; fewer tell nothing
# English talk is made of the words below by a third and more, a language that is not listed by a few in a hundred.
_USUAL = 0.15

# Left out on both sides: what is a word of both ("me", "no", "in", "was", "is", "of"), and foreign words that English
# calls hold as names, things or fillers ("um", "hum", "er", "sim", "com", "per", "van", "bin", "hat", "dan", "po").
_ENGLISH = frozenset(
    """
    the and that this it it's its i i'm i've i'll i'd you you're you've you'll your my we we're we'll our they them
    their he's she her his what what's which who when where how why there there's here isn't are aren't were been be
    have haven't has having does doesn't did didn't don't doing can can't could couldn't would wouldn't should will
    won't for from with without about into because if then than but or not just only very really these those some any
    all every other another much more most out up down again back now today yes yeah yep okay right well sure
    please thank thanks sorry hello let let's get got know think want need see say said tell going gonna make one two
    three four five six seven eight nine ten zero dont im ive ill thats whats lets cant
    """.split()
)
_FOREIGN = frozenset(
    # Spanish, Portuguese, Italian
    """
    de que el la los las un una por para con del es esta estoy esto eso ese pero como cuando donde porque muy tambien
    si mas yo mi mis tu su sus nos lo les le se al hay tengo tiene puede puedo quiero gracias hola bueno senor senora
    nao uma os dos das na nos ele ela voce eu meu minha isso este muito mais mas foi ser ter tenho posso
    obrigado obrigada bom ola senhor senhora pra ta ja ao pelo pela
    il lo gli che di da del della dei sono ho hai abbiamo mi ti ci si anche questo questa quello molto
    perche quando dove grazie buongiorno bene posso vorrei piu sul nella al alla l'ho c'e
    """.split()
    # French, German, Dutch
    + """
    je j'ai c'est n'est qu'il qu'on d'un d'une s'il l'ai m'a est et les des du une dans pour avec sur pas ne mon ma mes
    votre vous nous il elle ils ce cette ca qui mais ou oui merci bonjour tres bien fait ete suis etes avez avoir etre
    ich du er sie es wir ihr der das den dem ein eine einen einem und oder aber nicht kein keine mit fur auf von zu bei
    aus nach ist sind habe haben hatte werde kann konnen mein meine ihre ihnen auch noch schon sehr wenn dass ja
    nein bitte danke hallo guten wie
    ik je jij hij zij wij jullie het een en niet geen voor met naar bij uit ook nog maar dat dit deze heb hebt
    heeft kan kunt moet mijn uw zijn waar wat hoe graag dank alstublieft goedemorgen goedemiddag wel
    """.split()
    # Tagalog, Hindi
    + """
    ang ng mga sa ko mo ka niya namin natin nila ako ikaw siya kami tayo kayo sila ito iyan iyon yung yun hindi oo opo
    ba lang naman kasi pero kung para din rin pa nang wala mayroon meron ano saan kailan paano bakit gusto salamat
    hai hain ho hoon hu tha thi ka ki ke ko se mein mera meri mere mujhe mai aap aapka aapki aapke tum yeh ye woh wo
    kya kyun kaise kab kahan nahi nahin haan ji aur lekin bhi toh bas abhi kar karna karo raha rahi rahe gaya gayi diya
    chahiye sakte sakta theek accha dhanyavaad namaste ek wala
    """.split()
)


def english_share(words: Sequence[str]) -> float | None:
    """How far words are English, 0 to 1: common English ones to those of eight other languages in Latin letters.

    A rough test, not a language identifier: it counts function words of English against those of Spanish, French,
    German, Portuguese, Italian, Dutch, Tagalog and Hindi; words in another script count as foreign. English talk comes
    out above 0.9 (above 0.7 where it is full of Spanish names), talk in another language under 0.4, a mixture between.
    A language that is not listed comes out low, for English has its common words far more often. None where fewer than
    20 of the words have a letter.
    """
    spoken = [plain for word in words if (plain := _plain(word))]
    if len(spoken) < _FEWEST:
        return None
    english = sum(word in _ENGLISH for word in spoken)
    foreign = sum(word in _FOREIGN or not _latin(word) for word in spoken)
    return english / max(english + foreign, _USUAL * len(spoken))


def _plain(word: str) -> str:
    """The word in small letters, without accents and the signs around it; nothing where it has no letter."""
    word = word.casefold().replace("’", "'")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = word.strip(".,;:!?¿¡\"'()[]{}<>…-–—*#$£€%&/\\~_")
    return word if any(c.isalpha() for c in word) else ""


def _latin(word: str) -> bool:
    if word.isascii():
        return True
    return all(unicodedata.name(c, "").startswith("LATIN") for c in word if c.isalpha())

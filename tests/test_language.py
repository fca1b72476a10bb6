"""English is told from other languages by its common words; fewer than 20 words tell nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.language import english_share

ENGLISH = {
    "plain": "Thank you for calling Swift Parcels, this is Rita. How can I help you today? I see the parcel was left"
    " with your neighbour, so let me check that with the driver for you.",
    "recogniser": "uh yeah hi um i was calling cause i i got this letter about my uh my account and it says that you"
    " know i owe like forty dollars and i i don't know what that is",
    "names and numbers": "okay so that's Alejandra De La Cruz at forty one eleven El Camino Real Los Angeles and the"
    " phone is five five five oh one two three four is that right",
    "digits only": "four one one one two three four five six seven eight nine two two three four five six seven"
    " eight nine",
    "Indian": "kindly do the needful sir I have raised the ticket already na and the concerned team will revert back"
    " to you within two working days only, you please check your registered mail once",
    "Irish": "ah sure look it's grand, I'm only after ringing ye yesterday about the bill like, and your man said it"
    " would be sorted by now but it's not so it isn't",
    "Filipino": "yes ma'am for a while po, I will be the one to check your account ma'am, may I know the registered"
    " name in the account and can you please confirm also your birthday ma'am",
    "curly apostrophes, capitals": "I’M SORRY TO HEAR THAT. IT’S NOT WORKING BECAUSE THE LINE’S DOWN AND WE’VE AN"
    " ENGINEER THERE NOW, SO YOU’LL BE BACK ONLINE TODAY",
}
FOREIGN = {
    "Spanish": "hola buenos días mire le llamo porque tengo un problema con la factura de este mes y no entiendo por"
    " qué me han cobrado dos veces lo mismo",
    "Spanish without accents": "si senora pero como le digo el tecnico no vino y yo estoy sin servicio desde el"
    " lunes y nadie me da una respuesta por favor",
    "French": "bonjour oui je vous appelle parce que j'ai reçu une facture qui n'est pas la mienne et je ne"
    " comprends pas ce que vous avez fait avec mon dossier",
    "German": "guten Tag ich rufe an weil ich seit drei Tagen kein Internet habe und der Techniker ist nicht"
    " gekommen das ist doch nicht in Ordnung oder was meinen Sie",
    "Portuguese": "boa tarde eu gostaria de saber porque a minha conta veio tão alta este mês eu não fiz essas"
    " ligações e já liguei três vezes para vocês",
    "Italian": "buongiorno senta io ho un problema con la bolletta perché mi avete addebitato due volte la stessa"
    " cosa e non riesco a parlare con nessuno",
    "Dutch": "goedemiddag ik bel omdat ik een rekening heb gekregen die niet klopt en ik wil graag weten hoe dat kan"
    " want wij hebben alles al betaald in maart",
    "Tagalog": "magandang umaga po tumatawag po ako kasi hindi pa dumarating yung order ko at sabi ng kausap ko"
    " noong isang linggo ay darating na daw ito",
    "Hindi in Latin letters": "haan ji namaste main aapko isliye call kar raha hoon kyunki mera internet do din se"
    " nahi chal raha hai aur koi bhi mujhe theek se nahi bata raha",
    "Hindi": "नमस्ते मैं आपको इसलिए फोन कर रहा हूँ क्योंकि मेरा इंटरनेट दो दिन से नहीं चल रहा है और कोई भी मुझे ठीक से नहीं बता रहा",
    "Russian": "здравствуйте я звоню потому что у меня уже три дня не работает интернет и никто не может мне сказать"
    " когда его починят это просто невозможно",
    "Greek": "καλημέρα σας τηλεφωνώ γιατί έχω ένα πρόβλημα με τον λογαριασμό μου και δεν ξέρω τι να κάνω θα ήθελα να"
    " μιλήσω με κάποιον",
    "Arabic": "مرحبا انا اتصل بكم لان الانترنت لا يعمل منذ ثلاثة ايام و لم يأت احد لاصلاحه و انا لا اعرف ماذا افعل"
    " الان",
    "Polish, which has no list": "dzień dobry dzwonię do państwa ponieważ od trzech dni nie mam internetu i nikt nie"
    " potrafi mi powiedzieć kiedy to będzie naprawione a ja muszę pracować",
}
ANY_WORD = st.text(st.characters(codec="utf-8"), max_size=12)


@pytest.mark.parametrize("text", ENGLISH.values(), ids=ENGLISH)
def test_english_of_all_kinds_is_english(text):
    share = english_share(text.split())
    assert share is not None
    assert share > 0.7


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_other_languages_are_not(text):
    share = english_share(text.split())
    assert share is not None
    assert share < 0.4


def test_a_mixture_lies_between():
    mixed = FOREIGN["Spanish"].split() + ENGLISH["recogniser"].split()
    assert 0.4 < (english_share(mixed) or 0) < 0.7


@pytest.mark.parametrize(
    "words", [[], ["the"] * 19, ["12", "4111", "—", "[…]"] * 20], ids=["none", "nineteen", "numbers and signs"]
)
def test_too_few_words_tell_nothing(words):
    assert english_share(words) is None


@given(st.lists(ANY_WORD, max_size=60))
def test_a_share_of_any_words_is_a_share(words):
    share = english_share(words)
    assert share is None or 0 <= share <= 1


@given(st.permutations(ENGLISH["plain"].split()), st.integers(0, 5))
def test_neither_order_nor_numbers_nor_case_matter(words, numbers):
    plain = english_share(ENGLISH["plain"].split())
    assert english_share([word.upper() for word in words] + ["42"] * numbers) == plain

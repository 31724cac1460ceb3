"""Sentences that a film must cope with: short, long, strange."""

from __future__ import annotations

LONG = (
    "Once upon a time there was a little girl who lived with her mother in a small house near the forest, and every "
    "morning she walked to school with her brother and her dog because she loved it"
)

SENTENCES: dict[str, str] = {
    "one": "Hello",
    "one-letter": "I",
    "two": "Good morning",
    "three": "I love you",
    "hate": "I hate you",
    "twin": "no no no no",
    "question": "How are you?",
    "cat": "The cat sat on the mat",
    "it-tired": "The animal didn't cross the street because it was too tired",
    "it-wide": "The animal didn't cross the street because it was too wide.",
    "twelve": "My sister likes apples but my brother likes bread and cold milk",
    "forty": LONG,
    "sixty": f"{LONG}. {LONG}.",
    "unseen-words": "Photosynthesis happens in chloroplasts",
    "long-word": "supercalifragilisticexpialidocious",
    "300-letters": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 5,
    "chinese": "我爱你",
    "chinese-long": "今天天气很好，我们一起去公园散步，然后回家吃饭。",
    "japanese": "愛してる",
    "korean": "사랑해",
    "arabic": "أنا أحبك",
    "hebrew-mixed": "I say שלום to you",
    "emoji": "I ❤️ you 👋🏽👨‍👩‍👧‍👦",
    "markup": "<b>bold</b> & #1 $5 *x* \"quoted\" 'single'",
    "path": "../../etc/passwd",
    "spaces": "  two   spaces  ",
    "digits": "1234567890 3.14159 -0.5 50%",
    "punctuation": "...?!",
    "fluent": "{ $x } -term = {x}",
    "accents": "Les élèves étaient déjà là",
    "code": "for i in range(10): print(i)",
    "capitals": "I LOVE YOU",
    "newline-tab": "I love\tyou",
}

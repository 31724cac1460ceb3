tokens-text-line = A model reads a text in pieces, called tokens.

# count: of tokens.
tokens-cut-line = { $count ->
    [1] The tokenizer leaves it whole: one token.
   *[other] The tokenizer cuts it into { $count } tokens.
}

# kind: bytes, if characters had to be spelled in bytes; unknown and replaced, if the vocabulary has something else
# instead; cut, if a word is several tokens; joined, if a token holds several words; whole, marks and signs, if every
# word (word and mark, mark) is one token. text: a word or character, quoted. count: its tokens; of whole, the words.
tokens-kind-line = { $kind ->
    [bytes] { $count ->
        [1] { $text } has no token of its own: one token spells it in bytes.
       *[other] { $text } has no token of its own: { $count } tokens spell it in bytes.
    }
    [unknown] The vocabulary lacks { $text }: { $token }, unknown, stands in.
    [replaced] The tokenizer reads { $text } as { $token }.
    [cut] { $text } is no token of its own: it is cut into { $count }.
    [joined] { $text } is a single token here.
    [signs] Here every mark is one token.
    [marks] Here every word is one token, and so is every mark.
   *[whole] { $count ->
        [1] This word is a token of its own: nothing is cut.
       *[other] Here every word is one token.
    }
}

# size: of the vocabulary.
tokens-ids-line = Each token has an id: its number in a vocabulary of { $size }.

# again, if a token occurs more than once: token (quoted) and its id.
tokens-takeaway = { $kind ->
    [one] One token, one id: { $id }. The model sees only this number.
    [again] { $count } tokens, { $count } ids. { $token } is number { $id } each time.
   *[other] { $count } tokens, { $count } ids: the model sees only these numbers.
}

# added: none; first, if the tokenizer put in the first space; some, if it put in others.
tokens-note-space = { $added ->
    [first] ␣ is a space; the tokenizer added the first
    [some] ␣ is a space; the tokenizer added some
   *[none] ␣ is a space
}
tokens-note-middle = ## continues a word
tokens-note-added = { $tokens }: added by the tokenizer

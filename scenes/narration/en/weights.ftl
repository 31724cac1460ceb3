# What the worked rows are called in the picture. `e` and its exponent are set apart: the exponent stands higher.
weights-score = score
weights-score-scaled = score ÷ √{ $root }
weights-shifted = { $score } − largest
weights-share = share
weights-sum = sum
weights-grid = share of every query’s (row) attention that goes to every key (column)
weights-grid-scores = { $score } of every query (row) and key (column), later tokens masked
weights-grid-scores-open = { $score } of every query (row) and key (column)
weights-cut = { $shown } of { $all } tokens; the sum is over all { $all }
weights-pips = { $written } of { $all } tokens written out, the others share { $share }

# query: a token, quoted. seen: how many tokens it may look at.
# raised: score, if e is raised to the scores themselves; difference, if the largest is taken off first.
# scaled: yes, if the scores are divided by √root first.
weights-power-line = { $raised ->
    [score] { $scaled ->
        [yes] { $seen ->
            [one] { $query } has one score. Divided by √{ $root }, it is the power of e.
           *[other] First each score is divided by √{ $root }; then e to that power.
        }
       *[no] { $seen ->
            [one] { $query } has one score. Softmax raises e to that power.
           *[other] Softmax: first, e to the power of each score of { $query }.
        }
    }
   *[difference] { $seen ->
        [one] { $query } has one score, the largest: e to the power of 0 is 1.
       *[other] { $scaled ->
            [yes] Each score is divided by √{ $root }, less the largest; then e to that power.
           *[no] Softmax: e to the power of each score of { $query }, less the largest.
        }
    }
}
weights-divide-line = { $seen ->
    [one] Divided by the sum, which is itself, it is a share of 100%.
   *[other] Divide by their sum: shares that add up to 100%. That is softmax.
}
# mask: causal, if later tokens are hidden; none, if every token sees all.
weights-grid-line = { $mask ->
    [causal] Later tokens are masked: −∞. After softmax that is 0: no looking ahead.
   *[none] Every row does the same, and each adds up to 100%.
}
weights-arcs-line = The row of { $query } as arcs: the thicker, the more attention.

# How the focus token shares its attention out. only: it sees itself alone. even: the largest share is less than a
# quarter above the smallest. tied: two shares lead and look the same; many: more than two do. The others: it goes
# to the token itself or another one, and is more than half of all (most) or not (lead).
weights-takeaway = { $how ->
    [only] { $query } sees only itself: all its attention, { $share }, stays there.
    [even] { $query } spreads its attention almost evenly: { $least } to { $share } each.
    [equal] { $query } spreads its attention evenly: { $share } for each token.
    [tied] { $key } and { $second } get the most: { $share } each.
    [many] { $query } has no favourite: several tokens get { $share } each, none more.
    [most-self] { $query } keeps most of its attention for itself: { $share }.
    [lead-self] { $query } keeps the largest share for itself: { $share }.
    [most-other] { $query } gives most of its attention to { $key }: { $share }.
   *[lead-other] { $query } gives the largest share, { $share }, to { $key }.
}
# A token that the sentence has several times is told apart by its place.
token-nth = { $token } (no.{"\u00A0"}{ $nth })
# A token that is a part of a character.
token-byte = byte { $token }

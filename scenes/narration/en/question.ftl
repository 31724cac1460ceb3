question-cut = the middle of the sentence is left out here; the model reads all of it
question-rank = place { $rank } of { $all }

question-typed-line = The sentence stops here. What comes next?
# count: how many entries the vocabulary has.
question-vocabulary-line = A language model chooses from { $count } words and pieces.
# leads: alone, if one token is likelier than all others; close, if the next (rival) shows the same percentage; tied,
# otherwise. answer, rival: named.
question-answer-line = { $leads ->
    [tied] No single one leads; among the likeliest is { $answer }, at { $share }.
    [close] { $answer } is just ahead of { $rival }: both { $share } when rounded.
   *[alone] To this model the likeliest is { $answer }, at { $share }.
}
# which: one or two words to compare with (both, if share is more than either has); median, if none is in the
# vocabulary. share, othershare: a percentage, or answer-below.
question-outside-line = { $which ->
    [one] And { $word }? In the vocabulary too, but it gets { $share }.
    [two] And { $word }? It gets { $share }. { $other }? { $othershare }.
    [both] And { $word } or { $other }? Each gets { $share }.
   *[median] In the middle of its ranking stands { $word }, at { $share }.
}
question-takeaway = Why { $answer }? This film follows the numbers that lead there.

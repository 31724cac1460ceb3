question-cut = the middle of the sentence is left out here; the model reads all of it
question-rank = place { $rank } of { $all }

question-typed-line = The sentence stops here. What comes next?
# count: how many entries the vocabulary has.
question-vocabulary-line = A language model can choose among { $count } words and pieces: its vocabulary.
# leads: alone, if one token is likelier than all others; tied, otherwise. answer: named.
question-answer-line = { $leads ->
    [tied] No single one leads; among the likeliest is { $answer }, at { $share }.
   *[alone] To this model the likeliest is { $answer }, at { $share }.
}
# which: one or two words to compare with; median, if none is in the vocabulary.
question-outside-line = { $which ->
    [one] And { $word }? In the vocabulary too, but it gets { $share }.
    [two] And { $word }? It gets { $share }. { $other }? { $othershare }.
   *[median] In the middle of its ranking stands { $word }, at { $share }.
}
question-takeaway = Why { $answer }? This film follows the numbers that lead there.

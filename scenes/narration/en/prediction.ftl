prediction-vector = last vector
prediction-rows = a row for every entry
prediction-logit = logit
prediction-power = logit − largest
prediction-shift = taking off the largest changes no probability
prediction-share = probability
prediction-sum = sum over all { $count }
prediction-squares = one square per entry: what stands out is large
prediction-some = the { $shown } likeliest of { $all } vocabulary entries
prediction-temperature-1 = T = ½: sharper
prediction-temperature-2 = T = 1: as it is
prediction-temperature-3 = T = 2: flatter
# first: one, if a single token reaches 90 %; many, otherwise: reach of them, the likeliest.
prediction-reach = { $first ->
    [one] the first alone holds { $share }
   *[many] the first { $reach } hold { $share }
}

# token: the last token, quoted.
prediction-vector-line = The last token, { $token }, leaves the last layer as this vector.
# bias: some, if the model adds a bias to each product; none, otherwise.
prediction-dot-line = { $bias ->
    [some] Multiply it by each entry’s row, add up, add a bias: that is a logit.
   *[none] Multiply it by each entry’s row, pair by pair; add up: that is a logit.
}
prediction-all-line = So all { $count } entries of the vocabulary get a logit.
prediction-softmax-line = Softmax: e to the power of each, divided by the sum over all { $count }.
prediction-sampling-line = To draw by chance, divide the logits by a temperature T first.
# leads: alone, if one token is likelier than all others; tied, otherwise. answer: named.
prediction-takeaway = { $leads ->
    [tied] Several lead together with { $share } each; one of them is { $answer }.
   *[alone] Out of the whole vocabulary { $answer } comes first, with { $share }.
}
